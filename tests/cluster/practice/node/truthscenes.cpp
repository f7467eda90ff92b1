// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/node/truthscenes.h"

#include "model/wire/json.h"

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

namespace {

const QString web = u"web"_s;

Value pod(const QString &annotation = {}, const QString &image = u"nginx:1"_s)
{
    Value made = KubeletBench::pod(web, image);
    if (!annotation.isEmpty()) KubeletBench::annotate(made, annotation);
    return made;
}

Value restarting(Value made, const QString &policy)
{
    mapIn(made, u"spec").set(u"restartPolicy", policy);
    return made;
}

// kind: "readinessProbe"; handler: its JSON.
Value probed(const QString &annotation, QStringView kind, const char *handler, int period = 2)
{
    Value made = pod(annotation);
    Value probe = model::readJson(handler)->value;
    probe.set(u"periodSeconds", period);
    KubeletBench::container(made).set(kind, probe);
    return made;
}

constexpr auto httpReady = R"({"httpGet":{"path":"/ready","port":8080}})";
constexpr auto httpLive = R"({"httpGet":{"path":"/live","port":8080}})";

Value withInit(const QString &script, const QString &policy)
{
    Value made = restarting(pod(), policy);
    Value init(ValueMap{{u"name"_s, u"one"_s}, {u"image"_s, u"busybox:1"_s}});
    init.set(u"command", ValueList{u"sh"_s, u"-c"_s, script});
    mapIn(made, u"spec").set(u"initContainers", ValueList{init});
    return made;
}

Value withSecret()
{
    Value made = pod();
    Value variable(ValueMap{{u"name"_s, u"PASSWORD"_s}});
    Value &reference = mapIn(mapIn(variable, u"valueFrom"), u"secretKeyRef");
    reference.set(u"name", u"login"_s);
    reference.set(u"key", u"password"_s);
    KubeletBench::container(made).set(u"env", ValueList{variable});
    return made;
}

Value sleeping()
{
    Value made = pod({}, u"busybox:1"_s);
    KubeletBench::container(made).set(u"command", ValueList{u"sleep"_s, u"infinity"_s});
    return made;
}

void play(KubeletBench &bench, const Value &made, qint64 ms)
{
    bench.create(made);
    bench.api.clock.advance(ms);
}

QString plain(QString text, const Value &made)
{
    if (made.isNull()) return text;
    return text.replace(practice::uidOf(made), u"UID"_s);
}

// "waiting REASON: MESSAGE", "terminated REASON CODE", "running"; where: "state", "lastState".
QString stateOf(const Value &made, QStringView where, const QString &container)
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

QString state(KubeletBench &bench, QStringView where = u"state", const QString &container = u"c"_s)
{
    return stateOf(bench.get(web), where, container);
}

QString phase(KubeletBench &bench)
{
    const Value made = bench.get(web);
    const QString reason = textAt(made, {u"status", u"reason"});
    return textAt(made, {u"status", u"phase"}) + (reason.isEmpty() ? QString() : u' ' + reason);
}

QString condition(const Value &object, const QString &type)
{
    for (const Value &one : listAt(object, {u"status", u"conditions"})) {
        if (textAt(one, {u"type"}) != type) continue;
        return u"%1 %2 %3: "_s.arg(type, textAt(one, {u"status"}), textAt(one, {u"reason"})) +
               textAt(one, {u"message"});
    }
    return {};
}

// "TYPE REASON: MESSAGE" of those about an object, each once and in the order of their coming.
QStringList events(KubeletBench &bench, const QStringList &reasons, const QString &about = web)
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
QString log(KubeletBench &bench, const QByteArray &query = {})
{
    const auto reply = bench.api.ask("GET", "/api/v1/namespaces/default/pods/web/log" + query);
    const auto status = model::readJson(reply->body);
    return QString::number(reply->status) + u' ' + (status ? textAt(status->value, {u"message"}) : QString());
}

// Advances until it holds, by steps of a tenth of a second; "after 5s", rounded. Empty: it never did.
QString whenIs(KubeletBench &bench, const std::function<bool()> &holds, int mostSeconds = 90)
{
    constexpr int stepMs = 100;
    for (int ms = 0; ms <= mostSeconds * 1000; ms += stepMs) {
        if (holds()) return u"after %1s"_s.arg((ms + 500) / 1000);
        bench.api.clock.advance(stepMs);
    }
    return {};
}

int failures(KubeletBench &bench) { return int(bench.messages(web, u"Unhealthy"_s).size()); }

// All states of a container that are written while it is played, each once and in order; a first one that is there at
// most until the next sync is seen too.
QStringList states(KubeletBench &bench, const Value &made, qint64 ms, const QString &container = u"c"_s)
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

QString firstLoop(KubeletBench &bench, const Value &made, const QString &container = u"c"_s)
{
    return states(bench, made, 25 * 1000, container).filter(u"CrashLoopBackOff"_s).value(0);
}

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

QStringList sidecarOrder(KubeletBench &bench)
{
    Value made = pod();
    Value side(ValueMap{{u"name"_s, u"side"_s}, {u"image"_s, u"nginx:1"_s}, {u"restartPolicy"_s, u"Always"_s}});
    mapIn(made, u"spec").set(u"initContainers", ValueList{side});
    play(bench, made, 6000);
    bench.remove(web);
    QStringList order;
    for (int i = 0; i < 100 && order.size() < 2; ++i) {
        bench.api.clock.advance(50);
        const practice::PodWorker *worker = bench.kubelets.find(u"node-1"_s)->worker(u"default/web"_s);
        if (!worker) break;
        const QStringList running = worker->sandbox().running();
        for (const QString &name : {u"c"_s, u"side"_s})
            if (!running.contains(name) && !order.contains(name)) order.append(name);
    }
    return {order.join(u' ')};
}

void addInits(std::map<QString, Scene> &all)
{
    all[u"init-waiting"_s] = [](KubeletBench &bench) {
        play(bench, withInit(u"sleep 30"_s, u"Always"_s), 4000);
        return QStringList{state(bench)};
    };
    all[u"init-condition"_s] = [](KubeletBench &bench) {
        play(bench, withInit(u"sleep 30"_s, u"Always"_s), 4000);
        return QStringList{condition(bench.get(web), u"Initialized"_s)};
    };
    all[u"init-loop"_s] = [](KubeletBench &bench) {
        return QStringList{firstLoop(bench, withInit(u"sleep 2; exit 7"_s, u"Always"_s), u"one"_s)};
    };
    all[u"init-never"_s] = [](KubeletBench &bench) {
        play(bench, withInit(u"exit 7"_s, u"Never"_s), 8000);
        return QStringList{phase(bench), state(bench, u"state", u"one"_s), state(bench)};
    };
    all[u"init-sidecar"_s] = sidecarOrder;
}

void addEnds(std::map<QString, Scene> &all)
{
    // The last that was seen of it: what is deleted is gone.
    const auto ended = [](KubeletBench &bench, const Value &made, bool isTimed) {
        play(bench, made, 6000);
        bench.remove(web);
        QString last;
        const QString time = whenIs(bench, [&bench, &last] {
            if (const QString now = state(bench); !now.isEmpty()) last = now;
            return bench.get(web).isNull();
        });
        return isTimed ? QStringList{last, time} : QStringList{last};
    };
    all[u"end-event"_s] = [](KubeletBench &bench) {
        play(bench, pod(), 6000);
        bench.remove(web);
        bench.api.clock.advance(100);
        return events(bench, {u"Killing"_s});
    };
    all[u"end-term"_s] = [=](KubeletBench &bench) { return ended(bench, pod(), false); };
    all[u"end-kill"_s] = [=](KubeletBench &bench) { return ended(bench, sleeping(), true); };
    const auto hooked = [](Value made, int seconds) {
        mapIn(mapIn(mapIn(KubeletBench::container(made), u"lifecycle"), u"preStop"), u"sleep").set(u"seconds", seconds);
        return made;
    };
    all[u"end-hook"_s] = [=](KubeletBench &bench) { return ended(bench, hooked(pod(), 5), true).mid(1); };
    all[u"end-hook-grace"_s] = [=](KubeletBench &bench) {
        Value made = hooked(sleeping(), 4);
        mapIn(made, u"spec").set(u"terminationGracePeriodSeconds", 4);
        return ended(bench, made, true);
    };
    all[u"end-deadline"_s] = [](KubeletBench &bench) {
        Value made = pod();
        mapIn(made, u"spec").set(u"activeDeadlineSeconds", 10);
        play(bench, made, 15 * 1000);
        return events(bench, {u"DeadlineExceeded"_s}) + QStringList{phase(bench)};
    };
    // Its last state is in the word of its end alone.
    all[u"end-lost"_s] = [](KubeletBench &bench) {
        play(bench, pod({}, u"nginx:broken"_s), 6000);
        QString last;
        const auto watch = bench.user.watch(
            bench.user.kind(u"v1", u"Pod"), bench.api.core.registry.store().revision(),
            [&last](const practice::ComponentClient::Event &event) { last = stateOf(event.object, u"state", u"c"_s); });
        bench.remove(web);
        bench.api.clock.advance(5000);
        return QStringList{last};
    };
}

void addNodes(std::map<QString, Scene> &all)
{
    const auto pressed = [](KubeletBench &bench) {
        play(bench, pod(u"healthy memory=64Mi"_s), 6000);
        bench.kubelets.find(u"node-1"_s)->setMemoryPressure(true);
        bench.api.clock.advance(5000);
    };
    all[u"evict-event"_s] = [=](KubeletBench &bench) {
        pressed(bench);
        return events(bench, {u"Evicted"_s});
    };
    all[u"evict-status"_s] = [=](KubeletBench &bench) {
        pressed(bench);
        return QStringList{phase(bench)};
    };
    all[u"evict-condition"_s] = [=](KubeletBench &bench) {
        pressed(bench);
        return QStringList{condition(bench.get(web), u"DisruptionTarget"_s)};
    };
    all[u"evict-node"_s] = [=](KubeletBench &bench) {
        pressed(bench);
        bench.api.clock.advance(10 * 1000);
        return QStringList{condition(bench.node(), u"MemoryPressure"_s)};
    };
    const auto refused = [](KubeletBench &bench, const Value &made) {
        play(bench, made, 1000);
        return QStringList{phase(bench), textAt(bench.get(web), {u"status", u"message"})};
    };
    all[u"evict-admission"_s] = [=](KubeletBench &bench) {
        bench.kubelets.find(u"node-1"_s)->setMemoryPressure(true);
        bench.api.clock.advance(15 * 1000);
        return refused(bench, pod());
    };
    all[u"admit-cpu"_s] = [=](KubeletBench &bench) {
        Value made = pod();
        mapIn(mapIn(KubeletBench::container(made), u"resources"), u"requests").set(u"cpu", u"9"_s);
        return refused(bench, made);
    };
    all[u"admit-affinity"_s] = [=](KubeletBench &bench) {
        Value made = pod();
        mapIn(mapIn(made, u"spec"), u"nodeSelector").set(u"disk", u"ssd"_s);
        return refused(bench, made);
    };
    const auto lostAndFound = [](KubeletBench &bench) {
        play(bench, pod(), 6000);
        practice::Kubelet &kubelet = *bench.kubelets.find(u"node-1"_s);
        kubelet.setMachine(practice::Kubelet::Machine::Lost);
        bench.api.clock.advance(20 * 1000);
        kubelet.setMachine(practice::Kubelet::Machine::Up);
        bench.api.clock.advance(20 * 1000);
    };
    all[u"node-reboot"_s] = [=](KubeletBench &bench) {
        lostAndFound(bench);
        QStringList said = events(bench, {u"Rebooted"_s}, u"node-1"_s);
        return said.replaceInStrings(textAt(bench.node(), {u"status", u"nodeInfo", u"bootID"}), u"BOOT"_s);
    };
    all[u"node-sandbox"_s] = [=](KubeletBench &bench) {
        lostAndFound(bench);
        const Value made = bench.get(web);
        const qint64 restarts = integerAt(listAt(made, {u"status", u"containerStatuses"}).front(), {u"restartCount"});
        return events(bench, {u"SandboxChanged"_s}) + QStringList{u"restarts %1"_s.arg(restarts)};
    };
    all[u"node-cordon"_s] = [](KubeletBench &bench) {
        Value patch;
        mapIn(patch, u"spec").set(u"unschedulable", true);
        (void)bench.user.patch(bench.user.kind(u"v1", u"Node"), {}, u"node-1"_s, patch);
        bench.api.clock.advance(15 * 1000);
        return events(bench, {u"NodeNotSchedulable"_s}, u"node-1"_s);
    };
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
        addInits(made);
        addEnds(made);
        addNodes(made);
        return made;
    }();
    return all;
}

} // namespace truth
