// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/knownkinds.h"
#include "cluster/practice/offline/offlinecheck.h"
#include "cluster/practice/validation/validation.h"
#include "model/document/checker.h"
#include "tests/cluster/practice/offline/offlinecases.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTest>
#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <functional>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const ResourceSet> setOf(const QByteArray &text)
{
    return ResourceSet::build({{u"a.yaml"_s, YamlStream::parse(text)}});
}

Problems checked(const QByteArray &text, const SchemaStore &store = SchemaStore::builtin())
{
    Checker checker(store);
    checker.setApiCheck(practice::offlineCheck());
    return checker.check(*setOf(text));
}

QByteArray printed(const Problem &problem)
{
    return QByteArray::number(problem.line) + ':' + QByteArray::number(problem.column) + ' ' +
           problem.field.toString().toUtf8() + " [" + problem.rule.toUtf8() + "] " + problem.message.toUtf8() + '\n';
}

QByteArray errorsOf(const Problems &problems)
{
    QByteArray out;
    for (const Problem &problem : problems)
        if (problem.severity == Severity::Error) out += printed(problem);
    return out;
}

bool isApiProblem(const Problem &problem) { return problem.rule.startsWith(u"api-"); }

QByteArray apiErrorsOf(const QByteArray &text)
{
    Problems problems = checked(text);
    std::erase_if(problems, std::not_fn(isApiProblem));
    return errorsOf(problems);
}

} // namespace

class OfflineCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodManifests_data();
    void goodManifests();
    void oneFault_data();
    void oneFault();
    void record();
    void toldOnce();
    void formsOfFiles_data();
    void formsOfFiles();
    void notJudged_data();
    void notJudged();
    void judgedKinds();
    void versionsOfValues();
    void asksAgainOnlyForWhatChanged();
    void ignoredAndSwitchedOff();
    void manyFaults();
    void sameOnManyThreads();
};

void OfflineCheckTest::goodManifests_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const auto &[name, text] : readOfflineCases().bases) QTest::newRow(name) << text;
}

void OfflineCheckTest::goodManifests()
{
    QFETCH(QByteArray, text);
    QCOMPARE(errorsOf(checked(text)), QByteArray());
    QCOMPARE(errorsOf(checked(text, SchemaStore::newest())), QByteArray());
}

void OfflineCheckTest::oneFault_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("problems");
    for (const OfflineCase &one : readOfflineCases().cases) QTest::newRow(one.name) << one.manifest << one.problems;
}

void OfflineCheckTest::oneFault()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, problems);
    QVERIFY(!text.isEmpty());
    QVERIFY(!problems.isEmpty());
    QCOMPARE(errorsOf(checked(text)), problems);
}

void OfflineCheckTest::record()
{
    if (!qEnvironmentVariableIsSet("KUBEWRIGHT_RECORD")) return;
    QList<QByteArray> problems;
    for (const OfflineCase &one : readOfflineCases().cases) problems.append(errorsOf(checked(one.manifest)));
    QVERIFY(recordOfflineCases(problems));
}

// What any layer has against the broken manifest and not against the good one, is about as many things as the server
// names: never two problems at one field, and no problem of another layer with the server's.
void OfflineCheckTest::toldOnce()
{
    const OfflineCases read = readOfflineCases();
    QVERIFY(read.cases.size() >= 80);
    QByteArray twice;
    for (const OfflineCase &one : read.cases) {
        QSet<QByteArray> before;
        for (const Problem &problem : checked(read.bases.at(one.base)))
            before.insert(problem.field.toString().toUtf8() + problem.rule.toUtf8());
        QHash<QString, QByteArray> byField;
        for (const Problem &problem : checked(one.manifest)) {
            if (problem.severity == Severity::Info) continue; // advice, which is about something else
            if (before.contains(problem.field.toString().toUtf8() + problem.rule.toUtf8())) continue;
            byField[problem.field.toString()] += printed(problem);
        }
        for (const QByteArray &told : std::as_const(byField))
            if (told.count('\n') != 1) twice += one.name + ":\n" + told;
    }
    QVERIFY2(twice.isEmpty(), twice.constData());
}

