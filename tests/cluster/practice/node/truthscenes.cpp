// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/node/truthscenes.h"

#include "tests/cluster/practice/node/truthbench.h"

namespace truth {

namespace {

QStringList crashTimes(KubeletBench &bench)
{
    QStringList times;
    const QStringList all = states(bench, pod(u"crash after=2s exit=3"_s), 1500 * 1000);
    for (const QString &one : all)
        if (one.startsWith(u"waiting CrashLoopBackOff: back-off ")) times.append(one.section(u' ', 3, 3));
    return times;
}

QStringList firstRestart(KubeletBench &bench)
{
    play(bench, pod(u"crash after=5s exit=3"_s), 9000);
    const Value made = bench.get(web);
    const Value one = listAt(made, {u"status", u"containerStatuses"}).front();
    const qint64 ended = practice::timeOf(textAt(one, {u"lastState", u"terminated", u"finishedAt"}));
    const qint64 begun = practice::timeOf(textAt(one, {u"state", u"running", u"startedAt"}));
    // Times are whole seconds.
    return {u"restart %1 after %2s"_s.arg(integerAt(one, {u"restartCount"})).arg((begun - ended) / 2000)};
}

void addCrashes(std::map<QString, Scene> &all)
{
    const auto crashed = [](KubeletBench &bench, const QString &policy) {
        play(bench, restarting(pod(u"crash after=2s exit=3"_s), policy), 9000);
    };
    all[u"crash-state"_s] = [](KubeletBench &bench) {
        return QStringList{firstLoop(bench, pod(u"crash after=2s exit=3"_s))};
    };
    all[u"crash-first"_s] = firstRestart;
    all[u"crash-times"_s] = crashTimes;
    all[u"crash-event"_s] = [=](KubeletBench &bench) {
        crashed(bench, u"Always"_s);
        return events(bench, {u"BackOff"_s});
    };
    all[u"crash-last"_s] = [=](KubeletBench &bench) {
        crashed(bench, u"Always"_s);
        return QStringList{state(bench, u"lastState")};
    };
    all[u"crash-ready"_s] = [=](KubeletBench &bench) {
        crashed(bench, u"Always"_s);
        return QStringList{condition(bench.get(web), u"Ready"_s)};
    };
    all[u"crash-never"_s] = [=](KubeletBench &bench) {
        crashed(bench, u"Never"_s);
        return QStringList{phase(bench), state(bench)};
    };
    all[u"crash-done"_s] = [](KubeletBench &bench) {
        play(bench, restarting(pod(u"complete after=2s"_s), u"OnFailure"_s), 9000);
        return QStringList{phase(bench), state(bench)};
    };
    const auto leaking = [] {
        Value made = pod(u"leak rate=16Mi memory=32Mi"_s);
        mapIn(mapIn(KubeletBench::container(made), u"resources"), u"limits").set(u"memory", u"64Mi"_s);
        return made;
    };
    all[u"oom-last"_s] = [=](KubeletBench &bench) {
        play(bench, leaking(), 6500);
        return QStringList{state(bench, u"lastState")};
    };
    all[u"oom-loop"_s] = [=](KubeletBench &bench) { return QStringList{firstLoop(bench, leaking())}; };
}

void addPulls(std::map<QString, Scene> &all)
{
    const auto broken = [](KubeletBench &bench, qint64 ms) { play(bench, pod({}, u"nginx:broken"_s), ms); };
    all[u"pull-state"_s] = [=](KubeletBench &bench) {
        broken(bench, 3000);
        return QStringList{state(bench)};
    };
    all[u"pull-backoff"_s] = [=](KubeletBench &bench) {
        broken(bench, 10 * 1000);
        whenIs(bench, [&bench] { return state(bench).startsWith(u"waiting ImagePullBackOff"); });
        return QStringList{state(bench)};
    };
    all[u"pull-events"_s] = [=](KubeletBench &bench) {
        broken(bench, 20 * 1000);
        return events(bench, {u"Pulling"_s, u"Failed"_s, u"BackOff"_s});
    };
    all[u"pull-never"_s] = [](KubeletBench &bench) {
        Value made = pod();
        KubeletBench::container(made).set(u"imagePullPolicy", u"Never"_s);
        play(bench, made, 3000);
        return QStringList{state(bench)};
    };
    all[u"pull-present"_s] = [](KubeletBench &bench) {
        play(bench, KubeletBench::pod(u"other"_s), 4000);
        play(bench, pod(), 4000);
        return events(bench, {u"Pulled"_s});
    };
    all[u"pull-success"_s] = [](KubeletBench &bench) {
        play(bench, pod(), 4000);
        return events(bench, {u"Pulled"_s});
    };
    all[u"pull-secret"_s] = [](KubeletBench &bench) {
        Value made = pod();
        mapIn(made, u"spec").set(u"imagePullSecrets", ValueList{ValueMap{{u"name"_s, u"login"_s}}});
        play(bench, made, 4000);
        return events(bench, {u"FailedToRetrieveImagePullSecret"_s});
    };
    all[u"start-events"_s] = [](KubeletBench &bench) {
        play(bench, pod(), 4000);
        return events(bench, {u"Created"_s, u"Started"_s});
    };
    all[u"config-secret"_s] = [](KubeletBench &bench) {
        play(bench, withSecret(), 4000);
        return QStringList{state(bench)};
    };
    all[u"config-key"_s] = [](KubeletBench &bench) {
        Value secret(ValueMap{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Secret"_s}});
        secret.set(u"metadata", ValueMap{{u"name"_s, u"login"_s}, {u"namespace"_s, u"default"_s}});
        bench.create(secret);
        play(bench, withSecret(), 4000);
        return QStringList{state(bench)};
    };
    all[u"mount-event"_s] = [](KubeletBench &bench) {
        Value made = pod();
        Value volume(ValueMap{{u"name"_s, u"v"_s}});
        mapIn(volume, u"configMap").set(u"name", u"settings"_s);
        mapIn(made, u"spec").set(u"volumes", ValueList{volume});
        play(bench, made, 4000);
        return events(bench, {u"FailedMount"_s});
    };
}

void addProbes(std::map<QString, Scene> &all)
{
    const auto unhealthy = [](const QString &annotation, QStringView kind, const char *handler) -> Scene {
        return [=](KubeletBench &bench) {
            play(bench, probed(annotation, kind, handler), 12 * 1000);
            return events(bench, {u"Unhealthy"_s});
        };
    };
    all[u"probe-refused"_s] = unhealthy(u"slow start=1m"_s, u"readinessProbe", httpReady);
    all[u"probe-status"_s] = unhealthy(u"unready"_s, u"readinessProbe", httpReady);
    all[u"probe-timeout"_s] = unhealthy(u"hang after=5s"_s, u"livenessProbe", httpLive);
    all[u"probe-tcp"_s] = unhealthy(u"slow start=1m"_s, u"readinessProbe", R"({"tcpSocket":{"port":8080}})");
    all[u"probe-grpc"_s] = unhealthy(u"slow start=1m"_s, u"readinessProbe", R"({"grpc":{"port":8080}})");
    all[u"probe-unready"_s] = [](KubeletBench &bench) {
        play(bench, probed(u"unready"_s, u"readinessProbe", httpReady), 8000);
        return QStringList{condition(bench.get(web), u"Ready"_s)};
    };
    const auto killed = [](const QString &annotation, QStringView kind) -> Scene {
        return [=](KubeletBench &bench) {
            play(bench, probed(annotation, kind, httpLive), 0);
            whenIs(bench, [&bench] { return !bench.messages(web, u"Killing"_s).isEmpty(); });
            return events(bench, {u"Killing"_s}) + QStringList{u"after %1 failures"_s.arg(failures(bench))};
        };
    };
    all[u"probe-liveness"_s] = killed(u"hang after=5s"_s, u"livenessProbe");
    all[u"probe-startup"_s] = killed(u"slow start=5m"_s, u"startupProbe");
    all[u"probe-threshold"_s] = [](KubeletBench &bench) {
        Value made = probed(u"healthy"_s, u"readinessProbe", httpReady, 10);
        KubeletBench::container(made).find(u"readinessProbe")->set(u"successThreshold", 2);
        play(bench, made, 0);
        whenIs(bench, [&bench] { return state(bench) == u"running"; });
        const auto isReady = [&bench] { return condition(bench.get(web), u"Ready"_s).startsWith(u"Ready True"); };
        int answers = isReady() ? 0 : 1; // the first is at once, the next one a period later
        bench.api.clock.advance(5000);
        if (isReady()) return QStringList{u"ready after %1 answers"_s.arg(answers)};
        bench.api.clock.advance(7000);
        answers += isReady() ? 1 : 100;
        return QStringList{u"ready after %1 answers"_s.arg(answers)};
    };
}

void addLogs(std::map<QString, Scene> &all)
{
    all[u"log-creating"_s] = [](KubeletBench &bench) {
        play(bench, pod(), 500);
        return QStringList{log(bench)};
    };
    all[u"log-pull"_s] = [](KubeletBench &bench) {
        play(bench, pod({}, u"nginx:broken"_s), 3000);
        QStringList said{log(bench)};
        whenIs(bench, [&bench] { return state(bench).startsWith(u"waiting ImagePullBackOff"); });
        said.append(log(bench));
        return said;
    };
    const auto asked = [](const QByteArray &query, bool second = false) -> Scene {
        return [=](KubeletBench &bench) {
            Value made = pod();
            if (second) {
                Value another = KubeletBench::container(made);
                another.set(u"name", u"d"_s);
                mapIn(made, u"spec").find(u"containers")->list()->push_back(another);
            }
            play(bench, made, 6000);
            return QStringList{log(bench, query)};
        };
    };
    all[u"log-previous"_s] = asked("?previous=true");
    all[u"log-unknown"_s] = asked("?container=x");
    all[u"log-choose"_s] = asked({}, true);
}

} // namespace

const std::map<QString, Scene> &scenes()
{
    static const std::map<QString, Scene> all = [] {
        std::map<QString, Scene> made;
        addCrashes(made);
        addPulls(made);
        addProbes(made);
        addLogs(made);
        addLaterScenes(made);
        return made;
    }();
    return all;
}

} // namespace truth
