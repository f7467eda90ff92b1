// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/design/worker.h"
#include "model/schema/kindset.h"

#include <QObject>

#include <memory>

namespace cluster {
class Exchange;
}

namespace app {

class ClusterLink;

// The kinds that the document is checked against: while a cluster is open, those of its version (or of the nearest one
// that is known) and what its CustomResourceDefinitions define, as they were when it was opened; else those of the
// newest version. Whoever may not list the definitions does without. GUI thread.
class ClusterKinds final : public QObject
{
    Q_OBJECT

public:
    ClusterKinds(ClusterLink *link, Worker *worker, QObject *parent = nullptr);
    ~ClusterKinds() override;

Q_SIGNALS:
    void changed(const model::KindSet &kinds);
    void told(const QString &message); // that the cluster's version is not known

private:
    void onVersion(const QByteArray &version);
    void askDefinitions();
    void read(const QByteArray &definitions);
    void onClosed();

    ClusterLink *m_link;
    Worker *m_worker;
    model::KindSet m_kinds; // of the version alone
    std::unique_ptr<cluster::Exchange> m_call;
    Worker::Cancel m_job;
};

} // namespace app
