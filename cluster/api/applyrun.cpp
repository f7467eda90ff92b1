// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/applyrun.h"

#include "cluster/api/requests.h"
#include "cluster/api/secretmask.h"

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

// When and what this program applied last, as the server notes it.
QJsonValue ownEntry(const QJsonObject &object)
{
    for (const QJsonValue &entry : object["metadata"_L1]["managedFields"_L1].toArray())
        if (entry["manager"_L1].toString() == QLatin1StringView(fieldManager) &&
            entry["operation"_L1].toString() == "Apply"_L1)
            return entry;
    return QJsonValue(QJsonValue::Undefined);
}

// What this program owns, as the server notes it.
QJsonValue ownFields(const QJsonObject &object) { return ownEntry(object)["fieldsV1"_L1]; }

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
    connect(m_exchange.get(), &Exchange::throttled, this, &ApplyRun::throttled);
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
    m_result = {.source = item().source, .title = titleOf(item())};
    auto target = applyTarget(item(), m_resources, m_options.defaultNamespace);
    if (!target) {
        lookAgainForKind(target.error());
        return;
    }
    m_target = std::move(target).value();
    m_tries = 0;
    m_seizes = false;
    m_lost.reset();
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
    m_beforeIsUnknown = !reply.ok() && reply.failure->status == 403; // whoever may not read may still write
    if (!reply.ok() && reply.failure->status != 404 && !m_beforeIsUnknown) {
        conclude(State::Failed, reply.failure);
        return;
    }
    if (reply.ok() && !isObjectOf(reply.object, *m_target)) {
        conclude(State::Failed, notTheObject(*m_target));
        return;
    }
    m_before = reply.ok() ? reply.object : QJsonObject();
    patch();
}

void ApplyRun::patch()
{
    ++m_tries;
    const ApplyFlags flags{.fieldManager = QString::fromLatin1(fieldManager),
                           .force = m_options.force && (!m_options.seen || m_seizes)};
    ask(applyRequest(m_target->resource, m_target->ns, m_target->name, item().body, flags), &ApplyRun::onPatched);
}

void ApplyRun::onPatched(const Reply &reply)
{
    m_result.warnings = SecretMask(item()).masked(reply.warnings);
    if (reply.ok()) {
        onWritten(reply.object, reply.head.status);
        return;
    }
    const ApiFailure failure = SecretMask(item()).masked(readApplyFailure(*reply.failure));
    if (isLost(failure)) {
        m_lost = failure;
        m_lookUps = 0;
        later(&ApplyRun::lookUp);
        return;
    }
    if (maySeize(failure)) {
        m_seizes = true;
        m_tries = 0;
        patch();
        return;
    }
    m_result.conflicts = conflictsOf(failure);
    const bool refused = failure.error.code == Error::Code::Invalid;
    conclude(!m_result.conflicts.isEmpty() ? State::Conflict : refused ? State::Invalid : State::Failed, failure);
}

void ApplyRun::onWritten(const QJsonObject &object, int status)
{
    const QJsonObject metadata = object["metadata"_L1].toObject();
    m_result.uid = metadata["uid"_L1].toString();
    m_result.resourceVersion = metadata["resourceVersion"_L1].toString();
    m_result.generation = metadata["generation"_L1].toInteger();
    if (!isObjectOf(object, *m_target) || m_result.uid.isEmpty()) {
        conclude(State::Failed, notTheObject(*m_target));
        return;
    }
    const bool created = m_beforeIsUnknown ? status == 201 : m_before.isEmpty();
    conclude(created ? State::Created : changesNothing(m_before, object) ? State::Unchanged : State::Configured);
}

bool ApplyRun::maySeize(const ApiFailure &failure) const
{
    const QList<FieldConflict> conflicts = conflictsOf(failure);
    if (!m_options.force || !m_options.seen || m_seizes || conflicts.isEmpty()) return false;
    const QList<FieldConflict> seen = m_options.seen->value(item().source);
    return std::ranges::all_of(conflicts, [&seen](const FieldConflict &conflict) {
        return std::ranges::any_of(seen, [&conflict](const FieldConflict &known) {
            return known.field == conflict.field && known.manager == conflict.manager;
        });
    });
}

void ApplyRun::lookUp()
{
    ++m_lookUps;
    ask(getRequest(m_target->resource, m_target->ns, m_target->name), &ApplyRun::onLookedUp);
}

// An apply of ours leaves its mark in managedFields: other fields, or another time. Where it left none, it changed
// nothing or was never done: then it may be done (again) without harm.
void ApplyRun::onLookedUp(const Reply &reply)
{
    const bool isThere = reply.ok() && isObjectOf(reply.object, *m_target);
    const bool isNotThere = !reply.ok() && reply.failure->status == 404;
    if (isThere && !ownEntry(reply.object).isUndefined() && ownEntry(reply.object) != ownEntry(m_before)) {
        onWritten(reply.object, 0);
    } else if (isThere || isNotThere) {
        if (m_tries < maxWrites)
            patch();
        else
            giveUpOn(tr("looked up: it was not written"));
    } else if (!reply.ok() && isLost(*reply.failure) && m_lookUps < maxLookUps) {
        later(&ApplyRun::lookUp);
    } else {
        giveUpOn(tr("whether it was written is not known"));
    }
}

void ApplyRun::giveUpOn(const QString &because)
{
    ApiFailure failure = *m_lost;
    failure.error.message += u" ("_s + because + u')';
    conclude(State::Failed, failure);
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
        m_results.append(
            {.source = item().source, .title = titleOf(item()), .state = State::Skipped, .failure = failure});
        Q_EMIT applied(m_results.last());
    }
}

} // namespace cluster
