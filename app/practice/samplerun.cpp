// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/practice/samplerun.h"

namespace app {

using State = cluster::ItemResult::State;

SampleRun::SampleRun(cluster::Transport &transport, const model::ResourceSet &resources, QObject *parent)
    : QObject(parent), m_transport(transport), m_discovery(std::make_unique<cluster::Discovery>(transport))
{
    for (int i = 0; i < int(resources.resources().size()); ++i)
        if (auto item = cluster::applyItemOf(resources.resources()[size_t(i)], i)) m_items << *item;
    connect(m_discovery.get(), &cluster::Discovery::finished, this, &SampleRun::apply);
}

SampleRun::~SampleRun() = default;

void SampleRun::apply(const cluster::Discovered &found)
{
    if (found.failure) return Q_EMIT finished(found.failure->error.toString());
    m_run = std::make_unique<cluster::ApplyRun>(m_transport, found.resources, cluster::inApplyOrder(m_items));
    connect(m_run.get(), &cluster::ApplyRun::finished, this, [this](const QList<cluster::ItemResult> &results) {
        for (const cluster::ItemResult &result : results)
            if (result.failure) return Q_EMIT finished(tr("%1: %2").arg(result.title, result.failure->error.message));
        Q_EMIT finished({});
    });
}

} // namespace app
