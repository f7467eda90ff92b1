// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/autoscaling/scalingrules.h"

#include "cluster/practice/base/objects.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

using Recommendation = ScalingHistory::Recommendation;
using PastScaling = ScalingHistory::Change;

constexpr qint64 second = 1000;

const QString higherMessage =
    u"recent recommendations were higher than current one, applying the highest recent recommendation"_s;
const QString lowerMessage =
    u"recent recommendations were lower than current one, applying the lowest recent recommendation"_s;

// The place of one that is too old, else a new one.
template<typename T, typename IsOld>
void put(std::vector<T> &list, const T &entry, const IsOld &isOld)
{
    const auto old = std::find_if(list.rbegin(), list.rend(), isOld);
    if (old == list.rend())
        list.push_back(entry);
    else
        *old = entry;
}

// Without behavior: the highest of the last five minutes.
qint64 stabilized(const ScalingInput &input, ScalingHistory &history)
{
    qint64 most = input.wanted;
    const qint64 cutoff = input.nowMs - downscaleStabilizationMs;
    for (const Recommendation &one : history.recommendations)
        if (one.atMs >= cutoff) most = std::max(most, one.replicas);
    put(history.recommendations, {input.wanted, input.nowMs},
        [cutoff](const Recommendation &one) { return one.atMs < cutoff; });
    return most;
}

qint64 windowMs(const Value &behavior, QStringView direction, qint64 otherwise)
{
    return integerAt(behavior, {direction, u"stabilizationWindowSeconds"}, otherwise) * second;
}

qint64 stabilizedByBehavior(const ScalingInput &input, ScalingHistory &history)
{
    const qint64 upCutoff = input.nowMs - windowMs(*input.behavior, u"scaleUp", 0);
    const qint64 downCutoff = input.nowMs - windowMs(*input.behavior, u"scaleDown", downscaleStabilizationMs / second);
    qint64 up = input.wanted, down = input.wanted;
    for (const Recommendation &one : history.recommendations) {
        if (one.atMs > upCutoff) up = std::min(up, one.replicas);
        if (one.atMs > downCutoff) down = std::max(down, one.replicas);
    }
    put(history.recommendations, {input.wanted, input.nowMs},
        [upCutoff, downCutoff](const Recommendation &one) { return one.atMs < upCutoff && one.atMs < downCutoff; });
    return std::min(std::max(input.current, up), down);
}

qint64 changedSince(const std::vector<PastScaling> &changes, qint64 cutoff)
{
    qint64 sum = 0;
    for (const PastScaling &change : changes)
        if (change.atMs > cutoff) sum += change.replicas;
    return sum;
}

// How far the policies of a direction let the number go.
qint64 rateLimit(const ScalingInput &input, const ScalingHistory &history, bool isUp)
{
    const QStringView direction = isUp ? u"scaleUp" : u"scaleDown";
    const QString select = textAt(*input.behavior, {direction, u"selectPolicy"});
    if (select == u"Disabled") return input.current;
    // The highest of the limits lets most through upwards, and least downwards.
    const bool takesHighest = isUp != (select == u"Min");
    qint64 limit = takesHighest ? std::numeric_limits<qint32>::min() : std::numeric_limits<qint32>::max();
    for (const Value &policy : listAt(*input.behavior, {direction, u"policies"})) {
        const qint64 cutoff = input.nowMs - integerAt(policy, {u"periodSeconds"}) * second;
        const qint64 start = input.current - changedSince(history.ups, cutoff) + changedSince(history.downs, cutoff);
        const qint64 value = integerAt(policy, {u"value"});
        const double share = double(value) / 100;
        qint64 proposed = isUp ? start + value : start - value;
        if (textAt(policy, {u"type"}) == u"Percent")
            proposed = isUp ? qint64(std::ceil(double(start) * (1 + share))) : qint64(double(start) * (1 - share));
        limit = takesHighest ? std::max(limit, proposed) : std::min(limit, proposed);
    }
    return limit;
}

