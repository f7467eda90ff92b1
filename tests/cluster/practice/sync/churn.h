// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QThread>

#include <atomic>

namespace syncing {

// Writes to a server over HTTP, in a thread of its own: ConfigMaps and Pods are created, changed and deleted at random
// (of a seed), in six namespaces that it makes, six requests at a time.
// written() counts the namespaces, too.
class Churn : public QThread
{
public:
    Churn(QString kubeconfig, int writes, quint32 seed);

    static constexpr int lanes = 6; // each a namespace of its own, in which one write follows the other
    static QByteArray space(int lane) { return "churn-" + QByteArray::number(lane); }

    int written() const { return m_written; }
    // Once it has finished: what was refused; empty: nothing.
    QString failure() const { return m_failure; }

protected:
    void run() override;

private:
    const QString m_kubeconfig;
    const int m_writes;
    const quint32 m_seed;
    std::atomic<int> m_written = 0;
    QString m_failure;
};

} // namespace syncing
