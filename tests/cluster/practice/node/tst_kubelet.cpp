// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/node/kubeletbench.h"

using namespace practice;
using namespace Qt::StringLiterals;
using bench::KubeletBench;
using model::Value;
using model::ValueList;
using model::ValueMap;

// One pod's way on one node.
class TestKubelet : public QObject
{
    Q_OBJECT

    static Value condition(const Value &pod, const QString &type)
    {
        for (const Value &one : listAt(pod, {u"status", u"conditions"}))
            if (textAt(one, {u"type"}) == type) return one;
        return {};
    }
    static Value probe(const QString &path, int period = 10)
    {
        Value made;
        made.set(u"httpGet", ValueMap{{u"path"_s, path}, {u"port"_s, 8080}});
        made.set(u"periodSeconds", period);
        return made;
    }

private Q_SLOTS:
    void runs()
    {
        KubeletBench bench;
        bench.create(KubeletBench::pod(u"web"_s));
        bench.api.clock.advance(5000);
        const Value pod = bench.get(u"web"_s);
        const Value container = listAt(pod, {u"status", u"containerStatuses"}).front();
        QCOMPARE(textAt(pod, {u"status", u"podIP"}), u"10.244.1.2"_s);
        QCOMPARE(textAt(pod, {u"status", u"hostIP"}), u"10.255.0.2"_s);
        QCOMPARE(textAt(container, {u"image"}), u"docker.io/library/nginx:1"_s);
        QVERIFY(textAt(container, {u"imageID"}).startsWith(u"docker.io/library/nginx@sha256:"));
        QVERIFY(textAt(container, {u"containerID"}).startsWith(u"containerd://"));
        QStringList managers;
        for (const Value &entry : listAt(pod, {u"metadata", u"managedFields"}))
            managers.append(textAt(entry, {u"manager"}) + u'/' + textAt(entry, {u"subresource"}));
        QCOMPARE(managers, QStringList({u"user/"_s, u"kubelet/status"_s}));
        bench.remove(u"web"_s);
        bench.api.clock.advance(5000);
        COMPARE_LINES(bench.history, QStringList({
                                         u"ADDED Pending ----"_s,
                                         u"MODIFIED Pending -I-- c:ContainerCreating/0"_s,
                                         u"MODIFIED Running SIRC c:running/0"_s,
                                         u"MODIFIED Running SIRC c:running/0 going"_s,
                                         u"MODIFIED Succeeded -I-- c:Completed=0/0 going"_s,
                                         u"MODIFIED Succeeded -I-- c:Completed=0/0 going"_s, // grace 0
                                         u"DELETED Succeeded -I-- c:Completed=0/0 going"_s,
                                     }));
        COMPARE_LINES(
            bench.events(u"web"_s),
            QStringList({
                u"Pulling: Pulling image \"nginx:1\""_s,
                u"Pulled: Successfully pulled image \"nginx:1\" in 1.48s (1.48s including waiting). Image size: 72000000 bytes."_s,
                u"Created: Created container: c"_s,
                u"Started: Started container c"_s,
                u"Killing: Stopping container c"_s,
            }));
        for (const Value &event : bench.user.list(bench.user.kind(u"v1", u"Event"), u"default"_s).objects) {
            QCOMPARE(textAt(event, {u"source", u"component"}), u"kubelet"_s);
            QCOMPARE(textAt(event, {u"source", u"host"}), u"node-1"_s);
            QCOMPARE(textAt(event, {u"reportingComponent"}), u"kubelet"_s);
            if (textAt(event, {u"involvedObject", u"kind"}) == u"Pod")
                QCOMPARE(textAt(event, {u"involvedObject", u"fieldPath"}), u"spec.containers{c}"_s);
        }
    }

