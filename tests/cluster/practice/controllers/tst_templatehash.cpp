// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/templatehash.h"
#include "model/wire/json.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

namespace {

// As kube-apiserver 1.33.4 serves them; the hashes are what its controllers made of them.
constexpr char plain[] =
    R"json({"metadata": {"creationTimestamp": null, "labels": {"app": "web"}}, "spec": {"containers": [{"image")json"
    R"json(: "nginx:1", "imagePullPolicy": "IfNotPresent", "name": "c", "resources": {}, "terminationMessagePat)json"
    R"json(h": "/dev/termination-log", "terminationMessagePolicy": "File"}], "dnsPolicy": "ClusterFirst", "rest)json"
    R"json(artPolicy": "Always", "schedulerName": "default-scheduler", "securityContext": {}, "terminationGrace)json"
    R"json(PeriodSeconds": 30}})json";
constexpr char rich[] =
    R"json({"metadata": {"annotations": {"a": "b<c>&", "x": "why"}, "creationTimestamp": null, "labels": {"app")json"
    R"json(: "rich", "b": "2"}}, "spec": {"affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringE)json"
    R"json(xecution": {"nodeSelectorTerms": [{"matchExpressions": [{"key": "a", "operator": "In", "values": ["b)json"
    R"json("]}]}]}}, "podAntiAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [{"podAffinityTerm")json"
    R"json(: {"labelSelector": {"matchLabels": {"app": "rich"}}, "topologyKey": "h"}, "weight": 5}]}}, "contain)json"
    R"json(ers": [{"env": [{"name": "A", "value": "ä"}, {"name": "B", "valueFrom": {"fieldRef": {"apiVersion": )json"
    R"json("v1", "fieldPath": "status.podIP"}}}, {"name": "C", "valueFrom": {"resourceFieldRef": {"divisor": "0)json"
    R"json(", "resource": "limits.cpu"}}}], "image": "nginx:1", "imagePullPolicy": "IfNotPresent", "lifecycle":)json"
    R"json( {"preStop": {"sleep": {"seconds": 3}}}, "livenessProbe": {"failureThreshold": 3, "httpGet": {"path")json"
    R"json(: "/", "port": "http", "scheme": "HTTP"}, "initialDelaySeconds": 3, "periodSeconds": 10, "successThr)json"
    R"json(eshold": 1, "timeoutSeconds": 1}, "name": "c", "ports": [{"containerPort": 80, "name": "http", "prot)json"
    R"json(ocol": "TCP"}], "readinessProbe": {"failureThreshold": 3, "periodSeconds": 10, "successThreshold": 1)json"
    R"json(, "tcpSocket": {"port": 80}, "timeoutSeconds": 1}, "resources": {"limits": {"cpu": "500m", "ephemera)json"
    R"json(l-storage": "1500Mi", "memory": "1G"}, "requests": {"cpu": "100m", "memory": "128Mi"}}, "securityCon)json"
    R"json(text": {"capabilities": {"add": ["NET_ADMIN"]}, "privileged": false}, "startupProbe": {"exec": {"com)json"
    R"json(mand": ["a"]}, "failureThreshold": 3, "periodSeconds": 10, "successThreshold": 1, "timeoutSeconds": )json"
    R"json(1}, "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File", "volumeMou)json"
    R"json(nts": [{"mountPath": "/a", "name": "a"}]}], "dnsConfig": {"nameservers": ["1.2.3.4"], "options": [{")json"
    R"json(name": "ndots", "value": "2"}]}, "dnsPolicy": "ClusterFirst", "hostNetwork": true, "initContainers":)json"
    R"json( [{"command": ["sh", "-c", "echo hi"], "image": "busybox", "imagePullPolicy": "Always", "name": "i",)json"
    R"json( "resources": {}, "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "Fil)json"
    R"json(e"}], "nodeSelector": {"disk": "ssd"}, "restartPolicy": "Always", "schedulerName": "default-schedule)json"
    R"json(r", "securityContext": {"fsGroup": 5, "runAsUser": 1000}, "terminationGracePeriodSeconds": 30, "tole)json"
    R"json(rations": [{"effect": "NoExecute", "key": "a", "operator": "Exists", "tolerationSeconds": 5}], "topo)json"
    R"json(logySpreadConstraints": [{"labelSelector": {"matchLabels": {"app": "rich"}}, "maxSkew": 1, "topology)json"
    R"json(Key": "z", "whenUnsatisfiable": "ScheduleAnyway"}], "volumes": [{"emptyDir": {"sizeLimit": "1536Mi"})json"
    R"json(, "name": "a"}, {"configMap": {"defaultMode": 420, "name": "cm"}, "name": "b"}, {"hostPath": {"path")json"
    R"json(: "/x", "type": ""}, "name": "d"}, {"name": "p", "projected": {"defaultMode": 420, "sources": [{"ser)json"
    R"json(viceAccountToken": {"expirationSeconds": 3600, "path": "t"}}]}}, {"name": "e", "persistentVolumeClai)json"
    R"json(m": {"claimName": "pp"}}, {"name": "s", "secret": {"defaultMode": 420, "secretName": "z"}}, {"name":)json"
    R"json( "nn", "nfs": {"path": "/b", "server": "a"}}]}})json";
