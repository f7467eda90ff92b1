// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/applyrun.h"

#include "cluster/api/requests.h"

#include <QJsonArray>
#include <QPointer>

#include <algorithm>

namespace cluster {

using model::Error;
using State = ItemResult::State;
using namespace Qt::StringLiterals;

namespace {

// Nothing came back, so that nobody knows whether the server did it.
bool isLost(const ApiFailure &failure)
{
    return failure.status == 0 &&
           (failure.error.code == Error::Code::Unreachable || failure.error.code == Error::Code::Timeout);
}

// What this program owns, as the server notes it.
QJsonValue ownFields(const QJsonObject &object)
{
    for (const QJsonValue &entry : object["metadata"_L1]["managedFields"_L1].toArray())
        if (entry["manager"_L1].toString() == QLatin1StringView(fieldManager) &&
            entry["operation"_L1].toString() == "Apply"_L1)
            return entry["fieldsV1"_L1];
    return QJsonValue(QJsonValue::Undefined);
}

// The resourceVersion alone does not tell: a controller may have written the status between the two answers.
bool changesNothing(const QJsonObject &before, const QJsonObject &after)
{
    const auto version = [](const QJsonObject &object) { return object["metadata"_L1]["resourceVersion"_L1]; };
    return version(before) == version(after) ||
           (ownFields(before) == ownFields(after) && diffObjects(before, after).isEmpty());
}

} // namespace

ApplyRun::ApplyRun(Transport &transport, ApiResources resources, QList<ApplyItem> items, ApplyOptions options,
                   QObject *parent)
    : QObject(parent),
      m_transport(transport),
      m_resources(std::move(resources)),
      m_items(inApplyOrder(std::move(items))),
      m_options(std::move(options))
{
    m_wait.setSingleShot(true);
    QMetaObject::invokeMethod(this, &ApplyRun::next, Qt::QueuedConnection);
}

void ApplyRun::later(void (ApplyRun::*then)())
{
    m_wait.disconnect(this);
    connect(&m_wait, &QTimer::timeout, this, then);
    m_wait.start(m_options.retryMs);
}

void ApplyRun::ask(const Request &request, void (ApplyRun::*then)(const Reply &))
{
    if (m_exchange) m_exchange.release()->deleteLater();
    m_exchange = std::make_unique<Exchange>(m_transport, request);
    connect(m_exchange.get(), &Exchange::finished, this, then);
}

void ApplyRun::next()
{
    if (m_stopped && m_results.isEmpty()) { // before the first
        const QPointer<ApplyRun> self(this);
        skipRest({});
        if (!self) return;
    }
    if (m_results.size() == m_items.size()) {
        Q_EMIT finished(m_results);
        return;
    }
    m_result = {.source = item().source, .title = item().key.kind.toLower() + u'/' + item().key.name};
    auto target = applyTarget(item(), m_resources, m_options.defaultNamespace);
    if (!target) {
        lookAgainForKind(target.error());
        return;
    }
    m_target = std::move(target).value();
    m_tries = 0;
    m_result.place = m_target->path();
    m_result.title = m_target->title();
    ask(getRequest(m_target->resource, m_target->ns, m_target->name), &ApplyRun::onCurrent);
}

void ApplyRun::lookAgainForKind(const Error &error)
{
    const bool defined = std::any_of(m_items.begin(), m_items.begin() + m_results.size(),
                                     [this](const ApplyItem &earlier) { return definesKindOf(earlier, item()); });
    if (error.code != Error::Code::NotFound || !defined || m_tries == triesForNewKind) {
        m_tries = 0;
        conclude(error.code == Error::Code::Invalid ? State::Invalid : State::Failed, apiFailureOf(error));
        return;
    }
    ++m_tries;
    m_discovery = std::make_unique<Discovery>(m_transport);
    connect(m_discovery.get(), &Discovery::finished, this, [this](const Discovered &found) {
        if (!found.failure) m_resources = found.resources;
        m_discovery.release()->deleteLater();
        later(&ApplyRun::next);
    });
}

void ApplyRun::onCurrent(const Reply &reply)
{
    if (!reply.ok() && reply.failure->status != 404) {
        conclude(State::Failed, reply.failure);
        return;
    }
    m_before = reply.ok() ? reply.object : QJsonObject();
    patch();
}

void ApplyRun::patch()
{
    ++m_tries;
    const ApplyFlags flags{.fieldManager = QString::fromLatin1(fieldManager), .force = m_options.force};
    ask(applyRequest(m_target->resource, m_target->ns, m_target->name, item().body, flags), &ApplyRun::onPatched);
}

void ApplyRun::onPatched(const Reply &reply)
{
    m_result.warnings = reply.warnings;
    if (reply.ok()) {
        const QJsonObject metadata = reply.object["metadata"_L1].toObject();
        m_result.uid = metadata["uid"_L1].toString();
        m_result.resourceVersion = metadata["resourceVersion"_L1].toString();
        m_result.generation = metadata["generation"_L1].toInteger();
        conclude(m_before.isEmpty()                       ? State::Created
                 : changesNothing(m_before, reply.object) ? State::Unchanged
                                                          : State::Configured);
        return;
    }
    const ApiFailure failure = readApplyFailure(*reply.failure);
    if (isLost(failure) && m_tries < triesAfterLostAnswer) {
        later(&ApplyRun::patch);
        return;
    }
    m_result.conflicts = conflictsOf(failure);
    const bool refused = failure.error.code == Error::Code::Invalid;
    conclude(!m_result.conflicts.isEmpty() ? State::Conflict : refused ? State::Invalid : State::Failed, failure);
}

void ApplyRun::conclude(State state, const std::optional<ApiFailure> &failure)
{
    m_result.state = state;
    m_result.failure = failure;
    m_results.append(m_result);
    m_tries = 0;
    const bool unreachable = failure && isLost(*failure);
    const QPointer<ApplyRun> self(this);
    Q_EMIT applied(m_results.last());
    if (self && (unreachable || m_stopped)) skipRest(unreachable ? failure : std::nullopt);
    if (self) QMetaObject::invokeMethod(this, &ApplyRun::next, Qt::QueuedConnection);
}

void ApplyRun::skipRest(const std::optional<ApiFailure> &failure)
{
    const QPointer<ApplyRun> self(this);
    while (self && m_results.size() < m_items.size()) {
        const QString title = item().key.kind.toLower() + u'/' + item().key.name;
        m_results.append({.source = item().source, .title = title, .state = State::Skipped, .failure = failure});
        Q_EMIT applied(m_results.last());
    }
}

} // namespace cluster
