// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/keepers/jobcontroller.h"
#include "cluster/practice/keepers/jobpods.h"
#include "tests/cluster/practice/keepers/keeperbench.h"

namespace bench {

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

// A Job "work", and what a kubelet says of its pods.
struct JobBench : KeeperBench
{
    practice::JobController controller{process};
    JobBench() { process.start(); }

    // spec: what is added to it, as JSON.
    void start(const QByteArray &spec)
    {
        make(R"({"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"work"},"spec":{)" + spec +
             (spec.isEmpty() ? "" : ",") +
             R"("template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}})");
        settle(1500);
    }
    Value job() { return get(u"batch/v1", u"Job", u"work"_s); }
    Value status()
    {
        const Value whole = job();
        const Value *found = whole.find(u"status");
        return found ? *found : Value();
    }
    std::vector<Value> pods() { return list(u"v1", u"Pod", u"default"_s); }
    // As a kubelet says it.
    void end(const Value &pod, int code)
    {
        QByteArray status =
            R"({"status":{"phase":"PHASE","containerStatuses":[{"name":"c","image":"i","imageID":"","ready":false,
            "restartCount":0,"state":{"terminated":{"exitCode":CODE,"finishedAt":"NOW"}}}]}})";
        status.replace("PHASE", code ? "Failed" : "Succeeded");
        status.replace("CODE", QByteArray::number(code));
        status.replace("NOW", timeText(api.clock.wallMs()).toUtf8());
        patch(u"v1", u"Pod", nameOf(pod), status, u"status"_s);
    }
    void endAll(int code)
    {
        for (const Value &pod : pods()) {
            const QString phase = textAt(pod, {u"status", u"phase"});
            if (phase != u"Succeeded" && phase != u"Failed") end(pod, code);
        }
    }
    // "Complete True CompletionsReached: …"
    QStringList conditions()
    {
        QStringList lines;
        for (const Value &one : listAt(job(), {u"status", u"conditions"}))
            lines.append(textAt(one, {u"type"}) + u' ' + textAt(one, {u"status"}) + u' ' + textAt(one, {u"reason"}) +
                         u": "_s + textAt(one, {u"message"}));
        return lines;
    }
    // "active 1, failed 2, ready 0, …", sorted; numbers and index lists alone.
    QString counts()
    {
        QStringList parts;
        const Value now = status();
        for (const auto &[field, value] : mapAt(now, {}))
            if (value.integer())
                parts.append(field + u' ' + QString::number(*value.integer()));
            else if (field.endsWith(u"Indexes"))
                parts.append(field + u' ' + textAt(now, {field}));
        parts.sort();
        return parts.join(u", ");
    }
};

// Every state of the Job's status that a watch tells of, as "Complete; succeeded 1, …; uncounted 0+1".
inline QString stateOf(const Value &job)
{
    QStringList types, counts;
    for (const Value &one : listAt(job, {u"status", u"conditions"})) types.append(textAt(one, {u"type"}));
    for (const auto &[field, value] : mapAt(job, {u"status"}))
        if (value.integer()) counts.append(field + u' ' + QString::number(*value.integer()));
    counts.sort();
    const auto uncounted = [&job](QStringView field) {
        return QString::number(listAt(job, {u"status", u"uncountedTerminatedPods", field}).size());
    };
    return types.join(u' ') + u"; "_s + counts.join(u", ") + u"; uncounted "_s + uncounted(u"succeeded") + u'+' +
           uncounted(u"failed");
}

} // namespace bench
