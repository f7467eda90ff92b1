// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/explaincluster.h"

#include "model/wire/json.h"

#include <QCoreApplication>

namespace app {

using namespace Qt::StringLiterals;

namespace {

// The document of the core group has 2 MiB.
constexpr qsizetype maxDocument = qsizetype(64) << 20;

} // namespace

ClusterExplainer::ClusterExplainer(ClusterAccess access, QStringList words, Told told)
    : m_access(std::move(access)),
      m_words(std::move(words)),
      m_told(std::move(told)),
      m_transport(m_access.makeTransport())
{
}

ClusterExplainer::~ClusterExplainer() = default;

std::optional<model::Error> ClusterExplainer::run()
{
    m_probe = probeServer(*m_transport, [this](const std::optional<model::Error> &error) {
        if (error) return end(error);
        m_discovery = std::make_unique<cluster::Discovery>(*m_transport);
        connect(m_discovery.get(), &cluster::Discovery::throttled, this, &tellOfWait);
        connect(m_discovery.get(), &cluster::Discovery::finished, this, &ClusterExplainer::onDiscovered);
    });
    QCoreApplication::exec();
    return m_error;
}

void ClusterExplainer::onDiscovered(const cluster::Discovered &discovered)
{
    if (discovered.failure) return end(discovered.failure->error);
    for (const cluster::ApiResource &resource : discovered.resources.all()) {
        QStringList shortNames = resource.shortNames;
        if (!resource.singular.isEmpty() && resource.singular != resource.kind.toLower())
            shortNames += resource.singular;
        m_kinds.push_back({resource.group, resource.version, resource.kind, resource.plural, shortNames,
                           resource.namespaced, model::ForeignNode()});
    }
    next();
}

void ClusterExplainer::next()
{
    if (m_words.isEmpty()) return end({});
    const QString word = m_words.takeFirst();
    const auto asked = model::findKind(m_kinds, word);
    if (!asked) {
        if (!m_told(word, asked.error())) return end({});
        return next();
    }
    cluster::Request request;
    request.path =
        (asked->kind->group.isEmpty() ? u"/openapi/v3/api/"_s : u"/openapi/v3/apis/"_s) + asked->kind->apiVersion();
    request.headers = {{"Accept", "application/json"}};
    m_call = std::make_unique<cluster::Exchange>(*m_transport, request,
                                                 cluster::ExchangePolicy{.json = false, .maxBytes = maxDocument});
    connect(m_call.get(), &cluster::Exchange::throttled, this, &tellOfWait);
    connect(m_call.get(), &cluster::Exchange::finished, this,
            [this, word, kind = *asked->kind, fields = asked->fields](const cluster::Reply &reply) {
                onDocument(reply, word, kind, fields);
            });
}

void ClusterExplainer::onDocument(const cluster::Reply &reply, const QString &word, const model::KnownKind &kind,
                                  const QStringList &fields)
{
    if (!reply.ok()) return end(reply.failure->error);
    const auto document = model::readJson(reply.body);
    if (!document) return end(document.error());
    model::KnownKind found = kind;
    for (const model::KnownKind &described : model::foreignKinds(document->value)) {
        if (described.group != kind.group || described.version != kind.version || described.kind != kind.kind) continue;
        found.schema = described.schema;
        found.description = described.description;
    }
    if (!m_told(word, model::explainField({&found, fields}))) return end({});
    next();
}

void ClusterExplainer::end(const std::optional<model::Error> &error)
{
    m_error = error;
    m_words.clear();
    QCoreApplication::exit(0);
}

} // namespace app
