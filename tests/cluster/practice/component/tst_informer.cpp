// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/component/controller.h"
#include "model/wire/json.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

static Value configMap(const QString &name, const QString &text)
{
    Value object;
    object.set(u"apiVersion", u"v1");
    object.set(u"kind", u"ConfigMap");
    mapIn(object, u"metadata").set(u"name", name);
    mapIn(object, u"metadata").set(u"namespace", u"default");
    mapIn(object, u"data").set(u"text", text);
    return object;
}

class TestInformer : public QObject
{
    Q_OBJECT

    struct Bench
    {
        bench::ApiBench api;
        ComponentClient client{api.core, u"tester"_s};
        Informer informer{client, client.kind(u"v1", u"ConfigMap"), api.clock};
        QStringList log = {};

        Bench()
        {
            const auto text = [](const Value &object) {
                return nameOf(object) + u'=' + textAt(object, {u"data", u"text"});
            };
            informer.addHandler(
                {.added = [this, text](const Value &object) { log.append(u"+"_s + text(object)); },
                 .changed = [this, text](const Value &, const Value &now) { log.append(u"~"_s + text(now)); },
                 .removed = [this, text](const Value &last) { log.append(u"-"_s + text(last)); }});
            informer.addIndex(u"text"_s, [](const Value &object) {
                return QStringList{textAt(object, {u"data", u"text"})};
            });
        }
        void put(const QString &name, const QString &text)
        {
            const auto made = client.create(configMap(name, text));
            if (!made) QVERIFY(client.update(configMap(name, text)).ok());
        }
        void drop(const QString &name) { QVERIFY(client.remove(informer.kind(), u"default"_s, name).ok()); }
        QStringList known() const
        {
            QStringList all;
            for (const auto &[key, object] : informer.objects()) all.append(key);
            return all;
        }
    };

private Q_SLOTS:
    void listsAndWatches()
    {
        Bench bench;
        bench.put(u"a"_s, u"1"_s);
        bench.informer.start();
        QVERIFY(bench.informer.isSynced());
        QCOMPARE(bench.log, QStringList{u"+a=1"_s});
        bench.put(u"b"_s, u"1"_s);
        bench.put(u"a"_s, u"2"_s);
        bench.drop(u"b"_s);
        QCOMPARE(bench.log.size(), 1); // a copy is behind
        bench.api.clock.advance(0);
        QCOMPARE(bench.log.mid(1), (QStringList{u"+b=1"_s, u"~a=2"_s, u"-b=1"_s}));
        QCOMPARE(bench.known(), QStringList{u"default/a"_s});
        QCOMPARE(bench.informer.revision(), bench.api.store.revision());
    }

    void indexes()
    {
        Bench bench;
        bench.informer.start();
        for (const char16_t *name : {u"a", u"b", u"c"}) bench.put(QString::fromUtf16(name), u"x"_s);
        bench.put(u"b"_s, u"y"_s);
        bench.drop(u"c"_s);
        bench.api.clock.advance(0);
        QCOMPARE(bench.informer.byIndex(u"text"_s, u"x"_s).size(), std::size_t(1));
        QCOMPARE(nameOf(*bench.informer.byIndex(u"text"_s, u"y"_s).front()), u"b"_s);
        QVERIFY(bench.informer.byIndex(u"text"_s, u"z"_s).empty());
    }

    void takesTime()
    {
        Bench bench;
        bench.informer.setDelay(30);
        bench.informer.start();
        bench.put(u"a"_s, u"1"_s);
        bench.api.clock.advance(10);
        bench.put(u"a"_s, u"2"_s);
        bench.api.clock.advance(20);
        QCOMPARE(bench.log, QStringList{u"+a=1"_s});
        bench.api.clock.advance(10);
        QCOMPARE(bench.log.last(), u"~a=2"_s);
    }

    // What happened while the watch was broken shows afterwards, as far as it still counts.
    void breaks_data()
    {
        QTest::addColumn<bool>("compacted");
        QTest::newRow("goes on") << false;
        QTest::newRow("lists again") << true;
    }

    void breaks()
    {
        QFETCH(bool, compacted);
        Bench bench;
        bench.informer.start();
        bench.put(u"a"_s, u"1"_s);
        bench.put(u"b"_s, u"1"_s);
        bench.api.clock.advance(0);
        bench.log.clear();
        bench.informer.breakWatch();
        bench.put(u"a"_s, u"2"_s);
        bench.put(u"a"_s, u"3"_s);
        bench.drop(u"b"_s);
        bench.put(u"c"_s, u"1"_s);
        if (compacted) QVERIFY(bench.api.store.compact(bench.api.store.revision()).ok());
        bench.api.clock.advance(100);
        QVERIFY(bench.log.isEmpty());
        bench.api.clock.advance(5000);
        QCOMPARE(bench.known(), (QStringList{u"default/a"_s, u"default/c"_s}));
        const QStringList whole{u"~a=2"_s, u"~a=3"_s, u"-b=1"_s, u"+c=1"_s};
        const QStringList last{u"~a=3"_s, u"+c=1"_s, u"-b=1"_s};
        QCOMPARE(bench.log, compacted ? last : whole);
        bench.put(u"d"_s, u"1"_s);
        bench.api.clock.advance(0);
        QCOMPARE(bench.log.last(), u"+d=1"_s);
    }

    // An object that was replaced by another one of its name while nobody looked is not the same object.
    void anotherOfTheName()
    {
        Bench bench;
        bench.informer.start();
        bench.put(u"a"_s, u"1"_s);
        bench.api.clock.advance(0);
        bench.informer.breakWatch();
        bench.drop(u"a"_s);
        bench.put(u"a"_s, u"2"_s);
        QVERIFY(bench.api.store.compact(bench.api.store.revision()).ok());
        bench.api.clock.advance(5000);
        QCOMPARE(bench.log, (QStringList{u"+a=1"_s, u"-a=1"_s, u"+a=2"_s}));
    }

