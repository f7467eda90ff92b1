// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/daemonset.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/controllers/templatehash.h"

#include <algorithm>

// The templates that a DaemonSet had (pkg/controller/daemon/update.go).

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView revisionHashLabel = u"controller-revision-hash";

QString hashOf(const Value &object) { return textAt(object, {u"metadata", u"labels", revisionHashLabel}); }

} // namespace

std::optional<ApiStatus> DaemonSetController::findRevisions(Sync &sync)
{
    const Value data = templateData(sync.ds);
    Revisions equal;
    qint64 newest = 0;
    for (Value &revision : claimPods(sync.ds, ownAndOrphans(m_revisions, sync.ds), m_control)) {
        if (hasData(revision, data)) {
            equal.push_back(std::move(revision));
            continue;
        }
        newest = std::max(newest, numberOf(revision));
        sync.old.push_back(std::move(revision));
    }
    if (equal.empty()) {
        if (auto refusal = makeRevision(sync, data, newest + 1)) return refusal;
    } else {
        if (auto refusal = keepOne(sync, equal)) return refusal;
        if (numberOf(sync.current) <= newest) {
            const auto written = renumber(client(), sync.current, newest + 1);
            if (!written) return written.status();
            decided(sync.key,
                    u"its template is that of %1 again: revision %2"_s.arg(nameOf(sync.current)).arg(newest + 1));
        }
    }
    sync.hash = hashOf(sync.current);
    return std::nullopt;
}

std::optional<ApiStatus> DaemonSetController::makeRevision(Sync &sync, const Value &data, qint64 number)
{
    const Value *podTemplate = at(sync.ds, {u"spec", u"template"});
    const Value *count = at(sync.ds, {u"status", u"collisionCount"});
    const auto collisions = count && count->integer() ? std::optional(*count->integer()) : std::nullopt;
    const QString hash = podTemplateHash(podTemplate ? *podTemplate : Value(ValueMap()), collisions);
    const Value revision = newRevision(sync.ds, data, number, revisionHashLabel, hash);
    auto made = client().create(revision);
    if (made) {
        sync.current = std::move(*made);
        decided(sync.key, u"has a new template: keeps it as %1, revision %2"_s.arg(nameOf(sync.current)).arg(number));
        return std::nullopt;
    }
    if (made.status().reason != u"AlreadyExists") return made.status();
    auto known = client().get(m_revisions.kind(), namespaceOf(sync.ds), nameOf(revision));
    if (!known) return known.status();
    if (hasData(*known, data)) {
        sync.current = std::move(*known);
        return std::nullopt;
    }
    // Another template with the same hash: the next look takes another one.
    auto live = client().get(m_sets.kind(), namespaceOf(sync.ds), nameOf(sync.ds));
    if (!live) return live.status();
    const qint64 before = integerAt(*live, {u"status", u"collisionCount"});
    if (before == collisions.value_or(0)) {
        mapIn(*live, u"status").set(u"collisionCount", before + 1);
        const auto written = client().update(std::move(*live), u"status"_s);
        if (!written) return written.status();
    }
    return made.status();
}

// Of several with its template the newest stays, and the pods of the others become its own.
std::optional<ApiStatus> DaemonSetController::keepOne(Sync &sync, const Revisions &equal)
{
    for (const Value &revision : equal)
        if (sync.current.isNull() || numberOf(revision) >= numberOf(sync.current)) sync.current = revision;
    if (equal.size() == 1) return std::nullopt;
    Value patch;
    mapIn(mapIn(patch, u"metadata"), u"labels").set(revisionHashLabel, hashOf(sync.current));
    for (const Value &pod : sync.pods) {
        if (hashOf(pod) == hashOf(sync.current)) continue;
        const auto written = client().patch(m_pods.kind(), namespaceOf(pod), nameOf(pod), patch);
        if (!written) return written.status();
    }
    for (const Value &revision : equal) {
        if (nameOf(revision) == nameOf(sync.current)) continue;
        const auto removed = client().remove(m_revisions.kind(), namespaceOf(revision), nameOf(revision));
        if (!removed) return removed.status();
    }
    return std::nullopt;
}

std::optional<ApiStatus> DaemonSetController::cleanUpHistory(const Sync &sync)
{
    constexpr qint64 usual = 10;
    qint64 surplus = qint64(sync.old.size()) - integerAt(sync.ds, {u"spec", u"revisionHistoryLimit"}, usual);
    if (surplus <= 0) return std::nullopt;
    QSet<QString> live;
    for (const Value &pod : sync.pods)
        if (!targetNode(pod).isEmpty()) live.insert(hashOf(pod));
    Revisions old = sync.old;
    sortRevisions(old);
    for (const Value &revision : old) {
        if (surplus <= 0) break;
        if (live.contains(hashOf(revision))) continue;
        const auto removed = client().remove(m_revisions.kind(), namespaceOf(revision), nameOf(revision));
        if (!removed) return removed.status();
        --surplus;
    }
    return std::nullopt;
}

} // namespace practice
