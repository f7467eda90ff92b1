// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/deploymentstate.h"

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/intorpercent.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <limits>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 unlimited = std::numeric_limits<qint32>::max();
constexpr qsizetype longestHistory = 2000; // characters: about a hundred revisions

qint64 statusCount(const Value &set, QStringView field) { return integerAt(set, {u"status", field}); }

// maxSurge and maxUnavailable cannot both be nothing, or nothing would ever move.
std::pair<qint64, qint64> fenceposts(const Value &d)
{
    const qint64 wanted = wantedReplicas(d);
    const qint64 surge =
        scaledValue(at(d, {u"spec", u"strategy", u"rollingUpdate", u"maxSurge"}), wanted, Rounding::Up);
    const qint64 unavailable =
        scaledValue(at(d, {u"spec", u"strategy", u"rollingUpdate", u"maxUnavailable"}), wanted, Rounding::Down);
    return {surge, surge == 0 && unavailable == 0 ? 1 : unavailable};
}

// Sets an annotation; whether that changed something.
bool annotate(Value &object, QStringView key, const QString &text)
{
    Value &annotations = mapIn(mapIn(object, u"metadata"), u"annotations");
    const Value *known = std::as_const(annotations).find(key);
    if (known && known->string() && *known->string() == text) return false;
    annotations.set(key, text);
    return true;
}

// A number that an annotation holds, if it is one that an int32 can be.
std::optional<qint64> countAnnotation(const Value &set, QStringView key)
{
    bool isNumber = false;
    const qint64 count = annotationOf(set, key).toLongLong(&isNumber);
    if (!isNumber || count < 0 || count > unlimited) return std::nullopt;
    return count;
}

void addToHistory(Value &set, const QString &before)
{
    const QString known = annotationOf(set, revisions::history);
    if (known.isEmpty()) {
        annotate(set, revisions::history, before);
        return;
    }
    QStringList all = known.split(u',');
    qsizetype length = known.size() + before.size() + 1;
    while (length > longestHistory && !all.isEmpty()) length -= all.takeFirst().size() + 1;
    if (length > longestHistory) return;
    all.append(before);
    annotate(set, revisions::history, all.join(u','));
}

} // namespace

bool isKeptFromSets(QStringView key)
{
    static constexpr std::array kept{QStringView(u"kubectl.kubernetes.io/last-applied-configuration"),
                                     revisions::revision,
                                     revisions::history,
                                     revisions::desired,
                                     revisions::most,
                                     revisions::rollbackTo};
    return std::find(kept.begin(), kept.end(), key) != kept.end();
}

QString annotationOf(const Value &object, QStringView key)
{
    return textAt(object, {u"metadata", u"annotations", key});
}

Value statusIn(const Value &object)
{
    const Value *status = object.find(u"status");
    return status && status->isMap() ? *status : Value(ValueMap());
}

qint64 wantedReplicas(const Value &object) { return integerAt(object, {u"spec", u"replicas"}, 1); }

qint64 wantedReplicas(const Sets &sets)
{
    qint64 sum = 0;
    for (const Value &set : sets) sum += wantedReplicas(set);
    return sum;
}

qint64 countIn(const Sets &sets, QStringView statusField)
{
    qint64 sum = 0;
    for (const Value &set : sets) sum += statusCount(set, statusField);
    return sum;
}

Sets activeOnes(const Sets &sets)
{
    Sets active;
    for (const Value &set : sets)
        if (wantedReplicas(set) > 0) active.push_back(set);
    return active;
}

bool isOlder(const Value &left, const Value &right)
{
    const QString mine = textAt(left, {u"metadata", u"creationTimestamp"});
    const QString other = textAt(right, {u"metadata", u"creationTimestamp"});
    return mine == other ? nameOf(left) < nameOf(right) : mine < other; // RFC 3339 sorts as it is
}

bool isRollingUpdate(const Value &d) { return textAt(d, {u"spec", u"strategy", u"type"}) == u"RollingUpdate"; }

qint64 maxSurge(const Value &d) { return isRollingUpdate(d) ? fenceposts(d).first : 0; }

qint64 maxUnavailable(const Value &d)
{
    const qint64 wanted = wantedReplicas(d);
    if (!isRollingUpdate(d) || wanted == 0) return 0;
    return std::min(fenceposts(d).second, wanted);
}

