// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/discovery.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace cluster {

using namespace Qt::StringLiterals;

namespace {

constexpr auto accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
                        "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

// A cluster with a thousand custom kinds has about 1 MiB of it.
constexpr qsizetype maxBytes = qsizetype(16) << 20;

} // namespace

Discovery::Discovery(Transport &transport, QObject *parent, int silenceMs)
    : QObject(parent), m_transport(transport), m_silenceMs(silenceMs)
{
    ask(u"/api"_s, &Discovery::onRoot);
    ask(u"/apis"_s, &Discovery::onRoot);
}

void Discovery::ask(const QString &path, Handler handler)
{
    ++m_open;
    m_slots.append({path, {}});
    const Request request{.path = path, .headers = {{"Accept", accept}}, .silenceMs = m_silenceMs};
    auto *exchange = new Exchange(m_transport, request, {.maxBytes = maxBytes}, this);
    connect(exchange, &Exchange::throttled, this, &Discovery::throttled);
    connect(exchange, &Exchange::finished, this, [this, exchange, path, handler](const Reply &reply) {
        exchange->deleteLater();
        --m_open;
        (this->*handler)(path, reply);
        tryToFinish();
    });
}

void Discovery::onRoot(const QString &path, const Reply &reply)
{
    if (!reply.ok()) {
        m_rootFailures.append(*reply.failure);
        return;
    }
    const QString kind = reply.object["kind"_L1].toString();
    if (kind == "APIGroupDiscoveryList"_L1) {
        for (Slot &slot : m_slots)
            if (slot.path == path) readAggregated(reply.object, slot.resources, m_found.warnings);
        return;
    }
    for (const QJsonValue &version : reply.object["versions"_L1].toArray())
        ask(u"/api/"_s + version.toString(), &Discovery::onGroup);
    for (const QJsonValue &group : reply.object["groups"_L1].toArray()) {
        QStringList versions{group["preferredVersion"_L1]["groupVersion"_L1].toString()};
        for (const QJsonValue &version : group["versions"_L1].toArray())
            versions.append(version["groupVersion"_L1].toString());
        versions.removeDuplicates();
        versions.removeAll(QString());
        for (const QString &version : versions) ask(u"/apis/"_s + version, &Discovery::onGroup);
    }
}

void Discovery::onGroup(const QString &path, const Reply &reply)
{
    if (!reply.ok()) {
        m_found.warnings.append(
            QCoreApplication::translate("Api", "%1 does not answer: %2").arg(path, reply.failure->error.message));
        return;
    }
    for (Slot &slot : m_slots)
        if (slot.path == path) readResourceList(reply.object, slot.resources);
}

void Discovery::tryToFinish()
{
    if (m_open > 0) return;
    for (const Slot &slot : std::as_const(m_slots))
        for (const ApiResource &resource : slot.resources.all()) m_found.resources.add(resource);
    if (m_found.resources.all().isEmpty())
        m_found.failure =
            !m_rootFailures.isEmpty()
                ? m_rootFailures.first()
                : apiFailureOf({model::Error::Code::Protocol,
                                QCoreApplication::translate("Api", "this server tells of no kinds at all")});
    else
        for (const ApiFailure &failure : std::as_const(m_rootFailures)) m_found.warnings.append(failure.error.message);
    m_found.warnings.sort();
    Q_EMIT finished(m_found);
}

} // namespace cluster
