// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/reconciliation.h"

#include "app/cli/talk.h"

#include <algorithm>

namespace app {

using namespace cluster;
using namespace Qt::StringLiterals;

namespace {

constexpr int listingMs = 7000; // what has not been listed by then may come later; the writing does not wait for it

ObjectName nameOf(const ApplyTarget &target)
{
    return {Atom((target.resource.group + u'/' + target.resource.kind).toUtf8()), Atom(target.ns.toUtf8()),
            Atom(target.name.toUtf8())};
}

} // namespace

Reconciliation::Reconciliation(const ClusterAccess &access, const QList<ApplyTarget> &targets, qint64 timeoutMs)
    : m_session([access] { return access.makeTransport(); }),
      m_words(m_session.store(), ChangeWords::Scope::Related),
      m_timeoutMs(timeoutMs)
{
    std::set<QString> namespaces;
    for (const ApplyTarget &target : targets) {
        m_words.follow(nameOf(target));
        const QList<WatchKind> kinds = kindsForReadiness(target.resource.group.toUtf8(), target.resource.kind.toUtf8());
        for (const WatchKind &kind : kinds) watch(kind, target.ns);
        if (!kinds.isEmpty()) namespaces.insert(target.ns);
    }
    // What controllers make of them, and what they warn of.
    for (const QString &ns : namespaces)
        for (const auto &word : {u"replicasets"_s, u"pods"_s, u"events"_s}) watch(*builtinKind(word), ns);
    m_words.setWithNamespace(namespaces.size() > 1);
    connect(&m_session, &ClusterSession::changed, this, &Reconciliation::onChanged);
    connect(&m_session, &ClusterSession::statusChanged, this, &Reconciliation::onStatus);
    m_timeout.setSingleShot(true);
    m_timeout.callOnTimeout(this, [this] { end(false); });
    m_listing.setSingleShot(true);
    m_listing.callOnTimeout(this, [this] {
        if (!std::exchange(m_listed, true)) Q_EMIT listed();
    });
    m_listing.start(m_session.sources().isEmpty() ? 0 : listingMs);
}

void Reconciliation::watch(const WatchKind &kind, const QString &ns)
{
    const auto [place, isNew] = m_watched.try_emplace({kind.name(), ns});
    if (isNew) place->second = m_session.watch({kind, ns});
}

void Reconciliation::begin()
{
    m_begun = true;
    m_clock.start();
}

void Reconciliation::wrote(const ApplyTarget &target, const ItemResult &result)
{
    m_written.push_back({nameOf(target), result.generation, QUuid::fromString(result.uid)});
}

void Reconciliation::await()
{
    m_awaited = true;
    m_timeout.start(std::chrono::milliseconds(m_timeoutMs));
    check();
}

void Reconciliation::onChanged(const StoreChange &change)
{
    noteEnds(change);
    if (!m_begun) return m_words.note(change);
    const QString time = u"%1 s  "_s.arg(seconds(), 8, 'f', 3);
    for (const QString &line : m_words.tell(change)) putLine(time + line);
    check();
}

void Reconciliation::onStatus(SourceId source)
{
    const SourceStatus status = m_session.status(source);
    const QString trouble = status.error && status.freshness != Freshness::Live ? status.error->toString() : QString();
    QString &told = m_troubles[source];
    if (!trouble.isEmpty() && trouble != told)
        say(tr("watching %1: %2").arg(QString::fromUtf8(m_session.spec(source).kind.name()), trouble));
    told = trouble;
    if (m_session.isSettled() && !std::exchange(m_listed, true)) Q_EMIT listed();
    check();
}

// A Job with ttlSecondsAfterFinished is complete only for a moment.
void Reconciliation::noteEnds(const StoreChange &change)
{
    for (Written &written : m_written) {
        const auto *job = m_session.store().table<WorkloadRow>().find(written.name);
        const auto *pod = m_session.store().table<PodRow>().find(written.name);
        written.isDone = written.isDone || (job && job->meta.uid == written.uid && hasSucceeded(*job)) ||
                         (pod && pod->meta.uid == written.uid && hasSucceeded(*pod));
    }
    for (const AnyRow &row : change.removed)
        for (Written &written : m_written) {
            if (metaOf(row).name != written.name || metaOf(row).uid != written.uid) continue;
            written.isDone = written.isDone || hasSucceeded(row);
            written.isGone = true;
        }
}

QString Reconciliation::refusalOf(const Written &written) const
{
    const QByteArray kind = written.name.kind.view().toByteArray();
    const qsizetype slash = kind.indexOf('/');
    const QString ns = QString::fromUtf8(written.name.ns.view().toByteArray());
    for (const WatchKind &needed : kindsForReadiness(kind.left(slash), kind.mid(slash + 1))) {
        const auto source = m_watched.find({needed.name(), ns});
        if (source == m_watched.end()) continue;
        const SourceStatus status = m_session.status(source->second);
        if (!status.synced && status.isRefused())
            return tr("it cannot be told whether it is ready: %1").arg(status.error->toString());
    }
    return {};
}

Readiness Reconciliation::stateOf(const Written &written) const
{
    if (written.isDone) return {Readiness::State::Ready, {}};
    if (written.isGone) return {Readiness::State::Failed, tr("it was deleted")};
    return readiness(m_session.store(), written.name, written.generation);
}

void Reconciliation::check()
{
    if (!m_awaited || m_ended) return;
    bool waits = false, isHopeless = false;
    for (const Written &written : m_written) {
        const Readiness now = stateOf(written);
        if (now.state == Readiness::State::Failed) return end(false);
        if (now.state != Readiness::State::Waiting) continue;
        (refusalOf(written).isEmpty() ? waits : isHopeless) = true;
    }
    if (!waits) end(!isHopeless);
}

void Reconciliation::end(bool ready)
{
    if (std::exchange(m_ended, true)) return;
    m_timeout.stop();
    Q_EMIT finished(ready);
}

QStringList Reconciliation::unready() const
{
    QStringList lines;
    for (const Written &written : m_written) {
        const Readiness now = stateOf(written);
        if (now.state == Readiness::State::Ready) continue;
        const QString state = now.state == Readiness::State::Failed ? tr("failed") : tr("not ready");
        const QString refusal = refusalOf(written);
        lines += tr("%1: %2: %3").arg(titleOf(written.name), state, refusal.isEmpty() ? now.reason : refusal);
    }
    return lines;
}

} // namespace app
