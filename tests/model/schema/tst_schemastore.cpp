// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/schemastore.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

// One line for a node: type, format, what a list is keyed by, its enum.
QByteArray print(SchemaNode node)
{
    static const char *const types[] = {"any",    "object",  "array",    "string",       "integer",
                                        "number", "boolean", "quantity", "int-or-string"};
    static const char *const formats[] = {"",           "int32",  "int64",       "double",    "byte",     "date-time",
                                          "micro-time", "labels", "annotations", "dns-label", "port-name"};
    if (!node) return "nothing";
    QByteArray text = types[int(node.type())];
    if (node.format() != SchemaFormat::None) text += QByteArray(" ") + formats[int(node.format())];
    if (!node.typeName().isEmpty()) text += " " + node.typeName().toByteArray();
    if (node.isMap()) text += " of " + print(node.child());
    if (node.type() == SchemaType::Array) text += " of " + print(node.child());
    for (const QByteArrayView key : node.mapKeys()) text += " by " + key.toByteArray();
    if (node.isOpen()) text += " open";
    for (int i = 0; i < node.enumCount(); ++i) text += (i ? "|" : " ") + node.enumValue(i).toByteArray();
    return text;
}

QByteArray print(const SchemaKind &kind)
{
    if (!kind) return "nothing";
    QByteArray text = kind.group.toByteArray() + "/" + kind.version.toByteArray() + " " + kind.kind.toByteArray();
    text += " " + kind.plural.toByteArray() + " (" + kind.shortNames.toByteArray() + ")";
    if (kind.namespaced) text += " namespaced";
    if (kind.stored) text += " stored";
    return text;
}

QByteArray bundleBytes()
{
    QFile file(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/resources/schemas/kubernetes-1.33.bin"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestSchemaStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
    void fields_data();
    void fields();
    void propertyFlags();
    void versionsPreferredFirst();
    void opensInPlace();
    void refusesDamage();
    void survivesAnyDamage();
};

void TestSchemaStore::kinds_data()
{
    QTest::addColumn<QByteArray>("apiVersion");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("printed");
    const auto row = [](const char *apiVersion, const char *kind, const char *printed) {
        QTest::addRow("%s %s", apiVersion, kind) << QByteArray(apiVersion) << QByteArray(kind) << QByteArray(printed);
    };
    row("v1", "Pod", "/v1 Pod pods (po) namespaced stored");
    row("v1", "Node", "/v1 Node nodes (no) stored");
    row("apps/v1", "Deployment", "apps/v1 Deployment deployments (deploy) namespaced stored");
    row("networking.k8s.io/v1", "Ingress", "networking.k8s.io/v1 Ingress ingresses (ing) namespaced stored");
    row("apiregistration.k8s.io/v1", "APIService", "apiregistration.k8s.io/v1 APIService apiservices () stored");
    row("authorization.k8s.io/v1", "SubjectAccessReview",
        "authorization.k8s.io/v1 SubjectAccessReview subjectaccessreviews ()");
    row("v1", "PodList", "/v1 PodList  ()");
    row("policy/v1", "Eviction", "policy/v1 Eviction  ()");
    row("resource.k8s.io/v1alpha3", "DeviceTaintRule",
        "resource.k8s.io/v1alpha3 DeviceTaintRule devicetaintrules () stored");
    row("v1", "DeleteOptions", "nothing");
    row("v1", "Deployment", "nothing");
    row("extensions/v1beta1", "Deployment", "nothing");
    row("", "", "nothing");
}

void TestSchemaStore::kinds()
{
    QFETCH(QByteArray, apiVersion);
    QFETCH(QByteArray, kind);
    QTEST(print(SchemaStore::builtin().kind(apiVersion, kind)), "printed");
}

void TestSchemaStore::fields_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("printed");
    const auto row = [](const char *path, const char *printed) {
        QTest::addRow("%s", path) << QString::fromUtf8(path) << QByteArray(printed);
    };
    row("spec.replicas", "integer int32");
    row("spec.template.spec", "object PodSpec");
    row("spec.template.spec.containers", "array of object Container by name");
    row("spec.template.spec.containers[7].ports", "array of object ContainerPort by containerPort by protocol");
    row("spec.template.spec.containers[0].imagePullPolicy", "string Always|IfNotPresent|Never");
    row("spec.template.spec.containers[0].args[0]", "string");
    row("spec.template.spec.containers[0].resources.limits", "object of quantity Quantity");
    row("spec.template.spec.containers[0].resources.limits.cpu", "quantity Quantity");
    row("spec.strategy.rollingUpdate.maxSurge", "int-or-string IntOrString");
    row("metadata.labels", "object labels of string");
    row("metadata.creationTimestamp", "string date-time Time");
    row("metadata.managedFields[0].fieldsV1", "object FieldsV1 open");
    row("spec.nope", "nothing");
    row("spec.replicas.nope", "nothing");
    row("spec[0]", "nothing");
    row("spec.template.spec.containers.name", "nothing");
}

void TestSchemaStore::fields()
{
    QFETCH(QString, path);
    const SchemaNode root = SchemaStore::builtin().kind("apps", "v1", "Deployment").node;
    QTEST(print(SchemaStore::at(root, FieldPath::parse(path))), "printed");
}

