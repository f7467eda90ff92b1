// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/statusline.h"
#include "cluster/config/kubeconfig.h"
#include "cluster/http/namtransport.h"
#include "cluster/watch/session.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

namespace cluster {
class Exchange;
}

namespace app {

// The one connection of the window: which contexts there are, which one is open, its session and its requests.
// Workspaces subscribe to kinds while they are seen. GUI thread; the watching runs in the session's own.
class ClusterLink : public QObject
{
    Q_OBJECT

public:
    // kubeconfigPath: empty as kubectl finds it. Nothing is read before reload().
    explicit ClusterLink(QObject *parent = nullptr);
    ~ClusterLink() override;

    void setKubeconfigPath(const QString &path) { m_explicitPath = path; }
    // The practice cluster's kubeconfig, once there is one; it is in no file. Its context is called practiceName().
    void setPractice(const QByteArray &kubeconfig);
    void failPractice(const QString &message); // there will be none
    bool isWaitingForPractice() const { return m_wantsPractice; }
    QString practiceName() const;
    bool isPractice() const { return m_isPractice; } // the open context is the practice cluster's
    // Reads the kubeconfig again; its error also goes to failed().
    model::Result<QList<cluster::ContextInfo>> contexts();
    // The same for whoever can do without: none when it cannot be read.
    QList<cluster::ContextInfo> contextsIfAny() const;
    // Connects; an earlier connection ends. Trouble goes to failed(), and status() tells it.
    void open(const QString &context);
    // As soon as there is a practice cluster.
    void openPractice();
    void close();

    bool isOpen() const { return m_session != nullptr; }
    const cluster::ContextInfo &context() const { return m_context; }
    cluster::ClusterSession *session() const { return m_session.get(); } // null while closed
    cluster::Transport *requests() const { return m_requests.get(); }    // for single requests; null while closed
    ConnectionStatus status() const;
    // Since 1970, as the cluster counts: a practice cluster's time may run ahead of the machine's, or behind it.
    qint64 nowMs() const;
    void setAheadMs(qint64 ms) { m_aheadMs = ms; }
    // No first list is under way that could still come: a server that gives no answer is not waited for.
    bool isSettled() const { return m_session ? !m_failure.isEmpty() || m_session->isSettled() : !m_wantsPractice; }

    // Watches these as well until the subscription goes.
    class Subscription
    {
    public:
        Subscription() = default;
        Subscription(ClusterLink *link, QList<cluster::SourceId> sources) : m_link(link), m_sources(std::move(sources))
        {
        }
        Subscription(Subscription &&other) noexcept
            : m_link(std::exchange(other.m_link, nullptr)), m_sources(std::move(other.m_sources))
        {
        }
        Subscription &operator=(Subscription &&other) noexcept;
        ~Subscription() { release(); }
        void release();
        bool isActive() const { return m_link; }

    private:
        QPointer<ClusterLink> m_link;
        QList<cluster::SourceId> m_sources;
    };
    Subscription subscribe(const QList<cluster::WatchSpec> &specs);

Q_SIGNALS:
    void opened(); // session() is another one
    void closed();
    void changed();                               // the store's rows
    void versionKnown(const QByteArray &version); // of the open cluster: "v1.33.4"
    void statusChanged();
    void failed(const QString &message);
    void practiceWanted(); // and there is none yet: setPractice() is waited for

private:
    model::Result<cluster::Kubeconfig> kubeconfig() const;
    void openIn(const model::Result<cluster::Kubeconfig> &config, const QString &context, bool isPractice);
    void askVersion();
    void tick();

    QString m_explicitPath;
    std::optional<cluster::Kubeconfig> m_practice; // holds a token
    bool m_isPractice = false;
    bool m_wantsPractice = false;
    cluster::ContextInfo m_context;
    std::unique_ptr<cluster::NamTransport> m_requests;
    std::unique_ptr<cluster::ClusterSession> m_session;
    std::unique_ptr<cluster::Exchange> m_versionCall;
    QString m_version;
    QString m_failure; // why open() did not connect
    QTimer m_tick;
    qint64 m_aheadMs = 0;
    qint64 m_lastRequests = 0;
    qint64 m_requestsPerSecond = 0;
};

} // namespace app
