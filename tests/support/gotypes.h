// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace support {

// What Kubernetes' own Go code makes of something (tests/controlplane/cmd/gotypes).
struct GoAnswer
{
    QByteArray json;
    QString error;      // json is empty then
    QStringList strict; // "unknown field \"spec.foo\""
};

// An answer to each line of the program's input. Nothing when it cannot be built here: no Go, or not its modules.
std::optional<std::vector<GoAnswer>> askGo(const QByteArrayList &lines);

} // namespace support
