// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/apicore.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/node/podstatus.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

// The end of its log, where the container has nothing else to say of its failure (FallbackToLogsOnError).
QString lastWordsOf(const SimContainer &run, const Value &spec)
{
    constexpr qsizetype most = 2048; // MaxContainerTerminationMessageLogLength, in bytes as in lines 80
    constexpr std::size_t mostLines = 80;
    if (run.exitCode == 0 || textAt(spec, {u"terminationMessagePolicy"}) != u"FallbackToLogsOnError") return {};
    const auto &lines = run.log->lines();
    QString text;
    for (std::size_t i = lines.size() - std::min(lines.size(), mostLines); i < lines.size(); ++i)
        text += lines[i].text + u'\n';
    return text.right(most);
}

Value stateOf(const SimContainer &container, const Value &spec)
{
    Value state;
    if (container.isRunning()) {
        mapIn(state, u"running").set(u"startedAt", timeText(container.startedMs));
        return state;
    }
    Value &over = mapIn(state, u"terminated");
    over.set(u"exitCode", container.exitCode);
    if (!container.reason.isEmpty()) over.set(u"reason", container.reason);
    if (const QString message = lastWordsOf(container, spec); !message.isEmpty()) over.set(u"message", message);
    over.set(u"startedAt", timeText(container.startedMs));
    over.set(u"finishedAt", timeText(container.finishedMs));
    over.set(u"containerID", container.id);
    return state;
}

ValueList mountsOf(const Value &container)
{
    ValueList mounts;
    for (const Value &mount : listAt(container, {u"volumeMounts"})) {
        Value one(ValueMap{{u"name"_s, textAt(mount, {u"name"})}, {u"mountPath"_s, textAt(mount, {u"mountPath"})}});
        if (boolAt(mount, {u"readOnly"})) {
            one.set(u"readOnly", true);
            const QString wish = textAt(mount, {u"recursiveReadOnly"});
            one.set(u"recursiveReadOnly", wish == u"Enabled" || wish == u"IfPossible" ? u"Enabled"_s : u"Disabled"_s);
        }
        mounts.push_back(std::move(one));
    }
    return mounts;
}

// Of a container that never ran here.
Value waitingStatus(const StatusFacts &facts, const Value &container, const Value *old)
{
    const QString reason =
        listAt(facts.pod, {u"spec", u"initContainers"}).empty() ? u"ContainerCreating"_s : u"PodInitializing"_s;
    if (old && at(*old, {u"state", u"terminated"})) return *old;
    Value status(ValueMap{{u"name"_s, textAt(container, {u"name"})}, {u"image"_s, textAt(container, {u"image"})}});
    status.set(u"imageID", u"");
    mapIn(mapIn(status, u"state"), u"waiting").set(u"reason", reason);
    status.set(u"lastState", old && old->find(u"lastState") ? *old->find(u"lastState") : Value(ValueMap()));
    status.set(u"restartCount", old ? integerAt(*old, {u"restartCount"}) : 0);
    // It ran, and nothing is left of it: as when the machine was begun anew.
    if (!old || !at(*old, {u"state", u"running"}) || at(*old, {u"lastState", u"terminated"})) return status;
    Value over(ValueMap{{u"exitCode"_s, 137}, {u"reason"_s, u"ContainerStatusUnknown"_s}});
    over.set(u"message",
             u"The container could not be located when the pod was deleted.  The container used to be Running"_s);
    over.set(u"startedAt", Value());
    over.set(u"finishedAt", Value());
    status.set(u"lastState", ValueMap{{u"terminated"_s, over}});
    if (textAt(facts.pod, {u"metadata", u"deletionTimestamp"}).isEmpty())
        status.set(u"restartCount", integerAt(*old, {u"restartCount"}) + 1);
    return status;
}