void OfflineCheckTest::formsOfFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("problems");
    const auto row = [](const char *name, const QByteArray &text, const QByteArray &problems) {
        QTest::newRow(name) << text << problems;
    };
    // An apiserver does not serve it unless it is told to.
    row("VolumeAttributesClass",
        "apiVersion: storage.k8s.io/v1beta1\nkind: VolumeAttributesClass\nmetadata: {name: fast}\n"
        "driverName: disk.example.com\n",
        "1:1 parameters [api-required] the API server refuses parameters: Required value: must contain at least one "
        "key/value pair\n");
    const QByteArray refused =
        " spec.minAvailable [api-invalid] the API server refuses spec.minAvailable: Invalid value: "
        "must not be greater than 100%\n";
    row("second document",
        "a: 1\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n"
        "spec: {minAvailable: 150%, selector: {}}\n",
        "6:22" + refused);
    row("item of a List",
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: policy/v1\n  kind: PodDisruptionBudget\n"
        "  metadata: {name: a}\n  spec: {minAvailable: 150%, selector: {}}\n",
        "7:24" + refused);
    row("JSON",
        "{\"apiVersion\": \"policy/v1\", \"kind\": \"PodDisruptionBudget\",\n \"metadata\": {\"name\": \"a\"},\n"
        " \"spec\": {\"minAvailable\": \"150%\", \"selector\": {}}}\n",
        "3:27" + refused);
    row("item of a kind's list without a kind",
        "apiVersion: policy/v1\nkind: PodDisruptionBudgetList\nitems:\n- metadata: {name: a}\n"
        "  spec: {minAvailable: 150%, selector: {}}\n",
        "5:24" + refused);
    row("through an alias",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  annotations: {x: &p TCPX}\nspec:\n"
        "  ports:\n  - {name: a, port: 80}\n  clusterIP: *p\n",
        "9:14 spec.clusterIP [api-invalid] the API server refuses spec.clusterIPs[0]: Invalid value: \"TCPX\": must be "
        "a "
        "valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)\n");
    row("through a merge",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n"
        "  - &c {name: a, image: 'x '}\n  - {<<: *c, name: b}\n",
        "6:25 spec.containers[0].image [api-invalid] the API server refuses spec.containers[0].image: Invalid value: "
        "\"x \": must not have leading or trailing whitespace\n"
        "6:25 spec.containers[1].image [api-invalid] the API server refuses spec.containers[1].image: Invalid value: "
        "\"x \": must not have leading or trailing whitespace\n");
    row("several words of one field",
        "apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n  maxReplicas: 0\n"
        "  scaleTargetRef: {kind: Deployment, name: a}\n",
        "5:16 spec.maxReplicas [api-invalid] the API server refuses spec.maxReplicas: Invalid value: 0: must be "
        "greater "
        "than 0; Invalid value: 0: must be greater than or equal to `minReplicas`\n");
    row("a field of two that exclude each other",
        "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 1, "
        "maxUnavailable: 1,"
        " selector: {}}\n",
        "4:41 spec.maxUnavailable [api-invalid] the API server refuses spec: Invalid value: minAvailable and "
        "maxUnavailable cannot be both set\n");
}

void OfflineCheckTest::formsOfFiles()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, problems);
    QCOMPARE(apiErrorsOf(text), problems);
}

void OfflineCheckTest::notJudged_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    const QByteArray service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  ports: [{port: 80}]\n";
    row("unknown field stops decoding", service + "  clusterIP: 1.2.3\n  port: 80\n");
    row("wrong type stops decoding", service + "  clusterIP: 1.2.3\n  type: [a]\n");
    row("account that the server gives",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: c, image: i}]\n"
        "  volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: token}}]}}]\n");
    row("address of another range", service + "  clusterIP: 172.20.0.7\n");
    row("address of another family", service + "  clusterIP: fd00::7\n");
    row("two families", service + "  ipFamilyPolicy: RequireDualStack\n  ipFamilies: [IPv6, IPv4]\n");
    row("two addresses",
        service + "  ipFamilyPolicy: RequireDualStack\n  clusterIPs: [10.9.0.1, 'fd00::1']\n  clusterIP: 10.9.0.1\n");
    row("node port of another range", "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  type: NodePort\n"
                                      "  ports: [{port: 80, nodePort: 1080}]\n");
    row("health check port of another range",
        "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  type: LoadBalancer\n"
        "  externalTrafficPolicy: Local\n  healthCheckNodePort: 1081\n  ports: [{port: 80}]\n");
    row("name to be made up", "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-}\nspec:\n"
                              "  template:\n    spec:\n      restartPolicy: Never\n"
                              "      containers: [{name: a, image: a}]\n");
    row("as a cluster shows it",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  namespace: b\n  uid: \"1\"\n  resourceVersion: \"7\"\n"
        "  creationTimestamp: \"2024-01-01T00:00:00Z\"\n  generation: 3\n  selfLink: /a\n"
        "  managedFields: [{manager: kubectl, operation: Apply, apiVersion: v1, time: \"2024-01-01T00:00:00Z\","
        " fieldsType: FieldsV1, fieldsV1: {'f:spec': {}}}]\n"
        "spec:\n  clusterIP: 10.100.3.4\n  clusterIPs: [10.100.3.4]\n  internalTrafficPolicy: Cluster\n"
        "  ipFamilies: [IPv4]\n  ipFamilyPolicy: SingleStack\n  ports: [{port: 80, protocol: TCP, targetPort: 80}]\n"
        "  sessionAffinity: None\n  type: ClusterIP\nstatus:\n  loadBalancer: {}\n");
    const QByteArray job = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a, uid: \"7\"}\nspec:\n"
                           "  selector: {matchLabels: {batch.kubernetes.io/controller-uid: \"7\"}}\n"
                           "  template:\n    metadata:\n      labels: {batch.kubernetes.io/controller-uid: \"7\",\n"
                           "        controller-uid: \"7\", batch.kubernetes.io/job-name: a, job-name: a}\n"
                           "    spec: {restartPolicy: Never, containers: [{name: a, image: a}]}\n";
    row("Job as a cluster shows it", job);
    row("namespace on what has none", "apiVersion: v1\nkind: Namespace\nmetadata: {name: a, namespace: b}\n");
    row("field behind a feature gate", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n"
                                       "  containers: [{name: a, image: a, volumeMounts: [{name: v, mountPath: /v}]}]\n"
                                       "  volumes: [{name: v, image: {reference: a}}]\n");
    row("kind that somebody defines",
        "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\nspec: {minAvailable: 150%}\n");
    row("version that is gone",
        "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 150%}\n");
    row("no map", "- 1\n");
}

