// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/clusterlink.h"

#include <QJsonObject>
#include <QTimer>

#include <vector>

namespace app {

// What can be done to the practice cluster that is connected, beside the Kubernetes API: its time, and what is broken
// in it on purpose. Asks every second while it is on. GUI thread.
class PracticeControl : public QObject
{
    Q_OBJECT

public:
    explicit PracticeControl(ClusterLink *link, QObject *parent = nullptr);
    ~PracticeControl() override;

    struct Fault
    {
        qint64 id;
        QString kind;   // "stop-component"
        QString target; // may be empty
        QString text;   // in words
        bool operator==(const Fault &) const = default;
    };

    bool isOn() const { return m_link->isOpen() && m_link->isPractice(); }
    bool isPaused() const { return m_isPaused; }
    double speed() const { return m_speed; }
    const QList<Fault> &faults() const { return m_faults; }
    const QStringList &components() const { return m_components; } // names, in the order of the answer

    void setPaused(bool paused);
    void setSpeed(double speed);
    void step();
    void breakIt(const QString &kind, const QString &target, qint64 amount = 0);
    void mend(qint64 id);

Q_SIGNALS:
    void changed();
    void failed(const QString &message);

private:
    void ask();
    void askFaults();
    void askComponents();
    using Then = std::function<void(const QJsonObject &)>;
    void send(const QByteArray &method, const QString &path, const QJsonObject &body, const Then &then);
    void takeTime(const QJsonObject &time);
    void takeFaults(const QJsonObject &all);

    ClusterLink *m_link;
    QTimer m_tick;
    std::vector<std::unique_ptr<cluster::Exchange>> m_exchanges; // under way, and just done
    QList<Fault> m_faults;
    QStringList m_components;
    double m_speed = 1;
    bool m_isPaused = false;
    bool m_asks = false;
};

} // namespace app
