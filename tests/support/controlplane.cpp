// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/controlplane.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>

#include <utility>

namespace support {

namespace {

constexpr int upMs = 120000; // what a machine busy with a build may need; the script itself gives up earlier
constexpr int nothingBuilt = 3;

int script(const QStringList &arguments, QByteArray *talk)
{
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/tests/controlplane/controlplane"), arguments);
    if (!process.waitForFinished(upMs) || process.exitStatus() != QProcess::NormalExit) {
        *talk = process.errorString().toUtf8();
        return -1;
    }
    *talk = process.readAllStandardError().trimmed();
    return process.exitCode();
}

} // namespace

model::Result<std::unique_ptr<ControlPlane>> ControlPlane::shared()
{
    const QString directory = qEnvironmentVariable("KUBEWRIGHT_CONTROLPLANE");
    std::unique_ptr<ControlPlane> plane(new ControlPlane(directory));
    if (!directory.isEmpty() && QFileInfo::exists(plane->kubeconfig())) return plane;
    return start();
}

model::Result<std::unique_ptr<ControlPlane>> ControlPlane::start(const QStringList &options)
{
    auto own = std::make_unique<QTemporaryDir>();
    if (!own->isValid()) return model::Error{.code = model::Error::Code::Io, .message = own->errorString()};
    QByteArray talk;
    const int status =
        script(QStringList{QStringLiteral("up"), own->path(), QStringLiteral("--with-parent")} + options, &talk);
    if (status == nothingBuilt)
        return model::Error{.code = model::Error::Code::Unsupported, .message = QString::fromUtf8(talk)};
    if (status != 0) {
        own->setAutoRemove(false); // the logs tell why
        return model::Error{
            .code = model::Error::Code::Io,
            .message = QStringLiteral("controlplane up %1 failed: %2").arg(own->path(), QString::fromUtf8(talk))};
    }
    std::unique_ptr<ControlPlane> plane(new ControlPlane(own->path()));
    plane->m_own = std::move(own);
    return plane;
}

ControlPlane::~ControlPlane()
{
    if (!m_own) return;
    QByteArray talk;
    if (script({QStringLiteral("down"), m_directory}, &talk) != 0) qWarning("controlplane down: %s", talk.constData());
}

bool skipAllowed() { return qEnvironmentVariableIsEmpty("KUBEWRIGHT_NO_SKIP"); }

} // namespace support