void limit(ScalingDecision &decision, qint64 replicas, const QString &reason, const QString &message)
{
    decision.replicas = replicas;
    decision.limitReason = reason;
    decision.limitMessage = message;
}

constexpr QStringView tooFast = u"the desired replica count is %1 faster than the maximum scale rate";
const QString tooMany = u"the desired replica count is more than the maximum replica count"_s;
const QString tooFew = u"the desired replica count is less than the minimum replica count"_s;

void limitByRules(const ScalingInput &input, qint64 wanted, ScalingDecision &decision)
{
    constexpr qint64 leastLimit = 4; // scaleUpLimitMinimum; the factor is 2
    const qint64 fastest = std::max(2 * input.current, leastLimit);
    if (wanted < input.least)
        limit(decision, input.least, u"TooFewReplicas"_s, tooFew);
    else if (wanted > std::min(input.most, fastest) && input.most > fastest)
        limit(decision, fastest, u"ScaleUpLimit"_s, tooFast.toString().arg(u"increasing"_s));
    else if (wanted > input.most)
        limit(decision, input.most, u"TooManyReplicas"_s, tooMany);
}

void limitByBehavior(const ScalingInput &input, const ScalingHistory &history, qint64 wanted, ScalingDecision &decision)
{
    if (wanted > input.current) {
        const qint64 fastest = std::max(rateLimit(input, history, true), input.current);
        if (wanted <= std::min(input.most, fastest)) return;
        if (input.most > fastest)
            limit(decision, fastest, u"ScaleUpLimit"_s, tooFast.toString().arg(u"increasing"_s));
        else
            limit(decision, input.most, u"TooManyReplicas"_s, tooMany);
    } else if (wanted < input.current) {
        const qint64 fastest = std::min(rateLimit(input, history, false), input.current);
        if (wanted >= std::max(input.least, fastest)) return;
        if (input.least < fastest)
            limit(decision, fastest, u"ScaleDownLimit"_s, tooFast.toString().arg(u"decreasing"_s));
        else
            limit(decision, input.least, u"TooFewReplicas"_s, tooFew);
    }
}

} // namespace

ScalingDecision decideScaling(const ScalingInput &input, ScalingHistory &history)
{
    ScalingDecision decision{.ableReason = u"ReadyForNewScale"_s,
                             .ableMessage = u"recommended size matches current size"_s,
                             .limitReason = u"DesiredWithinRange"_s,
                             .limitMessage = u"the desired count is within the acceptable range"_s};
    const qint64 wanted = input.behavior ? stabilizedByBehavior(input, history) : stabilized(input, history);
    if (wanted != input.wanted) {
        const bool isUp = input.behavior && input.wanted >= input.current;
        decision.ableReason = isUp ? u"ScaleUpStabilized"_s : u"ScaleDownStabilized"_s;
        decision.ableMessage = isUp ? lowerMessage : higherMessage;
    }
    decision.replicas = wanted;
    if (input.behavior)
        limitByBehavior(input, history, wanted, decision);
    else
        limitByRules(input, wanted, decision);
    decision.isLimited = decision.replicas != wanted;
    return decision;
}

void rememberScaling(const Value *behavior, ScalingHistory &history, qint64 before, qint64 now, qint64 nowMs)
{
    if (!behavior) return;
    const bool isUp = now > before;
    qint64 longest = 0;
    for (const Value &policy :
         listAt(*behavior, {isUp ? QStringView(u"scaleUp") : QStringView(u"scaleDown"), u"policies"}))
        longest = std::max(longest, integerAt(policy, {u"periodSeconds"}) * second);
    put(isUp ? history.ups : history.downs, {std::abs(now - before), nowMs},
        [nowMs, longest](const PastScaling &change) { return change.atMs < nowMs - longest; });
}

} // namespace practice
