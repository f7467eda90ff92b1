// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/clusterkinds.h"

#include "app/shell/clusterlink.h"
#include "cluster/api/exchange.h"
#include "model/schema/definitionfile.h"

namespace app {

using model::SchemaStore;

ClusterKinds::ClusterKinds(ClusterLink *link, Worker *worker, QObject *parent)
    : QObject(parent), m_link(link), m_worker(worker)
{
    connect(link, &ClusterLink::versionKnown, this, &ClusterKinds::onVersion);
    connect(link, &ClusterLink::closed, this, &ClusterKinds::onClosed);
}

ClusterKinds::~ClusterKinds()
{
    if (m_job) *m_job = true;
}

void ClusterKinds::onVersion(const QByteArray &version)
{
    const SchemaStore &nearest = SchemaStore::nearest(version);
    if (SchemaStore::ofVersion(version) != &nearest)
        Q_EMIT told(tr("Kubernetes %1 is not known here; files are checked as Kubernetes %2 would.")
                        .arg(QString::fromUtf8(version), QString::fromUtf8(nearest.kubernetesVersion())));
    m_kinds = model::KindSet(nearest);
    Q_EMIT changed(m_kinds);
    askDefinitions();
}

void ClusterKinds::askDefinitions()
{
    cluster::Request request;
    request.path = QStringLiteral("/apis/apiextensions.k8s.io/v1/customresourcedefinitions");
    request.headers = {{"Accept", "application/json"}};
    cluster::ExchangePolicy policy;
    policy.json = false; // it is read in the worker
    policy.maxBytes = qsizetype(64) << 20;
    m_call = std::make_unique<cluster::Exchange>(*m_link->requests(), request, policy);
    connect(m_call.get(), &cluster::Exchange::finished, this, [this](const cluster::Reply &reply) {
        if (reply.ok()) read(reply.body);
    });
}

void ClusterKinds::read(const QByteArray &definitions)
{
    if (m_job) *m_job = true;
    m_job = m_worker->run(
        this, [this, definitions, kinds = m_kinds](const std::atomic_bool &) mutable -> std::function<void()> {
            const model::CustomKinds custom = model::customKindsOfFile(definitions, {});
            if (custom.empty()) return {};
            kinds.add(custom);
            return [this, kinds] { Q_EMIT changed(kinds); };
        });
}

void ClusterKinds::onClosed()
{
    if (m_job) *m_job = true;
    m_call.reset(); // before its transport goes
    m_kinds = {};
    Q_EMIT changed(m_kinds);
}

} // namespace app
