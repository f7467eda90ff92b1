// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/daemonset.h"
#include "cluster/practice/controllers/intorpercent.h"
#include "cluster/practice/controllers/podstate.h"

#include <algorithm>

// How old pods give way to those of a new template (pkg/controller/daemon/update.go rollingUpdate).

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

// A node's pods that are not going: the one of the new template and the one of an old one.
struct Pair
{
    const Value *now = nullptr;
    const Value *old = nullptr;
    bool isOne = true; // false: more than one of a kind, which manage() puts right
};
Pair pairOf(const Value &ds, const std::vector<Value> &pods, const QString &hash)
{
    Pair pair;
    for (const Value &pod : pods) {
        if (isGoing(pod)) continue;
        const Value *&place = isUpdated(ds, pod, hash) ? pair.now : pair.old;
        if (place) return {.isOne = false};
        place = &pod;
    }
    return pair;
}

} // namespace

qint64 daemonSurge(const Value &ds, qint64 nodes)
{
    if (textAt(ds, {u"spec", u"updateStrategy", u"type"}) != u"RollingUpdate") return 0;
    return scaledValue(at(ds, {u"spec", u"updateStrategy", u"rollingUpdate", u"maxSurge"}), nodes, Rounding::Up);
}

bool DaemonSetController::isPodAvailable(const Sync &sync, const Value &pod) const
{
    return isAvailable(pod, integerAt(sync.ds, {u"spec", u"minReadySeconds"}), clock().wallMs());
}

std::optional<ApiStatus> DaemonSetController::rollOut(Sync &sync)
{
    qint64 wanted = 0;
    for (const auto &[node, fit] : sync.fits)
        if (fit.runs) ++wanted;
    const qint64 surge = daemonSurge(sync.ds, wanted);
    qint64 unavailable = scaledValue(at(sync.ds, {u"spec", u"updateStrategy", u"rollingUpdate", u"maxUnavailable"}),
                                     wanted, Rounding::Up);
    if (wanted > 0 && unavailable == 0 && surge == 0) unavailable = 1;
    if (surge == 0)
        planReplacements(sync, unavailable);
    else
        planSurges(sync, surge, wanted);
    for (const Value &pod : sync.surplus) decided(sync.key, u"%1 has an old template: deletes it"_s.arg(nameOf(pod)));
    return perform(sync);
}

// Old pods that are not available go at once, others as many as may be missing.
void DaemonSetController::planReplacements(Sync &sync, qint64 maxUnavailable)
{
    qint64 missing = 0;
    for (const auto &[node, fit] : sync.fits)
        if (fit.runs && !sync.onNode.contains(node)) ++missing;
    Pods candidates;
    for (const auto &[node, pods] : sync.onNode) {
        const Pair pair = pairOf(sync.ds, pods, sync.hash);
        if (!pair.isOne || !pair.now == !pair.old) {
            ++missing;
        } else if (pair.now) {
            if (!isPodAvailable(sync, *pair.now)) ++missing;
        } else if (!isPodAvailable(sync, *pair.old)) {
            sync.surplus.push_back(*pair.old);
            ++missing;
        } else {
            candidates.push_back(*pair.old);
        }
    }
    const auto room = std::size_t(std::clamp<qint64>(maxUnavailable - missing, 0, qint64(candidates.size())));
    sync.surplus.insert(sync.surplus.end(), candidates.begin(), candidates.begin() + qint64(room));
}

// New pods come beside old ones, which go when the new ones are available.
void DaemonSetController::planSurges(Sync &sync, qint64 maxSurge, qint64 wanted)
{
    qint64 surging = 0;
    qint64 available = 0;
    QStringList candidates;
    Pods onSunset; // on nodes that are not meant any more
    for (const auto &[node, pods] : sync.onNode) {
        const Pair pair = pairOf(sync.ds, pods, sync.hash);
        if (!pair.isOne) {
            ++surging;
            continue;
        }
        const Value *first = pair.old ? pair.old : pair.now;
        const bool isFirstAvailable = first && isPodAvailable(sync, *first);
        if (isFirstAvailable) ++available;
        if (!pair.old) continue;
        if (pair.now) {
            if (isPodAvailable(sync, *pair.now))
                sync.surplus.push_back(*pair.old);
            else
                ++surging;
            continue;
        }
        const auto fit = sync.fits.find(node);
        if (fit == sync.fits.end()) continue; // the node is gone
        if (!fit->second.runs)
            (isFirstAvailable ? onSunset : sync.surplus).push_back(*pair.old);
        else if (!isFirstAvailable)
            sync.needing.append(node);
        else
            candidates.append(node);
    }
    const qint64 spare = std::clamp<qint64>(available - wanted, 0, qint64(onSunset.size()));
    sync.surplus.insert(sync.surplus.end(), onSunset.begin(), onSunset.begin() + spare);
    sync.needing += candidates.mid(0, std::max<qint64>(0, maxSurge - surging));
}

} // namespace practice