void OfflineCheckTest::notJudged()
{
    QFETCH(QByteArray, text);
    QCOMPARE(apiErrorsOf(text), QByteArray());
}

// docs/formats.md names the kinds of the second list.
void OfflineCheckTest::judgedKinds()
{
    QStringList judged, notJudged;
    const SchemaStore &schemas = SchemaStore::builtin();
    for (int i = 0; i < schemas.kindCount(); ++i) {
        const SchemaKind kind = schemas.kindAt(i);
        if (!kind.stored || kind.plural.isEmpty()) continue;
        const QString group = QString::fromUtf8(kind.group), version = QString::fromUtf8(kind.version);
        const QString apiVersion = group.isEmpty() ? version : group + u'/' + version;
        const Value object = ValueMap{{u"apiVersion"_s, apiVersion}, {u"kind"_s, QString::fromUtf8(kind.kind)}};
        const practice::KnownKinds::Known known = practice::KnownKinds::builtin().find(object);
        const bool isJudged = known.kind && practice::isValidated(*known.kind);
        (isJudged ? judged : notJudged) += apiVersion + u'/' + QString::fromUtf8(kind.kind);
    }
    notJudged.sort();
    QVERIFY2(judged.size() >= 50, qPrintable(judged.join(u' ')));
    QStringList expected{
        u"v1/ComponentStatus"_s,
        u"admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicy"_s,
        u"admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicyBinding"_s,
        u"coordination.k8s.io/v1alpha2/LeaseCandidate"_s,
        u"coordination.k8s.io/v1beta1/LeaseCandidate"_s,
        u"internal.apiserver.k8s.io/v1alpha1/StorageVersion"_s,
        u"resource.k8s.io/v1alpha3/DeviceTaintRule"_s,
    };
    for (const QString &version : {u"v1alpha3"_s, u"v1beta1"_s, u"v1beta2"_s})
        for (const QString &kind :
             {u"DeviceClass"_s, u"ResourceClaim"_s, u"ResourceClaimTemplate"_s, u"ResourceSlice"_s})
            expected += u"resource.k8s.io/"_s + version + u'/' + kind;
    expected.sort();
    QCOMPARE(notJudged.join(u' '), expected.join(u' '));
}

void OfflineCheckTest::versionsOfValues()
{
    const QByteArray service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n"
                               "  trafficDistribution: Near\n  ports: [{port: 80}]\n";
    const QByteArray begin = "5:24 spec.trafficDistribution [api-invalid] the API server refuses "
                             "spec.trafficDistribution: Unsupported value: \"Near\": supported values: \"PreferClose\"";
    const auto told = [&](const char *version) { return errorsOf(checked(service, *SchemaStore::ofVersion(version))); };
    QCOMPARE(told("1.33"), begin + "\n");
    QCOMPARE(told("1.34"), begin + ", \"PreferSameZone\", \"PreferSameNode\"\n");
    QCOMPARE(told("1.37"), told("1.34"));
}