    void handlersMayWrite()
    {
        Bench bench;
        bench.informer.addHandler({.added = [&bench](const Value &object) {
            if (nameOf(object) == u"a") bench.put(u"b"_s, u"made"_s);
        }});
        bench.informer.start();
        bench.put(u"a"_s, u"1"_s);
        bench.api.clock.advance(10);
        QCOMPARE(bench.log, (QStringList{u"+a=1"_s, u"+b=made"_s}));
    }

    // Every request is in the log, with its answer.
    void accesses()
    {
        bench::ApiBench api;
        QStringList log;
        const ComponentClient client(api.core, u"tester"_s, [&log](const Access &access) {
            log.append(access.verb + u' ' + access.kind->plural + u' ' + access.name + u' ' +
                       QString::number(access.code));
        });
        const ApiKind &kind = client.kind(u"v1", u"ConfigMap");
        QVERIFY(client.create(configMap(u"a"_s, u"1"_s)).ok());
        QVERIFY(!client.create(configMap(u"a"_s, u"1"_s)).ok());
        Value patch;
        mapIn(patch, u"data").set(u"text", u"2");
        const auto patched = client.patch(kind, u"default"_s, u"a"_s, patch);
        QVERIFY(patched.ok());
        QCOMPARE(textAt(*patched, {u"data", u"text"}), u"2"_s);
        QCOMPARE(textAt(listAt(*patched, {u"metadata", u"managedFields"}).front(), {u"manager"}), u"tester"_s);
        Value stale = configMap(u"a"_s, u"3"_s);
        mapIn(stale, u"metadata").set(u"resourceVersion", u"1");
        QVERIFY(!client.update(stale).ok());
        QVERIFY(client.remove(kind, u"default"_s, u"a"_s).ok());
        QVERIFY(!client.get(kind, u"default"_s, u"a"_s).ok());
        QCOMPARE(log,
                 (QStringList{u"create configmaps a 201"_s, u"create configmaps a 409"_s, u"patch configmaps a 200"_s,
                              u"update configmaps a 409"_s, u"delete configmaps a 200"_s, u"get configmaps a 404"_s}));
    }

    // What a controller takes from a template is completed as a pod that somebody posted: requests from limits, which a
    // template does not get.
    void fromTemplates()
    {
        bench::ApiBench api;
        const ComponentClient client(api.core, u"tester"_s);
        const auto text = model::readJson(R"({"apiVersion":"apps/v1","kind":"Deployment",
            "metadata":{"name":"web","namespace":"default"},"spec":{"selector":{"matchLabels":{"app":"web"}},
            "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i",
            "resources":{"limits":{"cpu":"1"}}}]}}}})");
        const auto deployment = client.create(text->value);
        QVERIFY(deployment.ok());
        const Value *spec = at(*deployment, {u"spec", u"template", u"spec"});
        QVERIFY(spec);
        QVERIFY(!spec->find(u"enableServiceLinks"));
        Value pod;
        pod.set(u"apiVersion", u"v1");
        pod.set(u"kind", u"Pod");
        mapIn(pod, u"metadata").set(u"name", u"web");
        mapIn(pod, u"metadata").set(u"namespace", u"default");
        pod.set(u"spec", *spec);
        const auto made = client.create(pod);
        QVERIFY(made.ok());
        QVERIFY(boolAt(*made, {u"spec", u"enableServiceLinks"}));
        const Value &container = listAt(*made, {u"spec", u"containers"}).front();
        QCOMPARE(textAt(container, {u"resources", u"requests", u"cpu"}), u"1"_s);
    }

    // The same words again count up; many different ones become one; too many are not heard.
    void events()
    {
        bench::ApiBench api;
        const ComponentClient client(api.core, u"tester"_s);
        EventRecorder recorder(client, api.clock, u"tester"_s);
        const auto about = client.create(configMap(u"a"_s, u"1"_s));
        QVERIFY(about.ok());
        for (int i = 0; i < 3; ++i) recorder.record(*about, u"Normal"_s, u"Same"_s, u"the same"_s);
        const ApiKind &kind = client.kind(u"v1", u"Event");
        auto all = client.list(kind, u"default"_s).objects;
        QCOMPARE(all.size(), std::size_t(1));
        QCOMPARE(integerAt(all.front(), {u"count"}), 3);
        QCOMPARE(textAt(all.front(), {u"involvedObject", u"uid"}), uidOf(*about));
        QCOMPARE(textAt(all.front(), {u"reportingComponent"}), u"tester"_s);
        for (int i = 0; i < 40; ++i) recorder.record(*about, u"Normal"_s, u"Other"_s, u"number %1"_s.arg(i));
        all = client.list(kind, u"default"_s).objects;
        QCOMPARE(all.size(), std::size_t(1 + 9 + 1));
        qint64 said = 0, combined = 0;
        for (const Value &event : all) {
            said += integerAt(event, {u"count"});
            if (textAt(event, {u"message"}).startsWith(u"(combined from similar events): ")) ++combined;
        }
        QCOMPARE(combined, 1);
        QCOMPARE(said, EventRecorder::burst);
        api.clock.advance(2 * EventRecorder::oneMoreEveryMs);
        recorder.record(*about, u"Normal"_s, u"Same"_s, u"the same"_s);
        QCOMPARE(client.list(kind, u"default"_s).objects.size(), std::size_t(11));
    }
};

QTEST_GUILESS_MAIN(TestInformer)
#include "tst_informer.moc"
