// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/schemastore.h"
#include "model/wire/wiretypes.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

using namespace model;

static QByteArray shapeText(WireShape shape)
{
    return QByteArray::number(int(shape.kind())) + ' ' + shape.goName().toByteArray() +
           (shape.isWrapped() ? " wrapped" : "");
}

// "name number flags kind type", one field a line.
static QByteArray printed(WireType type)
{
    QByteArray text;
    for (int i = 0; i < type.fieldCount(); ++i) {
        const WireField field = type.field(i);
        text += field.name().toByteArray() + ' ' + QByteArray::number(field.number()) +
                (field.isPointer() ? " *" : " ") + (field.omitsEmpty() ? "o " : " ") + shapeText(field.shape()) + '\n';
    }
    return text;
}

static QByteArray table()
{
    QFile file(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/resources/wire/kubernetes-1.33.bin"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class TestWireTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsKinds_data()
    {
        QTest::addColumn<QByteArray>("group");
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("package");
        const auto row = [](const char *group, const char *version, const char *kind, const char *package) {
            QTest::addRow("%s/%s %s", group, version, kind)
                << QByteArray(group) << QByteArray(version) << QByteArray(kind) << QByteArray(package);
        };
        row("", "v1", "Pod", "core/v1");
        row("", "v1", "PodList", "core/v1");
        row("", "v1", "List", "core/v1");
        row("", "v1", "Binding", "core/v1");
        row("", "v1", "ObjectReference", "");
        row("", "v1", "Status", "meta/v1");
        row("", "v1", "WatchEvent", "meta/v1");
        row("apps", "v1", "DeleteOptions", "meta/v1");
        row("apps", "v1", "WatchEvent", "meta/v1");
        row("apps", "v1", "Deployment", "apps/v1");
        row("apps", "v2", "Deployment", "");
        row("autoscaling", "v1", "Scale", "autoscaling/v1");
        row("policy", "v1", "Eviction", "policy/v1");
        row("meta.k8s.io", "v1", "PartialObjectMetadata", "meta/v1");
        row("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "apiextensions/v1");
        row("apiregistration.k8s.io", "v1", "APIService", "apiregistration/v1");
        row("authorization.k8s.io", "v1", "SubjectAccessReview", "authorization/v1");
        row("", "v1", "pod", "");
        row("", "", "", "");
    }
    void findsKinds()
    {
        QFETCH(QByteArray, group);
        QFETCH(QByteArray, version);
        QFETCH(QByteArray, kind);
        const WireType type = WireTypes::builtin().kind(group, version, kind);
        QTEST(type.package().toByteArray(), "package");
        QCOMPARE(type.isValid(), type.fieldCount() > 0);
        if (type) QVERIFY(type.name() == kind);
    }

    void findsGoTypes()
    {
        const WireTypes &types = WireTypes::builtin();
        for (const auto &[package, name] : {std::pair("meta/v1", "ListMeta"), std::pair("meta/v1", "DeleteOptions"),
                                            std::pair("core/v1", "ObjectReference"), std::pair("core/v1", "PodSpec"),
                                            std::pair("apiextensions/v1", "JSONSchemaProps")}) {
            const WireType type = types.goType(package, name);
            QVERIFY2(type.name() == name, name);
            QVERIFY2(type.package() == package, name);
        }
        QVERIFY(!types.goType("core/v1", "Nothing"));
        for (int i = 0; i < types.typeCount(); ++i)
            QCOMPARE(types.goType(types.typeAt(i).package(), types.typeAt(i).name()), types.typeAt(i));
        for (int i = 0; i < types.kindCount(); ++i) {
            const WireTypes::Kind row = types.kindAt(i);
            QCOMPARE(types.kind(row.group, row.version, row.kind), row.type);
        }
        QVERIFY(!types.typeAt(-1).isValid() && !types.typeAt(types.typeCount()).isValid());
    }

    // Fields in Go's order with their numbers, inlined structs and what goes over the wire in another form.
    void fields()
    {
        const WireTypes &types = WireTypes::builtin();
        QCOMPARE(printed(types.kind("", "v1", "Secret")), "kind 0 o 7 string\n"
                                                          "apiVersion 0 o 7 string\n"
                                                          "metadata 1 o 0 v1.ObjectMeta\n"
                                                          "immutable 5 *o 3 bool\n"
                                                          "data 2 o 2 map[string][]uint8\n"
                                                          "stringData 4 o 2 map[string]string\n"
                                                          "type 3 o 7 v1.SecretType\n");
        QCOMPARE(printed(types.goType("core/v1", "ContainerPort")), "name 1 o 7 string\n"
                                                                    "hostPort 2 o 4 int32\n"
                                                                    "containerPort 3  4 int32\n"
                                                                    "protocol 4 o 7 v1.Protocol\n"
                                                                    "hostIP 5 o 7 string\n");
        QCOMPARE(printed(types.goType("admissionregistration/v1", "NamedRuleWithOperations")),
                 "resourceNames 1 o 1 []string\n"
                 "operations 1 o 1 []v1.OperationType\n"
                 "apiGroups 1 o 1 []string\n"
                 "apiVersions 2 o 1 []string\n"
                 "resources 3 o 1 []string\n"
                 "scope 4 *o 7 v1.ScopeType\n");
        QCOMPARE(printed(types.goType("authentication/v1", "UserInfo")), "username 1 o 7 string\n"
                                                                         "uid 2 o 7 string\n"
                                                                         "groups 3 o 1 []string\n"
                                                                         "extra 4 o 2 map[string]v1.ExtraValue\n");
        const WireShape extra = types.goType("authentication/v1", "UserInfo").field(3).shape().element();
        QCOMPARE(shapeText(extra), "1 v1.ExtraValue wrapped");
        QCOMPARE(shapeText(extra.element()), "7 string");
        const WireType volume = types.goType("core/v1", "Volume");
        QCOMPARE(volume.memberCount(), 2);
        QVERIFY(volume.member(1).isInlined());
        QCOMPARE(volume.member(1).number(), 2u);
        QVERIFY(volume.member(1).shape().type().name() == "VolumeSource");
        QCOMPARE(volume.field(volume.indexOf(u"emptyDir")).key(), QStringLiteral("emptyDir"));
        QCOMPARE(volume.indexOf(u"emptydir"), -1);
        QCOMPARE(volume.indexOf(u"volumeSource"), -1);
        QCOMPARE(volume.indexOf(u""), -1);
    }

    void everyFieldIsFoundByName()
    {
        const WireTypes &types = WireTypes::builtin();
        for (int i = 0; i < types.typeCount(); ++i) {
            const WireType type = types.typeAt(i);
            for (int field = 0; field < type.fieldCount(); ++field)
                QCOMPARE(type.indexOf(type.field(field).key()), field);
        }
    }

    // Every kind that the schemas have has the same fields here.
    void agreesWithTheSchemas()
    {
        const SchemaStore &schemas = SchemaStore::builtin();
        int compared = 0;
        for (int i = 0; i < schemas.kindCount(); ++i) {
            const SchemaKind kind = schemas.kindAt(i);
            const WireType type = WireTypes::builtin().kind(kind.group, kind.version, kind.kind);
            QVERIFY2(type, kind.kind.toByteArray());
            QCOMPARE(type.fieldCount(), kind.node.propertyCount());
            for (int field = 0; field < type.fieldCount(); ++field)
                QVERIFY2(kind.node.indexOf(type.field(field).name()) >= 0, kind.kind.toByteArray());
            ++compared;
        }
        QVERIFY(compared > 150);
    }

    void refusesDamage()
    {
        const QByteArray whole = table();
        QVERIFY(WireTypes::load(whole).ok());
        QVERIFY(!WireTypes::load({}).ok());
        QVERIFY(!WireTypes::load(whole.chopped(1)).ok());
        QVERIFY(!WireTypes::load(whole + 'x').ok());
        QRandomGenerator random(4);
        for (int round = 0; round < 3000; ++round) { // refused, or readable to its end
            QByteArray damaged = whole;
            const qsizetype at = random.bounded(int(whole.size() / 4)) * 4;
            qToLittleEndian<quint32>(random.bounded(2) ? random.generate() : random.bounded(4000), damaged.data() + at);
            const auto loaded = WireTypes::load(damaged);
            if (!loaded) continue;
            for (int i = 0; i < (*loaded)->typeCount(); i += 7) printed((*loaded)->typeAt(i));
        }
    }
};

QTEST_APPLESS_MAIN(TestWireTypes)
#include "tst_wiretypes.moc"