void TestSchemaStore::propertyFlags()
{
    const SchemaNode port = SchemaStore::at(SchemaStore::builtin().kind("", "v1", "Pod").node,
                                            FieldPath::parse(u"spec.containers[0].ports[0]"));
    const SchemaProperty number = port.property(port.indexOf("containerPort"));
    const SchemaProperty protocol = port.property(port.indexOf("protocol"));
    QVERIFY(number.required);
    QVERIFY(!protocol.required);
    QCOMPARE(protocol.defaultJson, QByteArrayView("\"TCP\""));
    const SchemaNode spec = SchemaStore::at(SchemaStore::builtin().kind("", "v1", "Pod").node, {u"spec"_s});
    const SchemaProperty volumes = spec.property(spec.indexOf("volumes"));
    QVERIFY(volumes.patchMerge && volumes.patchRetainKeys);
    QCOMPARE(volumes.node.patchMergeKey(), QByteArrayView("name"));
    QVERIFY(!volumes.patchReplace && !volumes.granular);
    const auto specField = [](const char *version, const char *kind, QByteArrayView field) {
        const SchemaNode of = SchemaStore::at(SchemaStore::builtin().kind(version, kind).node, {u"spec"_s});
        return of.property(of.indexOf(field));
    };
    const SchemaProperty selector = specField("policy/v1", "PodDisruptionBudget", "selector");
    QVERIFY(selector.patchReplace && !selector.patchMerge);
    QVERIFY(selector.node.isAtomicMap() && !selector.granular);
    const SchemaProperty claim = specField("v1", "PersistentVolume", "claimRef");
    QVERIFY(claim.node.isAtomicMap() && claim.granular);
    // What validation asks for is not always what the API states.
    const SchemaProperty modes = specField("v1", "PersistentVolumeClaim", "accessModes");
    QVERIFY(modes.required && !modes.statedRequired);
    QVERIFY(number.statedRequired && number.zeroDefault && !protocol.zeroDefault);
    QVERIFY(protocol.node.isEnumStated());
    const SchemaNode os = specField("v1", "Pod", "os").node;
    const SchemaNode name = os.property(os.indexOf("name")).node;
    QVERIFY(name.enumCount() == 2 && !name.isEnumStated());
}

void TestSchemaStore::versionsPreferredFirst()
{
    QByteArray printed;
    for (const SchemaKind &kind : SchemaStore::builtin().versions("autoscaling", "HorizontalPodAutoscaler"))
        printed += kind.version.toByteArray() + " ";
    QCOMPARE(printed, "v2 v1 ");
    QVERIFY(SchemaStore::builtin().hasGroup("autoscaling"));
    QVERIFY(!SchemaStore::builtin().hasGroup("extensions"));
    QCOMPARE(SchemaStore::builtin().kubernetesVersion(), QByteArrayView("1.33.4"));
}

void TestSchemaStore::opensInPlace()
{
    const QByteArray bytes = bundleBytes();
    QElapsedTimer timer;
    timer.start();
    const auto store = SchemaStore::load(bytes);
    const qint64 microseconds = timer.nsecsElapsed() / 1000;
    QVERIFY(store.ok());
    qInfo("%lld bytes, %d kinds, checked in %lld us (wanted: under 5000)", qlonglong(bytes.size()),
          store.value()->kindCount(), microseconds);
    // Nothing is copied: names point into the bundle.
    const char *name = store.value()->kindAt(0).kind.data();
    QVERIFY(name > bytes.constData() && name < bytes.constData() + bytes.size());
}

void TestSchemaStore::refusesDamage()
{
    const QByteArray good = bundleBytes();
    QVERIFY(!SchemaStore::load({}).ok());
    QVERIFY(!SchemaStore::load("KWS1").ok());
    QVERIFY(!SchemaStore::load(good.chopped(1)).ok());
    QVERIFY(!SchemaStore::load(good + '\0').ok());
    QByteArray other = good;
    qToLittleEndian<quint32>(2, other.data() + 4);
    QCOMPARE(SchemaStore::load(other).error().message, u"This is not a bundle of schemas"_s);
    for (const quint32 huge : {0x7FFFFFFFu, 0xFFFFFFFFu}) {
        for (int word = 2; word < 10; ++word) {
            other = good;
            qToLittleEndian<quint32>(huge, other.data() + word * 4);
            QVERIFY2(!SchemaStore::load(other).ok(), qPrintable(u"header word %1"_s.arg(word)));
        }
    }
}

// One word anywhere becomes anything: refused, or readable without leaving the bundle (the sanitizers watch).
void TestSchemaStore::survivesAnyDamage()
{
    const QByteArray good = bundleBytes();
    QRandomGenerator random(1);
    int refused = 0;
    for (int round = 0; round < 400; ++round) {
        QByteArray bytes = good;
        bytes.detach();
        const auto position = qsizetype(random.bounded(quint32(good.size() / 4))) * 4;
        qToLittleEndian<quint32>(random.bounded(2) ? random.generate() : random.bounded(5000u),
                                 bytes.data() + position);
        const auto store = SchemaStore::load(bytes);
        if (!store.ok()) {
            QCOMPARE(store.error().code, Error::Code::Invalid);
            ++refused;
            continue;
        }
        for (int i = 0; i < store.value()->kindCount(); ++i) {
            const SchemaNode node = store.value()->kindAt(i).node;
            for (int p = 0; p < node.propertyCount(); ++p) QVERIFY(print(node.property(p).node).size() < 100000);
        }
    }
    QVERIFY(refused > 0);
}

QTEST_GUILESS_MAIN(TestSchemaStore)
#include "tst_schemastore.moc"