    void crashes()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s);
        KubeletBench::annotate(pod, u"crash after=2s exit=3"_s);
        bench.create(pod);
        bench.api.clock.advance(150 * 1000);
        // The waits are 10, 20, 40, 80 s from its end, and each is noticed by a sync that comes every 10 to 15 s.
        const Value status = listAt(bench.get(u"web"_s), {u"status", u"containerStatuses"}).front();
        QCOMPARE(textAt(status, {u"state", u"waiting", u"reason"}), u"CrashLoopBackOff"_s);
        const QString uid = uidOf(bench.get(u"web"_s));
        QCOMPARE(textAt(status, {u"state", u"waiting", u"message"}),
                 u"back-off 1m20s restarting failed container=c pod=web_default(%1)"_s.arg(uid));
        QCOMPARE(integerAt(status, {u"lastState", u"terminated", u"exitCode"}), 3);
        QCOMPARE(textAt(status, {u"lastState", u"terminated", u"reason"}), u"Error"_s);
        QCOMPARE(integerAt(status, {u"restartCount"}), 4);
        QCOMPARE(bench.messages(u"web"_s, u"BackOff"_s).front(),
                 u"Back-off restarting failed container c in pod web_default(%1)"_s.arg(uid));
        // Beginning: the first restart is at once.
        COMPARE_LINES(bench.history.mid(0, 7), QStringList({
                                                   u"ADDED Pending ----"_s,
                                                   u"MODIFIED Pending -I-- c:ContainerCreating/0"_s,
                                                   u"MODIFIED Running SIRC c:running/0"_s,
                                                   u"MODIFIED Running SI-- c:Error=3/0"_s,
                                                   u"MODIFIED Running SIRC c:running/1"_s,
                                                   u"MODIFIED Running SI-- c:Error=3/1"_s,
                                                   u"MODIFIED Running SI-- c:CrashLoopBackOff/1"_s,
                                               }));
        bench.api.clock.advance(3000 * 1000);
        QString longest;
        for (int i = 0; i < 100 && longest.isEmpty(); ++i) {
            bench.api.clock.advance(5000);
            const Value now = listAt(bench.get(u"web"_s), {u"status", u"containerStatuses"}).front();
            longest = textAt(now, {u"state", u"waiting", u"message"});
        }
        QVERIFY2(longest.startsWith(u"back-off 5m0s restarting"), qPrintable(longest));
    }

    void imageThatIsNotThere()
    {
        KubeletBench bench;
        bench.create(KubeletBench::pod(u"web"_s, u"nginx:broken"_s));
        bench.api.clock.advance(5000);
        const QString error = u"rpc error: code = NotFound desc = failed to pull and unpack image "
                              "\"docker.io/library/nginx:broken\": failed to resolve reference "
                              "\"docker.io/library/nginx:broken\": docker.io/library/nginx:broken: not found"_s;
        COMPARE_LINES(bench.events(u"web"_s), QStringList({
                                                  u"Pulling: Pulling image \"nginx:broken\""_s,
                                                  u"Failed: Failed to pull image \"nginx:broken\": "_s + error,
                                                  u"Failed: Error: ErrImagePull"_s,
                                                  u"BackOff: Back-off pulling image \"nginx:broken\""_s,
                                                  u"Failed: Error: ImagePullBackOff"_s,
                                              }));
        QCOMPARE(bench.history.last(), u"MODIFIED Pending SI-- c:ErrImagePull/0"_s);
        bench.api.clock.advance(20 * 1000);
        QVERIFY(bench.history.contains(u"MODIFIED Pending SI-- c:ImagePullBackOff/0"_s));
        bench.api.clock.advance(1000 * 1000);
        qsizetype pulls = 0;
        for (const auto &decision : bench.kubelets.find(u"node-1"_s)->decisions())
            pulls += decision.text.startsWith(u"pulls image") ? 1 : 0;
        QVERIFY2(pulls >= 6 && pulls <= 8, qPrintable(QString::number(pulls))); // 10, 20, 40, 80, 160, 300 s
        const Value status = listAt(bench.get(u"web"_s), {u"status", u"containerStatuses"}).front();
        QCOMPARE(textAt(status, {u"state", u"waiting", u"message"}),
                 u"Back-off pulling image \"nginx:broken\": ErrImagePull: "_s + error);
        // Mended: another image.
        Value patch = bench.get(u"web"_s);
        KubeletBench::container(patch).set(u"image", u"nginx:1"_s);
        QVERIFY(bench.user.update(patch).ok());
        bench.api.clock.advance(20 * 1000);
        QCOMPARE(bench.history.last(), u"MODIFIED Running SIRC c:running/0"_s);
    }

    void neverPulled()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s);
        KubeletBench::container(pod).set(u"imagePullPolicy", u"Never"_s);
        bench.create(pod);
        bench.api.clock.advance(3000);
        QCOMPARE(bench.history.last(), u"MODIFIED Pending SI-- c:ErrImageNeverPull/0"_s);
        QCOMPARE(bench.messages(u"web"_s, u"ErrImageNeverPull"_s).front(),
                 u"Container image \"nginx:1\" is not present with pull policy of Never"_s);
    }

    void waitsForItsFiles()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s);
        mapIn(pod, u"spec")
            .set(u"volumes",
                 ValueList{ValueMap{{u"name"_s, u"v"}, {u"configMap"_s, ValueMap{{u"name"_s, u"settings"}}}}});
        bench.create(pod);
        bench.api.clock.advance(6000);
        QCOMPARE(bench.history.last(), u"MODIFIED Pending -I-- c:ContainerCreating/0"_s);
        // At 0, 0.5, 1.5 and 3.5 s: one Event that counts.
        COMPARE_LINES(
            bench.messages(u"web"_s, u"FailedMount"_s),
            QStringList(4, u"MountVolume.SetUp failed for volume \"v\" : configmap \"settings\" not found"_s));
        Value map(ValueMap{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"ConfigMap"_s}});
        map.set(u"metadata", ValueMap{{u"name"_s, u"settings"}, {u"namespace"_s, u"default"}});
        bench.create(map);
        bench.api.clock.advance(12 * 1000);
        QCOMPARE(bench.history.last(), u"MODIFIED Running SIRC c:running/0"_s);
    }

    void waitsForItsEnvironment()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s);
        Value reference;
        mapIn(mapIn(reference, u"valueFrom"), u"secretKeyRef").set(u"name", u"login"_s);
        mapIn(mapIn(reference, u"valueFrom"), u"secretKeyRef").set(u"key", u"password"_s);
        reference.set(u"name", u"PASSWORD"_s);
        KubeletBench::container(pod).set(u"env", ValueList{reference});
        bench.create(pod);
        bench.api.clock.advance(5000);
        QCOMPARE(bench.history.last(), u"MODIFIED Pending SI-- c:CreateContainerConfigError/0"_s);
        QCOMPARE(bench.events(u"web"_s).last(), u"Failed: Error: secret \"login\" not found"_s);
        Value secret(ValueMap{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Secret"_s}});
        secret.set(u"metadata", ValueMap{{u"name"_s, u"login"}, {u"namespace"_s, u"default"}});
        bench.create(secret);
        bench.api.clock.advance(20 * 1000);
        QCOMPARE(bench.events(u"web"_s).last(), u"Failed: Error: couldn't find key password in Secret default/login"_s);
    }

    // One after the other; a sidecar goes on beside them and ends last.
    void initContainers()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"job"_s, u"busybox:1"_s);
        mapIn(pod, u"spec").set(u"restartPolicy", u"Never"_s);
        KubeletBench::container(pod).set(u"command", ValueList{u"sleep"_s, u"3"_s});
        const auto init = [](const QString &name, const QString &seconds) {
            Value one(ValueMap{{u"name"_s, name}, {u"image"_s, u"busybox:1"_s}});
            one.set(u"command", ValueList{u"sleep"_s, seconds});
            return one;
        };
        Value sidecar(ValueMap{{u"name"_s, u"side"_s}, {u"image"_s, u"nginx:1"_s}});
        sidecar.set(u"restartPolicy", u"Always"_s);
        mapIn(pod, u"spec").set(u"initContainers", ValueList{init(u"one"_s, u"2"_s), sidecar, init(u"two"_s, u"2"_s)});
        bench.create(pod);
        bench.api.clock.advance(30 * 1000);
        COMPARE_LINES(
            bench.history,
            QStringList({
                u"ADDED Pending ----"_s,
                u"MODIFIED Pending ---- one:PodInitializing/0 side:PodInitializing/0 two:PodInitializing/0 c:PodInitializing/0"_s,
                u"MODIFIED Pending S--- one:running/0 side:PodInitializing/0 two:PodInitializing/0 c:PodInitializing/0"_s,
                u"MODIFIED Pending S--- one:Completed=0/0 side:PodInitializing/0 two:PodInitializing/0 c:PodInitializing/0"_s,
                u"MODIFIED Pending S--- one:Completed=0/0 side:running/0 two:PodInitializing/0 c:PodInitializing/0"_s,
                u"MODIFIED Pending S--- one:Completed=0/0 side:running/0 two:running/0 c:PodInitializing/0"_s,
                u"MODIFIED Pending SI-- one:Completed=0/0 side:running/0 two:Completed=0/0 c:PodInitializing/0"_s,
                u"MODIFIED Running SIRC one:Completed=0/0 side:running/0 two:Completed=0/0 c:running/0"_s,
                u"MODIFIED Running SI-- one:Completed=0/0 side:running/0 two:Completed=0/0 c:Completed=0/0"_s,
                u"MODIFIED Running -I-- one:Completed=0/0 side:Completed=0/0 two:Completed=0/0 c:Completed=0/0"_s,
                u"MODIFIED Succeeded -I-- one:Completed=0/0 side:Completed=0/0 two:Completed=0/0 c:Completed=0/0"_s,
            }));
        QCOMPARE(textAt(condition(bench.get(u"job"_s), u"Initialized"_s), {u"reason"}), u"PodCompleted"_s);
        QCOMPARE(textAt(condition(bench.get(u"job"_s), u"Ready"_s), {u"reason"}), u"PodCompleted"_s);
    }

    void initContainerFails()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"job"_s);
        mapIn(pod, u"spec").set(u"restartPolicy", u"Never"_s);
        Value init(ValueMap{{u"name"_s, u"one"_s}, {u"image"_s, u"busybox:1"_s}});
        init.set(u"command", ValueList{u"sh"_s, u"-c"_s, u"echo no; exit 7"_s});
        mapIn(pod, u"spec").set(u"initContainers", ValueList{init});
        bench.create(pod);
        bench.api.clock.advance(10 * 1000);
        QCOMPARE(bench.history.last(), u"MODIFIED Failed ---- one:Error=7/0 c:PodInitializing/0"_s);
        QCOMPARE(textAt(condition(bench.get(u"job"_s), u"Ready"_s), {u"reason"}), u"PodFailed"_s);
    }

    void readiness()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s);
        KubeletBench::annotate(pod, u"slow start=12s"_s);
        KubeletBench::container(pod).set(u"readinessProbe", probe(u"/ready"_s, 5));
        bench.create(pod);
        bench.api.clock.advance(6000);
        QCOMPARE(bench.history.last(), u"MODIFIED Running SI-- c:running/0"_s);
        QCOMPARE(textAt(condition(bench.get(u"web"_s), u"Ready"_s), {u"message"}),
                 u"containers with unready status: [c]"_s);
        QCOMPARE(
            bench.events(u"web"_s).last(),
            u"Unhealthy: Readiness probe failed: Get \"http://10.244.1.2:8080/ready\": dial tcp 10.244.1.2:8080: connect: connection refused"_s);
        bench.api.clock.advance(15 * 1000);
        QCOMPARE(bench.history.last(), u"MODIFIED Running SIRC c:running/0"_s);
        QCOMPARE(bench.history.size(), 4);
    }

    void liveness()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s);
        KubeletBench::annotate(pod, u"hang after=8s"_s);
        KubeletBench::container(pod).set(u"livenessProbe", probe(u"/live"_s, 2));
        bench.create(pod);
        bench.api.clock.advance(22 * 1000);
        COMPARE_LINES(
            bench.messages(u"web"_s, u"Unhealthy"_s),
            QStringList(
                3,
                u"Liveness probe failed: Get \"http://10.244.1.2:8080/live\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"_s));
        COMPARE_LINES(bench.messages(u"web"_s, u"Killing"_s),
                      QStringList({u"Container c failed liveness probe, will be restarted"_s}));
        QCOMPARE(integerAt(listAt(bench.get(u"web"_s), {u"status", u"containerStatuses"}).front(), {u"restartCount"}),
                 1);
    }

    void startup()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s);
        KubeletBench::annotate(pod, u"slow start=9s"_s);
        KubeletBench::container(pod).set(u"startupProbe", probe(u"/started"_s, 4));
        bench.create(pod);
        bench.api.clock.advance(5000);
        QCOMPARE(bench.history.last(), u"MODIFIED Running SI-- c:running/0"_s);
        QVERIFY(!boolAt(listAt(bench.get(u"web"_s), {u"status", u"containerStatuses"}).front(), {u"started"}));
        bench.api.clock.advance(10 * 1000);
        QCOMPARE(bench.history.last(), u"MODIFIED Running SIRC c:running/0"_s);
    }
};

QTEST_GUILESS_MAIN(TestKubelet)
#include "tst_kubelet.moc"
