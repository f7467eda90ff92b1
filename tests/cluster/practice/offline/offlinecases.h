// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <map>

// A good manifest with one fault, and what is told of it, a line a problem. As tests/data/practice/offline/cases.txt
// has them.
struct OfflineCase
{
    QByteArray name;
    QByteArray base;
    QByteArray manifest; // empty: what is to be replaced is not there
    QByteArray problems;
};

struct OfflineCases
{
    std::map<QByteArray, QByteArray> bases;
    QList<OfflineCase> cases;
};

OfflineCases readOfflineCases(const QString &fileName = QStringLiteral("cases.txt"));
// The file with other problems in it, in the order of the cases. For a new case; read it before it is kept.
bool recordOfflineCases(const QList<QByteArray> &problems, const QString &fileName = QStringLiteral("cases.txt"));
