// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/config/kubeconfig.h"
#include "cluster/http/namtransport.h"

#include <QEventLoop>
#include <QFile>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>

namespace syncing {

// A kubeconfig's text as a file, for who wants one.
class KubeconfigFile
{
public:
    explicit KubeconfigFile(const QByteArray &text)
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("no kubeconfig written");
    }
    QString path() const { return m_folder.filePath(QStringLiteral("kubeconfig")); }

private:
    QTemporaryDir m_folder;
};

// Runs the event loop until something is so, or the time is over; without qWaitFor()'s sleeps, since servers of this
// thread work meanwhile.
template<typename Condition>
bool waitUntil(Condition condition, int timeoutMs)
{
    QEventLoop loop;
    QTimer poll;
    bool fulfilled = condition();
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        poll.stop(); // a condition may run the loop itself
        fulfilled = condition();
        fulfilled ? loop.quit() : poll.start();
    });
    QTimer::singleShot(timeoutMs, &loop, &QEventLoop::quit);
    poll.start(5);
    if (!fulfilled) loop.exec();
    return fulfilled;
}

// The program's own way to a cluster.
inline std::unique_ptr<cluster::NamTransport> connectTo(const QString &kubeconfig)
{
    const auto config = cluster::Kubeconfig::load({{kubeconfig}, true});
    if (!config) qFatal("%s", qPrintable(config.error().toString()));
    auto endpoint = config->endpoint({}, QProcessEnvironment());
    if (!endpoint) qFatal("%s", qPrintable(endpoint.error().toString()));
    auto transport = cluster::NamTransport::create(std::move(*endpoint));
    if (!transport) qFatal("%s", qPrintable(transport.error().toString()));
    return std::move(*transport);
}

} // namespace syncing
