// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/practice/contract/scenario.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace contract {

// What a real server answered to a scenario.
struct Recorded
{
    Scenario scenario;
    QStringList transcript;
};

// A file of them: "### ID: NAME", then the transcript's things, each begun by "* ". False when it cannot be written.
bool writeRecording(const QString &path, const QList<Recorded> &recorded);

// Transcripts by the scenario's id; empty when it cannot be read.
QMap<QString, QStringList> readRecording(const QString &path);

} // namespace contract