bool hasProgressDeadline(const Value &d)
{
    return integerAt(d, {u"spec", u"progressDeadlineSeconds"}, unlimited) != unlimited;
}

std::optional<qint64> historyLimit(const Value &d)
{
    const qint64 limit = integerAt(d, {u"spec", u"revisionHistoryLimit"}, unlimited);
    return limit == unlimited ? std::nullopt : std::optional(limit);
}

Value templateOf(const Value &object)
{
    const Value *found = at(object, {u"spec", u"template"});
    return found ? *found : Value(ValueMap());
}

bool isSameTemplate(const Value &left, const Value &right)
{
    Value one = left;
    Value other = right;
    for (Value *each : {&one, &other})
        if (Value *labels = at(*each, {u"metadata", u"labels"}); labels && labels->isMap())
            labels->remove(revisions::hashLabel);
    return one.means(other);
}

int findNewSet(const Value &d, const Sets &sets)
{
    const Value wanted = templateOf(d);
    for (std::size_t i = 0; i < sets.size(); ++i)
        if (isSameTemplate(templateOf(sets[i]), wanted)) return int(i);
    return -1;
}

std::optional<qint64> revisionOf(const Value &set)
{
    if (!at(set, {u"metadata", u"annotations", revisions::revision})) return 0;
    bool isNumber = false;
    const qint64 revision = annotationOf(set, revisions::revision).toLongLong(&isNumber);
    return isNumber ? std::optional(revision) : std::nullopt;
}

qint64 newestRevision(const Sets &sets)
{
    qint64 newest = 0;
    for (const Value &set : sets) newest = std::max(newest, revisionOf(set).value_or(0));
    return newest;
}

qint64 lastRevision(const Sets &sets)
{
    qint64 newest = 0, second = 0;
    for (const Value &set : sets) {
        const std::optional<qint64> revision = revisionOf(set);
        if (!revision) continue;
        if (*revision >= newest)
            second = std::exchange(newest, *revision);
        else
            second = std::max(second, *revision);
    }
    return second;
}

bool annotateNewSet(const Value &d, Value &set, qint64 revision, bool isNew)
{
    bool changed = false;
    for (const auto &[key, text] : mapAt(d, {u"metadata", u"annotations"}))
        if (!isKeptFromSets(key) && text.string()) changed |= annotate(set, key, *text.string());
    const bool hadOne = at(std::as_const(set), {u"metadata", u"annotations", revisions::revision});
    const QString before = annotationOf(set, revisions::revision);
    bool isNumber = false;
    const qint64 old = before.toLongLong(&isNumber);
    if (!before.isEmpty() && !isNumber) return false; // somebody's own idea of a revision
    if (old < revision) {
        changed |= annotate(set, revisions::revision, QString::number(revision));
        if (hadOne) addToHistory(set, before);
    }
    if (isNew) changed |= annotateReplicas(set, d);
    return changed;
}

bool annotateReplicas(Value &set, const Value &d)
{
    const qint64 wanted = wantedReplicas(d);
    const bool changed = annotate(set, revisions::desired, QString::number(wanted));
    return annotate(set, revisions::most, QString::number(wanted + maxSurge(d))) || changed;
}

std::optional<qint64> desiredReplicas(const Value &set) { return countAnnotation(set, revisions::desired); }

qint64 newSetReplicas(const Value &d, const Sets &all, const Value &newSet)
{
    const qint64 wanted = wantedReplicas(d);
    if (!isRollingUpdate(d)) return wanted;
    // Not by fenceposts: surge alone counts here.
    const qint64 surge =
        scaledValue(at(d, {u"spec", u"strategy", u"rollingUpdate", u"maxSurge"}), wanted, Rounding::Up);
    const qint64 mine = wantedReplicas(newSet);
    const qint64 room = wanted + surge - wantedReplicas(all);
    return room <= 0 ? mine : mine + std::min(room, wanted - mine);
}

bool isSaturated(const Value &d, const Value &newSet)
{
    if (newSet.isNull()) return false;
    bool isNumber = false;
    const qint64 desired = annotationOf(newSet, revisions::desired).toLongLong(&isNumber);
    const qint64 wanted = wantedReplicas(d);
    return isNumber && wantedReplicas(newSet) == wanted && desired == wanted &&
           statusCount(newSet, u"availableReplicas") == wanted;
}

