// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/lister.h"

#include <QCoreApplication>

namespace cluster {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxPageBytes = qsizetype(64) << 20;

} // namespace

Lister::Lister(Transport &transport, ApiResource resource, QString ns, ListOptions options, QObject *parent)
    : QObject(parent),
      m_transport(transport),
      m_resource(std::move(resource)),
      m_namespace(std::move(ns)),
      m_options(std::move(options))
{
    ask();
}

void Lister::ask()
{
    if (m_exchange) m_exchange.release()->deleteLater();
    m_exchange = std::make_unique<Exchange>(m_transport, listRequest(m_resource, m_namespace, m_options),
                                            ExchangePolicy{.maxBytes = maxPageBytes});
    connect(m_exchange.get(), &Exchange::finished, this, &Lister::onPage);
}

void Lister::onPage(const Reply &reply)
{
    const bool first = m_options.continueToken.isEmpty();
    if (!reply.ok() && reply.failure->error.code == model::Error::Code::Gone && !first) {
        m_listed = {};
        m_options.limit = 0;
        m_options.continueToken.clear();
        ask();
        return;
    }
    if (!reply.ok()) {
        Q_EMIT finished({.failure = reply.failure});
        return;
    }
    for (const QJsonValue &item : reply.object["items"_L1].toArray())
        if (item.isObject()) m_listed.items.append(item.toObject());
    const QJsonObject metadata = reply.object["metadata"_L1].toObject();
    m_listed.resourceVersion = metadata["resourceVersion"_L1].toString();
    const QString next = metadata["continue"_L1].toString();
    if (next.isEmpty()) {
        Q_EMIT finished(m_listed);
        return;
    }
    if (m_tokens.contains(next)) {
        const QString message =
            QCoreApplication::translate("Api", "the list of %1 never ends: a page leads back to an earlier one");
        Q_EMIT finished({.failure = apiFailureOf({model::Error::Code::Protocol, message.arg(m_resource.plural)})});
        return;
    }
    m_tokens.insert(next);
    m_options.continueToken = next;
    ask();
}

} // namespace cluster