Value ranStatus(const Value &container, const SimContainer &run, const SimContainer *before)
{
    Value status(ValueMap{{u"name"_s, run.name}, {u"image"_s, run.image}, {u"imageID"_s, run.imageReference}});
    status.set(u"containerID", run.id);
    status.set(u"restartCount", run.restarts);
    status.set(u"state", stateOf(run, container));
    status.set(u"lastState", before ? stateOf(*before, container) : Value(ValueMap()));
    // Feature InPlacePodVerticalScaling: what the container has got.
    const Value *resources = container.find(u"resources");
    status.set(u"resources", resources && resources->isMap() ? *resources : Value(ValueMap()));
    if (const Value *requests = at(container, {u"resources", u"requests"}); requests && requests->isMap())
        status.set(u"allocatedResources", *requests);
    return status;
}

// One that is to be started again waits for the reason for which it was not.
void setWaiting(Value &status, const StartFailure &failure)
{
    const Value state = status.find(u"state") ? *std::as_const(status).find(u"state") : Value();
    if (state.find(u"terminated")) status.set(u"lastState", state);
    Value waiting(ValueMap{{u"reason"_s, failure.reason}});
    if (!failure.message.isEmpty()) waiting.set(u"message", failure.message);
    status.set(u"state", ValueMap{{u"waiting"_s, waiting}});
}

Value statusOf(const StatusFacts &facts, const Value &container, bool isInit)
{
    const QString name = textAt(container, {u"name"});
    const ValueList &before =
        listAt(facts.old, {isInit ? QStringView(u"initContainerStatuses") : QStringView(u"containerStatuses")});
    const SimContainer *run = facts.sandbox.latest(name);
    Value status = run ? ranStatus(container, *run, facts.sandbox.previous(name))
                       : waitingStatus(facts, container, findNamed(before, u"name", name));
    if (const ValueList mounts = mountsOf(container); !mounts.empty()) status.set(u"volumeMounts", mounts);
    const bool isDone = isInit && run && !run->isRunning() && run->exitCode == 0 && !isSidecar(container);
    const auto failure = facts.failures.find(name);
    if (!isDone && failure != facts.failures.end() && shouldRestart(facts.pod, container, facts.sandbox))
        setWaiting(status, failure->second);
    // prober.Manager.UpdatePodStatus.
    const bool runs = at(status, {u"state", u"running"}) != nullptr;
    const bool isStarted = runs && facts.isStarted(name);
    status.set(u"started", isStarted);
    if (isInit && !isSidecar(container))
        status.set(u"ready", integerAt(status, {u"state", u"terminated", u"exitCode"}, -1) == 0);
    else
        status.set(u"ready", isStarted && facts.isReady(name));
    return status;
}

} // namespace

const Value *findNamed(const ValueList &list, QStringView key, const QString &name)
{
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const Value &one) { return textAt(one, {key}) == name; });
    return found == list.end() ? nullptr : &*found;
}

bool isSidecar(const Value &container) { return textAt(container, {u"restartPolicy"}) == u"Always"; }

bool shouldRestart(const Value &pod, const Value &container, const Sandbox &sandbox)
{
    if (!textAt(pod, {u"metadata", u"deletionTimestamp"}).isEmpty()) return false;
    const SimContainer *run = sandbox.latest(textAt(container, {u"name"}));
    if (!run) return true;
    if (run->isRunning()) return false;
    const QString policy = textAt(pod, {u"spec", u"restartPolicy"});
    return policy != u"Never" && !(policy == u"OnFailure" && run->exitCode == 0);
}

ValueList containerStatuses(const StatusFacts &facts, QStringView field)
{
    const bool isInit = field == u"initContainers";
    ValueList statuses;
    for (const Value &container : listAt(facts.pod, {u"spec", field}))
        statuses.push_back(statusOf(facts, container, isInit));
    if (!isInit)
        std::stable_sort(statuses.begin(), statuses.end(),
                         [](const Value &a, const Value &b) { return textAt(a, {u"name"}) < textAt(b, {u"name"}); });
    return statuses;
}

} // namespace practice