constexpr char revisionOne[] =
    R"json({"spec": {"template": {"$patch": "replace", "metadata": {"creationTimestamp": null, "labels": {"app")json"
    R"json(: "db"}}, "spec": {"containers": [{"env": [{"name": "A", "value": "<&ä>"}], "image": "nginx:1", "ima)json"
    R"json(gePullPolicy": "IfNotPresent", "name": "c", "resources": {"limits": {"cpu": "500m"}}, "terminationMe)json"
    R"json(ssagePath": "/dev/termination-log", "terminationMessagePolicy": "File"}], "dnsPolicy": "ClusterFirst)json"
    R"json(", "restartPolicy": "Always", "schedulerName": "default-scheduler", "securityContext": {}, "terminat)json"
    R"json(ionGracePeriodSeconds": 30}}}})json";
constexpr char revisionTwo[] =
    R"json({"spec": {"template": {"$patch": "replace", "metadata": {"creationTimestamp": null, "labels": {"app")json"
    R"json(: "db"}}, "spec": {"containers": [{"env": [{"name": "A", "value": "<&ä>"}], "image": "nginx:2", "ima)json"
    R"json(gePullPolicy": "IfNotPresent", "name": "c", "resources": {"limits": {"cpu": "500m"}}, "terminationMe)json"
    R"json(ssagePath": "/dev/termination-log", "terminationMessagePolicy": "File"}], "dnsPolicy": "ClusterFirst)json"
    R"json(", "restartPolicy": "Always", "schedulerName": "default-scheduler", "securityContext": {}, "terminat)json"
    R"json(ionGracePeriodSeconds": 30}}}})json";

Value read(const QByteArray &json)
{
    auto text = model::readJson(json);
    return text ? std::move(text->value) : Value();
}

} // namespace

class TestTemplateHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void podTemplates_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("hash");
        QTest::newRow("plain") << QByteArray(plain) << u"758d58495"_s;
        QTest::newRow("rich") << QByteArray(rich) << u"7749f54b44"_s;
        QByteArray other(plain);
        QTest::newRow("another image") << other.replace("nginx:1", "nginx:2") << u"f56f986d"_s;
    }
    void podTemplates()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, hash);
        const QString made = podTemplateHash(read(json), std::nullopt);
        if (made != hash) qWarning().noquote() << printedTemplate(read(json));
        QCOMPARE(made, hash);
    }
    // It depends on how often there was a collision, and on whether there was one at all.
    void collisions()
    {
        const Value podTemplate = read(plain);
        const QString none = podTemplateHash(podTemplate, std::nullopt);
        QVERIFY(podTemplateHash(podTemplate, 0) != none);
        QVERIFY(podTemplateHash(podTemplate, 1) != podTemplateHash(podTemplate, 0));
    }
    void revisions()
    {
        QCOMPARE(revisionHash(read(revisionOne), 0), u"5797bdc975"_s);
        QCOMPARE(revisionHash(read(revisionTwo), 0), u"545d47bb88"_s);
        QVERIFY(revisionHash(read(revisionOne), 1) != u"5797bdc975"_s);
    }
};

QTEST_GUILESS_MAIN(TestTemplateHash)
#include "tst_templatehash.moc"
