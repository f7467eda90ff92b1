// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/namespacecontroller.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

NamespaceController::NamespaceController(ComponentProcess &process)
    : Controller(process, u"namespace-controller"_s),
      m_spaces(process.informer(u"v1", u"Namespace")),
      m_contents(client(), clock())
{
    const auto look = [this](const Value &space) {
        if (isGoing(space)) enqueueAfter(nameOf(space), graceMs);
    };
    m_spaces.addHandler({.added = look,
                         .changed = [look](const Value &, const Value &now) { look(now); },
                         .removed = [this](const Value &last) { m_failures.remove(nameOf(last)); }});
}

std::optional<ApiStatus> NamespaceController::reconcile(const QString &key)
{
    if (!m_spaces.find(key)) return std::nullopt;
    const auto found = client().get(m_spaces.kind(), {}, key);
    if (!found) return found.status().isNotFound() ? std::nullopt : std::optional(found.status());
    Value space = *found;
    if (!isGoing(space)) return std::nullopt;
    if (auto refusal = markTerminating(space)) return refusal->isNotFound() ? std::nullopt : refusal;
    if (listAt(space, {u"spec", u"finalizers"}).empty()) return std::nullopt;
    const NamespaceContents::Left left = m_contents.removeAll(space);
    if (NamespaceContents::setConditions(space, left, timeText(clock().wallMs())))
        if (const auto written = client().update(space, u"status"_s); !written && !written.status().isNotFound())
            decided(key, u"could not say what is left: "_s + written.status().message);
    if (!left.problems.isEmpty()) {
        again(key, left.problems.join(u", "));
        return std::nullopt;
    }
    m_failures.remove(key);
    if (left.estimateSeconds > 0) {
        const qint64 seconds = left.estimateSeconds / 2 + 1;
        QStringList kinds;
        for (auto it = left.kinds.begin(); it != left.kinds.end(); ++it)
            kinds.append(QString::number(it.value()) + u' ' + it.key().section(u'.', 0, 0));
        decided(key, u"still has %1, which may take up to %2 s: looks again in %3 s"_s.arg(kinds.join(u", "))
                         .arg(left.estimateSeconds)
                         .arg(seconds));
        enqueueAfter(key, seconds * 1000);
        return std::nullopt;
    }
    decided(key, u"is empty: lets go of it"_s);
    return finalize(key);
}

// The API server has said so already, unless somebody wrote over it.
std::optional<ApiStatus> NamespaceController::markTerminating(Value &space) const
{
    if (textAt(space, {u"status", u"phase"}) == u"Terminating") return std::nullopt;
    mapIn(space, u"status").set(u"phase", u"Terminating");
    auto written = client().update(space, u"status"_s);
    if (!written) return written.status();
    space = *written;
    return std::nullopt;
}

std::optional<ApiStatus> NamespaceController::finalize(const QString &name) const
{
    const auto latest = client().get(m_spaces.kind(), {}, name);
    if (!latest) return latest.status().isNotFound() ? std::nullopt : std::optional(latest.status());
    Value space = *latest;
    ValueList left = listAt(space, {u"spec", u"finalizers"});
    std::erase(left, Value(u"kubernetes"));
    mapIn(space, u"spec").set(u"finalizers", std::move(left));
    const auto written = client().update(std::move(space), u"finalize"_s);
    return written || written.status().isNotFound() ? std::nullopt : std::optional(written.status());
}

// Never later than in a minute.
void NamespaceController::again(const QString &key, const QString &why)
{
    constexpr int most = 14; // 5 ms doubled so often is more than a minute
    const int failures = m_failures[key]++;
    const qint64 ms = std::min(lastRetryMs, WorkQueue::firstRetryMs << std::min(failures, most));
    decided(key, u"%1: tries again in %2 ms"_s.arg(why).arg(ms));
    enqueueAfter(key, ms);
}

} // namespace practice
