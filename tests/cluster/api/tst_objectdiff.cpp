// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/fieldlocator.h"
#include "cluster/api/objectdiff.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

// JSON with single quotes, which reads better inside C++ (and moc loses its way in raw strings).
QByteArray j(const char *text) { return QByteArray(text).replace('\'', '"'); }

} // namespace

class TestObjectDiff : public QObject
{
    Q_OBJECT

    static QJsonObject object(const QByteArray &json)
    {
        QJsonParseError error;
        const QJsonObject parsed = QJsonDocument::fromJson(json, &error).object();
        if (error.error != QJsonParseError::NoError) qFatal("bad fixture: %s", qPrintable(error.errorString()));
        return parsed;
    }

    static QString compact(const QJsonValue &value)
    {
        if (value.isUndefined()) return u"-"_s;
        return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).sliced(1).chopped(1));
    }

    static QString print(const QByteArray &before, const QByteArray &after)
    {
        QStringList lines;
        for (const cluster::FieldChange &change : cluster::diffObjects(object(before), object(after)))
            lines.append(
                u"%1: %2 > %3%4"_s.arg(change.path.toString(), compact(change.before), compact(change.after),
                                       change.owners.isEmpty() ? QString() : " by "_L1 + change.owners.join(u',')));
        return lines.join(u'\n');
    }

