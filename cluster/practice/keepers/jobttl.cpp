// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/jobttl.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/keepers/jobpods.h"

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

TtlAfterFinishedController::TtlAfterFinishedController(ComponentProcess &process)
    : Controller(process, u"ttl-after-finished-controller"_s), m_jobs(process.informer(u"batch/v1", u"Job"))
{
    const auto look = [this](const Value &job) {
        if (leftMs(job)) enqueue(Informer::keyOf(job));
    };
    m_jobs.addHandler({.added = look, .changed = [look](const Value &, const Value &now) { look(now); }});
}

std::optional<qint64> TtlAfterFinishedController::leftMs(const Value &job) const
{
    const Value *ttl = at(job, {u"spec", u"ttlSecondsAfterFinished"});
    const Value *end = finishedCondition(job);
    if (isGoing(job) || !ttl || !ttl->integer() || !end) return std::nullopt;
    return timeOf(textAt(*end, {u"lastTransitionTime"})) + *ttl->integer() * 1000 - clock().wallMs();
}

std::optional<ApiStatus> TtlAfterFinishedController::reconcile(const QString &key)
{
    const Value *known = m_jobs.find(key);
    if (!known) return std::nullopt;
    std::optional<qint64> left = leftMs(*known);
    if (!left) return std::nullopt;
    if (*left > 0) {
        enqueueAfter(key, *left);
        return std::nullopt;
    }
    // What is known may be old: the last word has the API server.
    const auto latest = client().get(m_jobs.kind(), namespaceOf(*known), nameOf(*known));
    if (!latest) return latest.status().isNotFound() ? std::nullopt : std::optional(latest.status());
    left = leftMs(*latest);
    if (left && *left > 0) enqueueAfter(key, *left);
    if (!left || *left > 0) return std::nullopt;
    DeleteOptions options;
    options.propagation = u"Foreground"_s;
    options.uid = uidOf(*latest);
    decided(key, u"is over for %1 s, its ttlSecondsAfterFinished: deletes it"_s.arg(
                     integerAt(*latest, {u"spec", u"ttlSecondsAfterFinished"})));
    const auto removed = client().remove(m_jobs.kind(), namespaceOf(*latest), nameOf(*latest), options);
    return removed ? std::nullopt : std::optional(removed.status());
}

} // namespace practice
