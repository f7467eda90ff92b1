// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/sync/informers.h"

#include "tests/cluster/practice/sync/connection.h"

#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

namespace syncing {

namespace {

constexpr int patienceMs = 60000;

}

QString Informers::program()
{
    QString folder = qEnvironmentVariable("KUBEWRIGHT_ASSETS");
    if (folder.isEmpty())
        folder = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) +
                 QStringLiteral("/kubewright/controlplane");
    const QString path = folder + QStringLiteral("/informer");
    return QFileInfo(path).isExecutable() ? path : QString();
}

Informers::Informers(const QString &kubeconfig, By by)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("KUBE_FEATURE_WatchListClient"),
                       by == By::WatchList ? QStringLiteral("true") : QStringLiteral("false"));
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(program(), {QStringLiteral("-versions"), QStringLiteral("-kubeconfig"), kubeconfig});
}

Informers::~Informers()
{
    m_process.closeWriteChannel(); // which ends it
    if (!m_process.waitForFinished(5000)) m_process.kill();
    m_process.waitForFinished();
}

bool Informers::synced() { return !linesUntil("synced\n", patienceMs).isEmpty(); }

QByteArray Informers::versions()
{
    m_process.write("\n");
    QByteArray lines = linesUntil(".\n", patienceMs);
    lines.chop(2);
    return lines;
}

// What comes up to and with a line; empty when it does not come.
QByteArray Informers::linesUntil(const QByteArray &last, int timeoutMs)
{
    const auto there = [this, &last] {
        m_read += m_process.readAllStandardOutput();
        return m_read.endsWith('\n' + last) || m_read == last;
    };
    if (!waitUntil(there, timeoutMs)) return {};
    return std::exchange(m_read, {});
}

} // namespace syncing
