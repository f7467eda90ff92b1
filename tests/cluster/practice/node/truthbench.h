// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/json.h"
#include "tests/cluster/practice/node/kubeletbench.h"

// Pods to play, and what is seen of them.
namespace truth {

using bench::KubeletBench;
using model::Value;
using model::ValueList;
using model::ValueMap;
using practice::at;
using practice::integerAt;
using practice::listAt;
using practice::mapIn;
using practice::textAt;
using namespace Qt::StringLiterals;

inline const QString web = u"web"_s;

inline Value pod(const QString &annotation = {}, const QString &image = u"nginx:1"_s)
{
    Value made = KubeletBench::pod(web, image);
    if (!annotation.isEmpty()) KubeletBench::annotate(made, annotation);
    return made;
}

inline Value restarting(Value made, const QString &policy)
{
    mapIn(made, u"spec").set(u"restartPolicy", policy);
    return made;
}

// kind: "readinessProbe"; handler: its JSON.
inline Value probed(const QString &annotation, QStringView kind, const char *handler, int period = 2)
{
    Value made = pod(annotation);
    Value probe = model::readJson(handler)->value;
    probe.set(u"periodSeconds", period);
    KubeletBench::container(made).set(kind, probe);
    return made;
}

inline constexpr auto httpReady = R"({"httpGet":{"path":"/ready","port":8080}})";
inline constexpr auto httpLive = R"({"httpGet":{"path":"/live","port":8080}})";

inline Value withInit(const QString &script, const QString &policy)
{
    Value made = restarting(pod(), policy);
    Value init(ValueMap{{u"name"_s, u"one"_s}, {u"image"_s, u"busybox:1"_s}});
    init.set(u"command", ValueList{u"sh"_s, u"-c"_s, script});
    mapIn(made, u"spec").set(u"initContainers", ValueList{init});
    return made;
}

inline Value withSecret()
{
    Value made = pod();
    Value variable(ValueMap{{u"name"_s, u"PASSWORD"_s}});
    Value &reference = mapIn(mapIn(variable, u"valueFrom"), u"secretKeyRef");
    reference.set(u"name", u"login"_s);
    reference.set(u"key", u"password"_s);
    KubeletBench::container(made).set(u"env", ValueList{variable});
    return made;
}

inline Value sleeping()
{
    Value made = pod({}, u"busybox:1"_s);
    KubeletBench::container(made).set(u"command", ValueList{u"sleep"_s, u"infinity"_s});
    return made;
}

inline void play(KubeletBench &bench, const Value &made, qint64 ms)
{
    bench.create(made);
    bench.api.clock.advance(ms);
}

inline QString plain(QString text, const Value &made)
{
    if (made.isNull()) return text;
    return text.replace(practice::uidOf(made), u"UID"_s);
}

// "waiting REASON: MESSAGE", "terminated REASON CODE", "running"; where: "state", "lastState".
inline QString stateOf(const Value &made, QStringView where, const QString &container)
{
    for (const QStringView field : {QStringView(u"initContainerStatuses"), QStringView(u"containerStatuses")})
        for (const Value &one : listAt(made, {u"status", field})) {
            if (textAt(one, {u"name"}) != container) continue;
            if (at(one, {where, u"running"})) return u"running"_s;
            const QString message = textAt(one, {where, u"waiting", u"message"});
            if (at(one, {where, u"waiting"}))
                return plain(u"waiting "_s + textAt(one, {where, u"waiting", u"reason"}) +
                                 (message.isEmpty() ? QString() : u": "_s + message),
                             made);
            if (at(one, {where, u"terminated"}))
                return u"terminated %1 %2"_s.arg(textAt(one, {where, u"terminated", u"reason"}))
                    .arg(integerAt(one, {where, u"terminated", u"exitCode"}));
        }
    return {};
}

inline QString state(KubeletBench &bench, QStringView where = u"state", const QString &container = u"c"_s)
{
    return stateOf(bench.get(web), where, container);
}

inline QString phase(KubeletBench &bench)
{
    const Value made = bench.get(web);
    const QString reason = textAt(made, {u"status", u"reason"});
    return textAt(made, {u"status", u"phase"}) + (reason.isEmpty() ? QString() : u' ' + reason);
}

inline QString condition(const Value &object, const QString &type)
{
    for (const Value &one : listAt(object, {u"status", u"conditions"})) {
        if (textAt(one, {u"type"}) != type) continue;
        return u"%1 %2 %3: "_s.arg(type, textAt(one, {u"status"}), textAt(one, {u"reason"})) +
               textAt(one, {u"message"});
    }
    return {};
}

// "TYPE REASON: MESSAGE" of those about an object, each once and in the order of their coming.
inline QStringList events(KubeletBench &bench, const QStringList &reasons, const QString &about = web)
{
    QHash<QString, QString> types;
    for (const Value &event : bench.user.list(bench.user.kind(u"v1", u"Event"), u"default"_s).objects)
        types[textAt(event, {u"reason"}) + u": "_s + textAt(event, {u"message"})] = textAt(event, {u"type"});
    QStringList found;
    for (const QString &one : bench.events(about)) {
        const QString text = plain(types.value(one) + u' ' + one, bench.get(web));
        if (reasons.contains(one.section(u':', 0, 0)) && !found.contains(text)) found.append(text);
    }
    return found;
}

// "400 MESSAGE"
inline QString log(KubeletBench &bench, const QByteArray &query = {})
{
    const auto reply = bench.api.ask("GET", "/api/v1/namespaces/default/pods/web/log" + query);
    const auto status = model::readJson(reply->body);
    return QString::number(reply->status) + u' ' + (status ? textAt(status->value, {u"message"}) : QString());
}

// Advances until it holds, by steps of a tenth of a second; "after 5s", rounded. Empty: it never did.
inline QString whenIs(KubeletBench &bench, const std::function<bool()> &holds, int mostSeconds = 90)
{
    constexpr int stepMs = 100;
    for (int ms = 0; ms <= mostSeconds * 1000; ms += stepMs) {
        if (holds()) return u"after %1s"_s.arg((ms + 500) / 1000);
        bench.api.clock.advance(stepMs);
    }
    return {};
}

inline int failures(KubeletBench &bench) { return int(bench.messages(web, u"Unhealthy"_s).size()); }

// All states of a container that are written while it is played, each once and in order; a first one that is there at
// most until the next sync is seen too.
inline QStringList states(KubeletBench &bench, const Value &made, qint64 ms, const QString &container = u"c"_s)
{
    QStringList seen;
    const auto watch = bench.user.watch(bench.user.kind(u"v1", u"Pod"), bench.api.core.registry.store().revision(),
                                        [&seen, &container](const practice::ComponentClient::Event &event) {
                                            const QString text = stateOf(event.object, u"state", container);
                                            if (!text.isEmpty() && !seen.contains(text)) seen.append(text);
                                        });
    play(bench, made, ms);
    return seen;
}

inline QString firstLoop(KubeletBench &bench, const Value &made, const QString &container = u"c"_s)
{
    return states(bench, made, 25 * 1000, container).filter(u"CrashLoopBackOff"_s).value(0);
}

} // namespace truth
