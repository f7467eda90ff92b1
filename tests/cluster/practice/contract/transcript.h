// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

namespace contract {

// How a transcript's line begins when the scenario itself went wrong, whatever the server.
inline const QString failure = QStringLiteral("FAILED ");

// Replaces what differs from run to run by what it is and in which order it came: uids, revisions, times, cluster
// addresses, node ports, generated names. Two runs of the same scenario on servers that behave alike give the same
// text.
class Normaliser
{
public:
    explicit Normaliser(QString space) : m_space(std::move(space)) {}

    // Compact JSON with sorted keys; a body that is no JSON as text. The key is the field that the body is the value
    // of, if it is a part of an answer: it tells what may differ there.
    QString body(const QByteArray &bytes, const QString &key = {});
    QString text(QString text);

private:
    model::Value normalised(const model::Value &value, const QString &key);
    QString named(const QString &what, const QString &value);

    QString m_space;
    QHash<QString, QString> m_names; // original → "uid#1"
    QHash<QString, int> m_counts;
};

// What differs between two transcripts, to read; empty where they agree. Nothing counts from "apart: " on.
QString difference(const QStringList &expected, const QStringList &actual);

} // namespace contract