private Q_SLOTS:
    void differences_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("printed");
        const auto row = [](const char *name, const QByteArray &before, const QByteArray &after, const char *printed) {
            QTest::newRow(name) << before << after << QString::fromUtf8(printed);
        };
        row("same", j("{'a':1}"), j("{'a':1}"), "");
        row("server's own fields",
            j("{'metadata':{'resourceVersion':'1','uid':'a','generation':1,'managedFields':[1],'creationTimestamp':'x'}"
              ",'status':{'a':1}}"),
            j("{'metadata':{'resourceVersion':'2','uid':'b','generation':2},'status':{'a':2}}"), "");
        row("but not elsewhere", j("{'spec':{'status':1,'uid':1}}"), j("{'spec':{'status':2,'uid':2}}"),
            "spec.status: 1 > 2\nspec.uid: 1 > 2");
        row("new and gone", j("{'spec':{'a':1}}"), j("{'spec':{'b':{'c':[1]}}}"),
            "spec.a: 1 > -\nspec.b: - > {\"c\":[1]}");
        row("kinds of value", j("{'a':1,'b':null,'c':'x','d':[1]}"), j("{'a':'1','b':0,'c':null,'d':{}}"),
            "a: 1 > \"1\"\nb: null > 0\nc: \"x\" > null\nd: [1] > {}");
        row("by name", j("{'c':[{'name':'a','v':1},{'name':'b','v':1}]}"),
            j("{'c':[{'name':'b','v':1},{'name':'a','v':2},{'name':'c'}]}"),
            "c[1].v: 1 > 2\nc[2]: - > {\"name\":\"c\"}");
        row("removed by name", j("{'c':[{'name':'a'},{'name':'b'}]}"), j("{'c':[{'name':'b'}]}"),
            "c[0]: {\"name\":\"a\"} > -");
        row("scalars are one value", j("{'args':['a','b']}"), j("{'args':['a','c']}"),
            "args: [\"a\",\"b\"] > [\"a\",\"c\"]");
        row("unkeyed objects of the same length", j("{'r':[{'x':1},{'x':2}]}"), j("{'r':[{'x':1},{'x':3}]}"),
            "r[1].x: 2 > 3");
        row("unkeyed objects of other length", j("{'r':[{'x':1}]}"), j("{'r':[{'x':1},{'x':3}]}"),
            "r: [{\"x\":1}] > [{\"x\":1},{\"x\":3}]");
        row("twice the same name", j("{'r':[{'name':'a','x':1},{'name':'a','x':2}]}"),
            j("{'r':[{'name':'a','x':1},{'name':'a','x':3}]}"), "r[1].x: 2 > 3");
        row("from empty", j("{'r':[]}"), j("{'r':[{'name':'a'}]}"), "r[0]: - > {\"name\":\"a\"}");
        row("keys with dots", j("{'metadata':{'labels':{'app.kubernetes.io/name':'a'}}}"),
            j("{'metadata':{'labels':{'app.kubernetes.io/name':'b'}}}"),
            "metadata.labels[app.kubernetes.io/name]: \"a\" > \"b\"");
    }
    void differences()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QTEST(print(before, after), "printed");
    }

    void ownersAndListKeysFromManagedFields()
    {
        const QByteArray before = j("{'metadata':{'labels':{'a':'1'},'managedFields':["
                                    "{'manager':'kubectl','fieldsV1':{'f:spec':{'f:replicas':{},'f:ports':{'k:{\\'"
                                    "port\\':80,\\'protocol\\':\\'TCP\\'}':{'.':{},'f:target':{}}}}}},"
                                    "{'manager':'hpa','subresource':'scale','fieldsV1':{'f:spec':{'f:replicas':{}}}},"
                                    "{'manager':'atomic','fieldsV1':{'f:spec':{'f:whole':{}}}},"
                                    "{'manager':'set','fieldsV1':{'f:metadata':{'f:finalizers':{'v:\\'x\\'':{}}}}}]},"
                                    "'spec':{'replicas':1,'ports':[{'port':443,'protocol':'TCP','target':1},{'port':80,"
                                    "'protocol':'TCP','target':1}],'whole':{'deep':{'er':1}}}}");
        const QByteArray after = j("{'metadata':{'labels':{'a':'2'}},"
                                   "'spec':{'replicas':2,'ports':[{'port':80,'protocol':'TCP','target':2},{'port':443,'"
                                   "protocol':'TCP','target':1}],'whole':{'deep':{'er':2}}}}");
        QCOMPARE(print(before, after),
                 u"metadata.labels.a: \"1\" > \"2\"\nspec.ports[0].target: 1 > 2 by kubectl\n"
                 "spec.replicas: 1 > 2 by hpa (scale),kubectl\nspec.whole.deep.er: 1 > 2 by atomic"_s);
    }

    void hostileManagedFields()
    {
        const QByteArray before = j("{'metadata':{'managedFields':[7,{'manager':1,'fieldsV1':[]},{'fieldsV1':{'f:a':1,'"
                                    "k:{':{},'k:[]':{},'v:':{}}}]},'a':[1]}");
        QCOMPARE(print(before, j("{'metadata':{},'a':[2]}")), u"a: [1] > [2] by "_s);
    }

    void secretsAreHidden()
    {
        const auto secret = [](const char *annotation, const char *data) {
            return j("{'apiVersion':'v1','kind':'Secret','metadata':{'annotations':"
                     "{'kubectl.kubernetes.io/last-applied-configuration':'") +
                   annotation + j("'}},'data':") + j(data) + '}';
        };
        const QString printed = print(secret("geheim", "{'a':'Z2VoZWlt','b':'Z2VoZWlt'}"),
                                      secret("geheimer", "{'a':'Z2VoZWltZXI=','c':'Z2VoZWlt'}"));
        QVERIFY2(!printed.contains("geheim"_L1) && !printed.contains("Z2Vo"_L1), qPrintable(printed));
        QVERIFY(printed.contains("data.a: \"hidden (8 characters)\" > \"hidden (12 characters)\""_L1));
        QVERIFY(printed.contains("data.b: \"hidden (8 characters)\" > -"_L1));
        const QString whole = print(j("{'apiVersion':'v1','kind':'Secret'}"),
                                    j("{'apiVersion':'v1','kind':'Secret','stringData':{'a':'geheim'}}"));
        QCOMPARE(whole, u"stringData.a: - > \"hidden (6 characters)\""_s);
        const auto changes = cluster::diffObjects(object(j("{'apiVersion':'v1','kind':'Secret'}")),
                                                  object(j("{'apiVersion':'v1','kind':'Secret','data':{'a':'x'}}")));
        QVERIFY(changes.at(0).hidden);
    }

    void locates_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("path"); // empty: none
        QTest::newRow("422 path") << u"spec.containers[1].env[0].value"_s << u"spec.containers[1].env[0].value"_s;
        QTest::newRow("conflict path") << u".spec.containers[name=\"b\"].image"_s << u"spec.containers[1].image"_s;
        QTest::newRow("two keys") << u".spec.ports[port=80,protocol=\"UDP\"].x"_s << u"spec.ports[1].x"_s;
        QTest::newRow("label with dots, conflict")
            << u".metadata.labels.app.io/name"_s << u"metadata.labels[app.io/name]"_s;
        QTest::newRow("label with dots, 422") << u"metadata.labels[app.io/name]"_s << u"metadata.labels[app.io/name]"_s;
        QTest::newRow("by name") << u"spec.containers[1].env[KEY].value"_s << u"spec.containers[1].env[0].value"_s;
        QTest::newRow("set") << u".metadata.finalizers[=\"a.b/c]\"]"_s << u"metadata.finalizers[0]"_s;
        QTest::newRow("missing field: as far as it goes") << u"spec.containers[1].imagee"_s << u"spec.containers[1]"_s;
        QTest::newRow("index out of range") << u"spec.containers[7].image"_s << u"spec.containers"_s;
        QTest::newRow("nothing") << u"what.ever"_s << QString();
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("nonsense") << u"spec.[[[..[name=]"_s << u"spec"_s;
    }
    void locates()
    {
        QFETCH(QString, field);
        const QJsonObject pod =
            object(j("{'metadata':{'labels':{'app':'x','app.io/name':'y'},'finalizers':['a.b/c]']},"
                     "'spec':{'ports':[{'port':80,'protocol':'TCP'},{'port':80,'protocol':'UDP','x':1}],"
                     "'containers':[{'name':'a'},{'name':'b','image':'i','env':[{'name':'KEY','value':'v'}]}]}}"));
        const auto path = cluster::locateField(field, pod);
        QTEST(path ? path->toString() : QString(), "path");
    }
};

QTEST_GUILESS_MAIN(TestObjectDiff)
#include "tst_objectdiff.moc"