qint64 shareOf(const Value &set, const Value &d, qint64 toAdd, qint64 added)
{
    const qint64 mine = wantedReplicas(set);
    if (mine == 0 || toAdd == 0 || toAdd == added) return 0;
    qint64 fraction = -mine;
    if (wantedReplicas(d) != 0) {
        qint64 before = countAnnotation(set, revisions::most).value_or(0);
        if (before == 0) before = statusCount(d, u"replicas");
        // Rounded to the nearest; none of these is negative.
        const double size =
            before == 0 ? double(mine) : double(mine * (wantedReplicas(d) + maxSurge(d))) / double(before);
        fraction = qint64(size + 0.5) - mine;
    }
    const qint64 left = toAdd - added;
    return toAdd > 0 ? std::min(fraction, left) : std::max(fraction, left);
}

bool isComplete(const Value &d, const Value &status)
{
    const qint64 wanted = wantedReplicas(d);
    return integerAt(status, {u"updatedReplicas"}) == wanted && integerAt(status, {u"replicas"}) == wanted &&
           integerAt(status, {u"availableReplicas"}) == wanted &&
           integerAt(status, {u"observedGeneration"}) >= integerAt(d, {u"metadata", u"generation"});
}

bool isProgressing(const Value &d, const Value &status)
{
    const qint64 updatedBefore = statusCount(d, u"updatedReplicas");
    const qint64 updated = integerAt(status, {u"updatedReplicas"});
    return updated > updatedBefore ||
           integerAt(status, {u"replicas"}) - updated < statusCount(d, u"replicas") - updatedBefore ||
           integerAt(status, {u"readyReplicas"}) > statusCount(d, u"readyReplicas") ||
           integerAt(status, {u"availableReplicas"}) > statusCount(d, u"availableReplicas");
}

bool isTimedOut(const Value &d, const Value &status, qint64 nowMs)
{
    const Value *condition = conditionIn(status, u"Progressing");
    if (!hasProgressDeadline(d) || !condition) return false;
    const QString reason = textAt(*condition, {u"reason"});
    if (reason == u"NewReplicaSetAvailable") return false; // the rollout before this one
    if (reason == u"ProgressDeadlineExceeded") return true;
    const qint64 since = timeOf(textAt(*condition, {u"lastUpdateTime"}));
    return since + integerAt(d, {u"spec", u"progressDeadlineSeconds"}) * 1000 < nowMs;
}

const Value *conditionIn(const Value &status, QStringView type)
{
    for (const Value &condition : listAt(status, {u"conditions"}))
        if (textAt(condition, {u"type"}) == type) return &condition;
    return nullptr;
}

Value newCondition(const QString &type, const QString &status, const QString &reason, const QString &message,
                   qint64 nowMs)
{
    const QString now = timeText(nowMs);
    return ValueMap{{u"type"_s, type},          {u"status"_s, status},
                    {u"lastUpdateTime"_s, now}, {u"lastTransitionTime"_s, now},
                    {u"reason"_s, reason},      {u"message"_s, message}};
}

void setCondition(Value &status, Value condition)
{
    const QString type = textAt(condition, {u"type"});
    if (const Value *known = conditionIn(status, type);
        known && textAt(*known, {u"status"}) == textAt(condition, {u"status"})) {
        if (textAt(*known, {u"reason"}) == textAt(condition, {u"reason"})) return;
        condition.set(u"lastTransitionTime", textAt(*known, {u"lastTransitionTime"}));
    }
    removeCondition(status, type);
    ValueList conditions = listAt(status, {u"conditions"});
    conditions.push_back(std::move(condition));
    status.set(u"conditions", std::move(conditions));
}

void removeCondition(Value &status, QStringView type)
{
    ValueList conditions = listAt(status, {u"conditions"});
    std::erase_if(conditions, [type](const Value &one) { return textAt(one, {u"type"}) == type; });
    if (conditions.empty())
        status.remove(u"conditions");
    else
        status.set(u"conditions", std::move(conditions));
}

} // namespace practice
