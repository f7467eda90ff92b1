// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/practice/practicehost.h"

#include "cluster/practice/run/practicecluster.h"

namespace app {

namespace {

// Lives in the cluster's thread, and the cluster with it.
class Keeper : public QObject
{
    Q_OBJECT

public:
    void start(const practice::PracticeCluster::Options &options)
    {
        auto started = practice::PracticeCluster::start(options);
        if (!started) {
            if (started.error().code != model::Error::Code::Cancelled) Q_EMIT failed(started.error().toString());
            return;
        }
        m_cluster = std::move(*started);
        Q_EMIT ready(m_cluster->kubeconfig());
    }

Q_SIGNALS:
    void ready(const QByteArray &kubeconfig);
    void failed(const QString &message);

private:
    std::unique_ptr<practice::PracticeCluster> m_cluster;
};

} // namespace

PracticeHost::PracticeHost(QObject *parent) : QObject(parent) { m_thread.setObjectName(QStringLiteral("practice")); }

PracticeHost::~PracticeHost()
{
    *m_isStopped = true;
    m_thread.quit();
    m_thread.wait();
}

void PracticeHost::start(const Options &options)
{
    if (isStarted()) return;
    practice::PracticeCluster::Options wanted;
    wanted.nodes = options.nodes;
    wanted.seed = options.seed;
    wanted.speed = options.speed;
    wanted.isLiving = true;
    wanted.isStopped = [stopped = m_isStopped] { return stopped->load(); };
    auto *keeper = new Keeper;
    keeper->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, keeper, &QObject::deleteLater);
    connect(keeper, &Keeper::ready, this, [this](const QByteArray &kubeconfig) {
        m_kubeconfig = kubeconfig;
        Q_EMIT ready();
    });
    connect(keeper, &Keeper::failed, this, &PracticeHost::failed);
    m_thread.start();
    QMetaObject::invokeMethod(keeper, [keeper, wanted] { keeper->start(wanted); });
}

} // namespace app

#include "practicehost.moc"
