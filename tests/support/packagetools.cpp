// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/packagetools.h"

#include <QProcess>

namespace support {

model::Result<QString> packageTools()
{
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/tests/packagetools/packagetools"), {QStringLiteral("path")});
    constexpr int waitMs = 30000;
    if (!process.waitForFinished(waitMs) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return model::Error{.code = model::Error::Code::Unsupported,
                            .message = QString::fromUtf8(process.readAllStandardError().trimmed())};
    return QString::fromUtf8(process.readAllStandardOutput().trimmed());
}

} // namespace support
