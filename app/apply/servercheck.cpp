// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apply/servercheck.h"

#include "app/apply/serverproblems.h"

#include <algorithm>
#include <iterator>

namespace app {

ServerCheck::ServerCheck(ClusterLink *link, QObject *parent) : QObject(parent), m_link(link)
{
    connect(link, &ClusterLink::closed, this, [this] {
        if (isRunning()) fail(tr("the connection was closed"));
    });
}

ServerCheck::~ServerCheck() = default;

void ServerCheck::stop()
{
    // Called from their own signals, too.
    if (m_discovery) m_discovery.release()->deleteLater();
    if (m_preview) m_preview.release()->deleteLater();
}

void ServerCheck::fail(const QString &why)
{
    stop();
    Q_EMIT failed(why);
}

void ServerCheck::start(std::shared_ptr<const model::ResourceSet> resources)
{
    stop();
    m_resources = std::move(resources);
    m_items.clear();
    for (int i = 0; i < int(m_resources->resources().size()); ++i) {
        const model::Resource &resource = m_resources->resources()[size_t(i)];
        if (resource.stale) continue;
        if (const auto item = cluster::applyItemOf(resource, i)) m_items << *item;
    }
    if (!m_link->requests()) return fail(tr("there is no connection"));
    Q_EMIT progressed(tr("Asking %1…").arg(m_link->context().name));
    m_discovery = std::make_unique<cluster::Discovery>(*m_link->requests());
    connect(m_discovery.get(), &cluster::Discovery::finished, this, [this](const cluster::Discovered &found) {
        if (found.failure) return fail(found.failure->error.toString());
        preview(found.resources);
    });
}

void ServerCheck::preview(const cluster::ApiResources &kinds)
{
    stop();
    cluster::ApplyOptions options;
    if (!m_link->context().nameSpace.isEmpty()) options.defaultNamespace = m_link->context().nameSpace;
    m_preview =
        std::make_unique<cluster::ApplyPreview>(*m_link->requests(), kinds, cluster::inApplyOrder(m_items), options);
    connect(m_preview.get(), &cluster::ApplyPreview::progressed, this, [this](int done) {
        Q_EMIT progressed(tr("Asking %1: %2 of %3…").arg(m_link->context().name).arg(done).arg(m_items.size()));
    });
    connect(m_preview.get(), &cluster::ApplyPreview::finished, this, &ServerCheck::onPreviewed);
}

void ServerCheck::onPreviewed(const QList<cluster::ItemPreview> &previews)
{
    // Without an answer to each nobody knows.
    for (const cluster::ItemPreview &preview : previews)
        if (preview.state == cluster::ItemPreview::State::Failed && preview.failure && !isRefused(preview))
            return fail(preview.failure->error.toString());
    ServerAnswer answer{.asked = QDateTime::currentDateTime(), .context = m_link->context().name};
    answer.untried = untriedCount(previews);
    for (const cluster::ItemPreview &preview : previews) {
        const model::Resource &resource = m_resources->resources()[size_t(preview.source)];
        if (isRefused(preview))
            std::ranges::move(serverProblems(resource, preview), std::back_inserter(answer.problems));
        std::ranges::move(serverWarnings(resource, preview.warnings), std::back_inserter(answer.problems));
    }
    stop();
    Q_EMIT finished(answer);
}

} // namespace app