void OfflineCheckTest::asksAgainOnlyForWhatChanged()
{
    const QByteArray first = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    const QByteArray second = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n";
    const auto asked = std::make_shared<QStringList>();
    Checker checker(SchemaStore::builtin());
    checker.setApiCheck([asked](Value object, int, const CustomKind *) -> std::vector<ApiFault> {
        const QString name = *std::as_const(object).find(u"metadata")->find(u"name")->string();
        asked->append(name);
        return {{u"FieldValueInvalid"_s, u"metadata.name"_s, u"metadata.name"_s, u"Invalid value"_s}};
    });
    const auto before = ResourceSet::build({{u"a.yaml"_s, YamlStream::parse(first + second)}});
    const QByteArray told = "3:18 metadata.name [api-invalid] the API server refuses metadata.name: Invalid value\n"
                            "7:18 metadata.name [api-invalid] the API server refuses metadata.name: Invalid value\n";
    QCOMPARE(errorsOf(checker.check(*before)), told);
    QCOMPARE(*asked, QStringList({u"a"_s, u"b"_s}));
    asked->clear();
    const YamlStream changed = YamlStream::parse(first + second + "data: {x: z}\n", &before->files().front().stream);
    QCOMPARE(errorsOf(checker.check(*ResourceSet::build({{u"a.yaml"_s, changed}}, before.get()))), told);
    QCOMPARE(*asked, QStringList({u"b"_s}));
    asked->clear();
    checker.setApiCheck({});
    QCOMPARE(errorsOf(checker.check(*before)), QByteArray());
}

void OfflineCheckTest::ignoredAndSwitchedOff()
{
    const QByteArray budget = "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n"
                              "spec: {minAvailable: 150%, selector: {}}";
    QVERIFY(apiErrorsOf(budget + '\n').contains("[api-invalid]"));
    QCOMPARE(apiErrorsOf(budget + " # kubewright:ignore api-invalid\n"), QByteArray());
    // What a rule of another layer tells in its place, is the server's again without that rule.
    const QByteArray schedule =
        "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: TZ=UTC 0 3 * * *";
    const QByteArray rest =
        "\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n"
        "          containers: [{name: a, image: a}]\n";
    QCOMPARE(errorsOf(checked(schedule + rest)),
             "5:13 spec.schedule [cronjob-zone-in-schedule] CronJob a: a time zone inside the schedule is refused\n");
    QCOMPARE(
        errorsOf(checked(schedule + " # kubewright:ignore cronjob-zone-in-schedule" + rest)),
        "5:13 spec.schedule [api-invalid] the API server refuses spec.schedule: Invalid value: \"TZ=UTC 0 3 * * *\": "
        "cannot use TZ or CRON_TZ in schedule, use timeZone field instead\n");
}

// However many there are, they are found in time that grows with the text, and told up to a limit.
void OfflineCheckTest::manyFaults()
{
    QByteArray text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n";
    constexpr int count = 5000;
    for (int i = 0; i < count; ++i)
        text += "  - {name: c" + QByteArray::number(i) + ", image: 'i ', livenessProbe: {}}\n";
    QElapsedTimer timer;
    timer.start();
    const Problems problems = checked(text);
    QCOMPARE(std::ranges::count_if(problems, isApiProblem), 1000);
    QVERIFY2(timer.elapsed() < 10000, QByteArray::number(timer.elapsed()).constData());

    Checker checker(SchemaStore::builtin());
    checker.setApiCheck([](const Value &, int, const CustomKind *) {
        std::vector<ApiFault> faults;
        for (int i = 0; i < count; ++i)
            faults.push_back({u"FieldValueInvalid"_s, u"metadata"_s, u"metadata"_s, u"Invalid value: %1"_s.arg(i)});
        return faults;
    });
    Problems ofOne = checker.check(*setOf("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"));
    std::erase_if(ofOne, std::not_fn(isApiProblem));
    QCOMPARE(ofOne.size(), 1u);
    QVERIFY(ofOne.front().message.startsWith(
        u"the API server refuses metadata: Invalid value: 0; Invalid value: 1; Invalid value: 2; "_s));
    QVERIFY(ofOne.front().message.size() < 2100);
}

// The check keeps nothing between resources: whoever asks, how many there are.
void OfflineCheckTest::sameOnManyThreads()
{
    const OfflineCases read = readOfflineCases();
    std::atomic<int> wrong = 0;
    QThreadPool pool;
    pool.setMaxThreadCount(4);
    for (int i = 0; i < 8; ++i)
        pool.start([&] {
            for (const OfflineCase &one : read.cases)
                if (errorsOf(checked(one.manifest)) != one.problems) ++wrong;
        });
    pool.waitForDone();
    QCOMPARE(wrong.load(), 0);
}

QTEST_GUILESS_MAIN(OfflineCheckTest)
#include "tst_offlinecheck.moc"
