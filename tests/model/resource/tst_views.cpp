// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/kinds.h"
#include "model/resource/resourceset.h"
#include "model/resource/views.h"

#include <QSet>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const ResourceSet> load(const QByteArray &text)
{
    return ResourceSet::build({{u"a.yaml"_s, YamlStream::parse(text)}});
}

QByteArray print(const WorkloadView &workload)
{
    const char *roles[] = {"main", "init", "sidecar", "ephemeral"};
    QByteArray out =
        "pods " + toText(workload.podLabels()).toUtf8() + " at " + workload.podLabelsPath().toString().toUtf8() + '\n';
    if (workload.hasSelector())
        out += "selector " + workload.selector().toString().toUtf8() + " at " +
               workload.selectorLabelsPath().toString().toUtf8() + '\n';
    if (workload.replicas()) out += "replicas " + QByteArray::number(*workload.replicas()) + '\n';
    const PodSpecView pod = workload.podSpec();
    if (!pod.serviceAccountName().isEmpty()) out += "account " + pod.serviceAccountName().toUtf8() + '\n';
    for (const ContainerView &container : pod.containers()) {
        out += roles[int(container.role)] + (' ' + container.name().toUtf8()) + ' ' + container.image().toUtf8() +
               " at " + container.path.toString().toUtf8() + '\n';
        for (const ContainerPortView &port : container.ports())
            out += "  port " + port.name().toUtf8() + ' ' + QByteArray::number(port.number()) + ' ' +
                   port.protocol().toUtf8() + " at " + port.path.toString().toUtf8() + '\n';
        for (const EnvView &env : container.env())
            out += "  env " + env.name().toUtf8() + '=' + (env.source() ? "…" : env.value().toUtf8()) + " at " +
                   env.path.toString().toUtf8() + '\n';
    }
    return out;
}

} // namespace

class TestViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void workloads_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("Deployment") << R"(apiVersion: apps/v1
kind: Deployment
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
    matchExpressions: [{key: tier, operator: NotIn, values: [a, b]}, {key: x, operator: Exists}, {key: y, operator: DoesNotExist}]
  template:
    metadata: {labels: {b: "1", app: web}}
    spec:
      serviceAccount: old
      initContainers: [{name: i}, {name: s, restartPolicy: Always}]
      containers:
      - name: c
        image: nginx:1
        ports: [{name: http, containerPort: 80}, {containerPort: 0x35, protocol: UDP}, {containerPort: 70000}]
        env: [{name: A, value: a}, {name: B, valueFrom: {}}]
)"_ba
                                    << R"(pods app=web,b=1 at spec.template.metadata.labels
selector app=web,tier notin (a,b),x,!y at spec.selector.matchLabels
replicas 3
account old
main c nginx:1 at spec.template.spec.containers[0]
  port http 80 TCP at spec.template.spec.containers[0].ports[0]
  port  53 UDP at spec.template.spec.containers[0].ports[1]
  port  0 TCP at spec.template.spec.containers[0].ports[2]
  env A=a at spec.template.spec.containers[0].env[0]
  env B=… at spec.template.spec.containers[0].env[1]
init i  at spec.template.spec.initContainers[0]
sidecar s  at spec.template.spec.initContainers[1]
)"_ba;
        QTest::newRow("CronJob")
            << "apiVersion: batch/v1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{name: c}]}}}}}\n"_ba
            << R"(pods  at spec.jobTemplate.spec.template.metadata.labels
