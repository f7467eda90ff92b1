// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/podstate.h"

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/base/objects.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

const Value *readyCondition(const Value &pod)
{
    for (const Value &condition : listAt(pod, {u"status", u"conditions"}))
        if (textAt(condition, {u"type"}) == u"Ready") return &condition;
    return nullptr;
}

} // namespace

bool isGoing(const Value &object) { return !textAt(object, {u"metadata", u"deletionTimestamp"}).isEmpty(); }

bool isActive(const Value &pod)
{
    const QString phase = textAt(pod, {u"status", u"phase"});
    return phase != u"Succeeded" && phase != u"Failed" && !isGoing(pod);
}

bool isReady(const Value &pod)
{
    const Value *condition = readyCondition(pod);
    return condition && textAt(*condition, {u"status"}) == u"True";
}

qint64 readySinceMs(const Value &pod)
{
    const Value *condition = readyCondition(pod);
    return condition ? timeOf(textAt(*condition, {u"lastTransitionTime"})) : 0;
}

bool isAvailable(const Value &pod, qint64 minReadySeconds, qint64 nowMs)
{
    if (!isReady(pod)) return false;
    if (minReadySeconds == 0) return true;
    const qint64 since = readySinceMs(pod);
    return since != 0 && since + minReadySeconds * 1000 <= nowMs;
}

qint64 mostRestarts(const Value &pod)
{
    qint64 most = 0;
    for (const Value &status : listAt(pod, {u"status", u"containerStatuses"}))
        most = std::max(most, integerAt(status, {u"restartCount"}));
    return most;
}

const Value *controllerOf(const Value &object)
{
    for (const Value &owner : listAt(object, {u"metadata", u"ownerReferences"}))
        if (boolAt(owner, {u"controller"})) return &owner;
    return nullptr;
}

bool isControlledBy(const Value &object, const Value &owner)
{
    const Value *reference = controllerOf(object);
    return reference && textAt(*reference, {u"uid"}) == uidOf(owner);
}

Value controllerReference(const Value &owner)
{
    Value reference(ValueMap{{u"apiVersion"_s, textAt(owner, {u"apiVersion"})},
                             {u"kind"_s, textAt(owner, {u"kind"})},
                             {u"name"_s, nameOf(owner)},
                             {u"uid"_s, uidOf(owner)}});
    reference.set(u"controller", true);
    reference.set(u"blockOwnerDeletion", true);
    return reference;
}

} // namespace practice
