// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/node/podstatus.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

bool hasBegun(const Value &status)
{
    return at(status, {u"lastState", u"terminated"}) || at(status, {u"state", u"running"}) ||
           at(status, {u"state", u"terminated"});
}

// Whether its init containers are through, as the API server knows it.
bool isInitialized(const Value &pod)
{
    const ValueList &inits = listAt(pod, {u"spec", u"initContainers"});
    if (inits.empty()) return true;
    const ValueList &regular = listAt(pod, {u"status", u"containerStatuses"});
    if (std::any_of(regular.begin(), regular.end(), hasBegun)) return true;
    const ValueList &statuses = listAt(pod, {u"status", u"initContainerStatuses"});
    if (statuses.size() != inits.size()) return false;
    const Value &last = statuses.back();
    if (isSidecar(inits.back())) return at(last, {u"state", u"running"}) && boolAt(last, {u"started"});
    return integerAt(last, {u"state", u"terminated", u"exitCode"}, -1) == 0;
}

void failUnlessEnded(Value &status)
{
    if (at(std::as_const(status), {u"state", u"terminated"})) return;
    Value over(ValueMap{{u"exitCode"_s, 137}, {u"reason"_s, u"ContainerStatusUnknown"_s}});
    over.set(u"message", u"The container could not be located when the pod was terminated"_s);
    over.set(u"startedAt", Value());
    over.set(u"finishedAt", Value());
    status.set(u"state", ValueMap{{u"terminated"_s, over}});
}

} // namespace

Value finalStatus(const Value &pod, const Value &mine)
{
    Value status = mine;
    if (isInitialized(pod)) {
        ValueList regular = listAt(mine, {u"containerStatuses"});
        for (Value &one : regular) failUnlessEnded(one);
        if (!regular.empty()) status.set(u"containerStatuses", std::move(regular));
    }
    // Those that were tried: all but the last ones that still wait, and always the first.
    ValueList inits = listAt(mine, {u"initContainerStatuses"});
    std::size_t tried = inits.size();
    while (tried > 1 && at(std::as_const(inits[tried - 1]), {u"state", u"waiting"})) --tried;
    for (std::size_t i = 0; i < tried; ++i) failUnlessEnded(inits[i]);
    if (!inits.empty()) status.set(u"initContainerStatuses", std::move(inits));
    if (!isTerminalPhase(textAt(mine, {u"phase"}))) status.set(u"phase", u"Failed"_s);
    return status;
}

} // namespace practice