main c  at spec.jobTemplate.spec.template.spec.containers[0]
)"_ba;
        QTest::newRow("ReplicationController, selector by its template")
            << "apiVersion: v1\nkind: ReplicationController\nspec: {template: {metadata: {labels: {a: b}}}}\n"_ba
            << "pods a=b at spec.template.metadata.labels\nselector a=b at spec.selector\nreplicas 1\n"_ba;
        QTest::newRow("Pod")
            << "apiVersion: v1\nkind: Pod\nmetadata: {labels: {a: b}}\nspec: {ephemeralContainers: [{name: d}]}\n"_ba
            << "pods a=b at metadata.labels\nephemeral d  at spec.ephemeralContainers[0]\n"_ba;
        QTest::newRow("PodTemplate") << "apiVersion: v1\nkind: PodTemplate\ntemplate: {metadata: {labels: {a: b}}}\n"_ba
                                     << "pods a=b at template.metadata.labels\n"_ba;
        QTest::newRow("DaemonSet without anything")
            << "apiVersion: apps/v1\nkind: DaemonSet\n"_ba
            << "pods  at spec.template.metadata.labels\nselector  at spec.selector.matchLabels\n"_ba;
    }

    void workloads()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QByteArray, text);
        const auto set = load(yaml);
        QVERIFY(isWorkload(set->resources().at(0).key));
        QCOMPARE(QString::fromUtf8(print(WorkloadView(set->resources().at(0)))), QString::fromUtf8(text));
    }

    void services()
    {
        const auto set =
            load("apiVersion: v1\nkind: Service\nspec:\n  clusterIP: None\n  selector: {app: web}\n"
                 "  ports: [{name: a, port: 80, targetPort: http, protocol: UDP}, {port: 81}, {port: 82, "
                 "targetPort: 0}]\n---\n"
                 "apiVersion: v1\nkind: Service\nmetadata: {name: b}\nspec: {type: ExternalName, selector: "
                 "{a: b}}\n"_ba);
        const ServiceView service(set->resources().at(0)), away(set->resources().at(1));
        QByteArray out = service.type().toUtf8() + ' ' + toText(service.selector()).toUtf8() + '\n';
        for (const ServicePortView &port : service.ports())
            out += port.name().toUtf8() + ' ' + QByteArray::number(port.port()) + ' ' + port.target().toUtf8() + ' ' +
                   port.protocol().toUtf8() + ' ' + port.targetPath().toString().toUtf8() + '\n';
        QCOMPARE(out, "ClusterIP app=web\na 80 http UDP spec.ports[0].targetPort\n 81 81 TCP spec.ports[1].port\n"
                      " 82 82 TCP spec.ports[2].targetPort\n"_ba);
        QVERIFY(service.isHeadless() && !service.isExternalName());
        QVERIFY(away.isExternalName() && !away.isHeadless() && away.selector().empty());
    }

    void ingresses()
    {
        const auto set =
            load("apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec:\n  ingressClassName: nginx\n"
                 "  rules:\n  - {host: a.b, http: {paths: [{path: /x, backend: {service: {name: s, port: "
                 "{number: 80}}}}, {backend: {resource: {}}}]}}\n  defaultBackend: {service: {name: d, port: "
                 "{name: http}}}\n"_ba);
        const IngressView ingress(set->resources().at(0));
        QByteArray out = ingress.className().toUtf8() + '\n';
        for (const IngressBackendView &backend : ingress.backends())
            out += backend.host.toUtf8() + backend.urlPath.toUtf8() + ' ' + backend.service.toUtf8() + ':' +
                   backend.port.toUtf8() + ' ' + backend.path.toString().toUtf8() + '\n';
        QCOMPARE(out, "nginx\n d:http spec.defaultBackend\na.b/x s:80 spec.rules[0].http.paths[0].backend\n"
                      "a.b : spec.rules[0].http.paths[1].backend\n"_ba);
    }

    void selectors_data()
    {
        QTest::addColumn<QByteArray>("selector");
        QTest::addColumn<bool>("matches");
        QTest::newRow("empty") << "{}"_ba << true;
        QTest::newRow("label") << "{matchLabels: {app: web}}"_ba << true;
        QTest::newRow("other value") << "{matchLabels: {app: x}}"_ba << false;
        QTest::newRow("in") << "{matchExpressions: [{key: app, operator: In, values: [x, web]}]}"_ba << true;
        QTest::newRow("in, not there") << "{matchExpressions: [{key: z, operator: In, values: [web]}]}"_ba << false;
        QTest::newRow("not in") << "{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}"_ba << false;
        QTest::newRow("not in, not there")
            << "{matchExpressions: [{key: z, operator: NotIn, values: [web]}]}"_ba << true;
        QTest::newRow("exists") << "{matchExpressions: [{key: app, operator: Exists}]}"_ba << true;
        QTest::newRow("does not exist") << "{matchExpressions: [{key: app, operator: DoesNotExist}]}"_ba << false;
        QTest::newRow("unknown operator") << "{matchExpressions: [{key: app, operator: Like}]}"_ba << false;
        QTest::newRow("all must match")
            << "{matchLabels: {app: web}, matchExpressions: [{key: z, operator: Exists}]}"_ba << false;
    }

    void selectors()
    {
        QFETCH(QByteArray, selector);
        QFETCH(bool, matches);
        const auto document = YamlDocument::parse(selector);
        QCOMPARE(LabelSelector::read(document->root()).matches({{u"app"_s, u"web"_s}, {u"tier"_s, u"a"_s}}), matches);
    }

    void labels()
    {
        const auto document = YamlDocument::parse("{b: 1, a: x, b: 2, c: [], d: {}, e: ~}");
        const Labels labels = readLabels(document->root());
        QCOMPARE(toText(labels), u"a=x,b=2,e="_s);
        QCOMPARE(*findLabel(labels, u"b"_s), u"2"_s);
        QVERIFY(!findLabel(labels, u"c"_s));
        QVERIFY(containsLabels(labels, {}) && !containsLabels(labels, {{u"a"_s, u"y"_s}}));
    }

    void kinds()
    {
        QCOMPARE(kindInfo(u"apps"_s, u"Deployment"_s).glyph, u"D"_s);
        QCOMPARE(kindInfo(u"extensions"_s, u"Ingress"_s).family, KindFamily::Network);
        QCOMPARE(kindInfo({}, u"Secret"_s).glyph, u"K"_s);
        QVERIFY(!kindInfo({}, u"Namespace"_s).namespaced);
        const KindInfo foreign = kindInfo(u"serving.knative.dev"_s, u"Service"_s);
        QCOMPARE(foreign.family, KindFamily::Other);
        QCOMPARE(foreign.glyph, u"S"_s);
        QVERIFY(foreign.namespaced);
        QVERIFY(!isWorkload({u"example.com"_s, u"Deployment"_s, {}, {}}));
        QVERIFY(isWorkload({u"extensions"_s, u"DaemonSet"_s, {}, {}}) &&
                !isWorkload({u"extensions"_s, u"Job"_s, {}, {}}));
        QVERIFY(sameNamespace({}, u"default"_s) && sameNamespace(u"a"_s, u"a"_s) && !sameNamespace({}, u"a"_s));
    }
};

QTEST_GUILESS_MAIN(TestViews)
#include "tst_views.moc"
