// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"
#include "tests/support/testdata.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;

class TestRenderCommand : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QByteArray render(const QString &name, const QStringList &more = {})
    {
        const QString out = m_folder.filePath(name);
        const support::Run run = support::runProgram(
            QStringList{u"render"_s, support::testDataPath(u"manifests/online-boutique"_s), u"--out"_s, out} + more);
        if (run.exit != 0 || !run.out.isEmpty() || !run.err.isEmpty())
            qFatal("%s%s", run.out.constData(), run.err.constData());
        QFile file(out);
        if (!file.open(QIODevice::ReadOnly)) qFatal("nothing was written");
        return file.readAll();
    }

private Q_SLOTS:
    void data()
    {
        const QJsonObject all = QJsonDocument::fromJson(render(u"b.json"_s)).object();
        QSet<QString> ids;
        for (const QJsonValue node : all["nodes"_L1].toArray()) ids.insert(node["id"_L1].toString());
        QCOMPARE(ids.size(), 35);
        QMap<QString, int> rules;
        QSet<QString> addresses;
        for (const QJsonValue edge : all["edges"_L1].toArray()) {
            ++rules[edge["rule"_L1].toString()];
            QVERIFY(ids.contains(edge["from"_L1].toString()) && ids.contains(edge["to"_L1].toString()));
            if (edge["rule"_L1] == u"address"_s)
                addresses +=
                    edge["from"_L1].toString().section(u'/', -1) + u'>' + edge["to"_L1].toString().section(u'/', -1);
        }
        QCOMPARE(rules[u"service-selector"_s], 12);
        QCOMPARE(rules[u"service-account"_s], 11);
        for (const auto &pair :
             {u"frontend>checkoutservice"_s, u"frontend>cartservice"_s, u"checkoutservice>paymentservice"_s,
              u"cartservice>redis-cart"_s, u"loadgenerator>frontend"_s})
            QVERIFY2(addresses.contains(pair), qPrintable(pair));
    }

    void sameBytesEachTime_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &name : {u"b.svg"_s, u"b.dot"_s, u"b.json"_s}) QTest::newRow(qPrintable(name)) << name;
    }
    void sameBytesEachTime()
    {
        QFETCH(QString, name);
        const QByteArray first = render(name);
        QVERIFY(first.contains("checkoutservice"));
        QCOMPARE(render(name), first);
    }

    void themes()
    {
        QVERIFY(render(u"l.svg"_s) != render(u"d.svg"_s, {u"--theme"_s, u"dark"_s}));
        const QImage light = QImage::fromData(render(u"l.png"_s)),
                     dark = QImage::fromData(render(u"d.png"_s, {u"--theme"_s, u"dark"_s}));
        QVERIFY(light.width() > 1000);
        QCOMPARE(dark.size(), light.size());
        QVERIFY(light.pixelColor(0, 0).lightness() > dark.pixelColor(0, 0).lightness());
    }

    void brokenTextWritesNothing()
    {
        const QString out = m_folder.filePath(u"n.svg"_s);
        const support::Run run = support::runProgram({u"render"_s, u"-"_s, u"--out"_s, out},
                                                     "apiVersion: v1\nkind: Pod\nkind: Pod\nmetadata: {name: a}\n---\n"
                                                     "x: 1\n---\na: [\n---\n,\n");
        QCOMPARE(run.exit, 2);
        // What and where at once, and only what stopped it.
        QCOMPARE(run.err,
                 QByteArray("kubewright: stdin:8:5: error: while parsing a flow node: did not find expected node "
                            "content [yaml-syntax]\nstdin:10:1: error: while parsing a block node: did not find "
                            "expected node content [yaml-syntax]\n"));
        QVERIFY(!QFile::exists(out));
    }

    void saysWhatIsLeftOut()
    {
        const QByteArray pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";
        const support::Run run = support::runProgram({u"render"_s, u"-"_s, u"--out"_s, m_folder.filePath(u"n.svg"_s)},
                                                     pod + "---\n" + pod + "---\nx: 1\n");
        QCOMPARE(run.exit, 0);
        QCOMPARE(
            run.err,
            QByteArray("render: 2 objects are left out:\n"
                       "stdin:5:1: error: Pod a is defined twice; the other is at stdin:1:1 [duplicate-resource]\n"
                       "stdin:9:1: error: not a Kubernetes resource: \"kind\" is missing [yaml-not-a-resource]\n"));
    }

    // A graph in place of the manifests that it is drawn from is never meant, whatever name the file is given.
    void keepsWhatItReads()
    {
        const QTemporaryDir folder;
        const auto at = [&folder](const QString &name) { return folder.filePath(name); };
        const QByteArray pod = R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}})";
        const auto write = [&](const QString &name, const QByteArray &text) {
            QFile file(at(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write(u"app.json"_s, pod) && QDir(folder.path()).mkpath(u"kustom"_s));
        QVERIFY(QFile::link(at(u"app.json"_s), at(u"symbolic.json"_s)));
        QCOMPARE(::link(qPrintable(at(u"app.json"_s)), qPrintable(at(u"hard.json"_s))), 0);
        QVERIFY(write(u"kustom/kustomization.yaml"_s, "resources: [pod.json]\n") && write(u"kustom/pod.json"_s, pod));
        const auto draw = [&](const QString &path, const QString &out) {
            return support::runProgram({u"render"_s, at(path), u"--out"_s, at(out)});
        };
        for (const auto &out : {u"app.json"_s, u"./kustom/../app.json"_s, u"symbolic.json"_s, u"hard.json"_s}) {
            const support::Run run = draw(u"app.json"_s, out);
            QCOMPARE(run.exit, 2);
            QCOMPARE(run.err,
                     "kubewright: render: --out " + at(out).toUtf8() + " is one of the files that are drawn\n");
        }
        QCOMPARE(draw(u"kustom"_s, u"kustom/pod.json"_s).exit, 2);
        QCOMPARE(draw(u"."_s, u"hard.json"_s).exit, 2);
        QFile file(at(u"app.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), pod);
        // The graph of the last time may go.
        QCOMPARE(draw(u"kustom"_s, u"graph.json"_s).exit, 0);
        QCOMPARE(draw(u"."_s, u"graph.json"_s).exit, 0);
    }

    // Whatever the files hold: within the limits of time and memory, and what is not drawn is counted.
    void large_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("said");
        QByteArray pairs, maps;
        for (int i = 0; i < 300; ++i) {
            const QByteArray n = QByteArray::number(i);
            pairs += "apiVersion: v1\nkind: Service\nmetadata: {name: s" + n +
                     "}\nspec: {selector: {a: b}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p" + n +
                     ", labels: {a: b}}\nspec: {containers: [{name: c, image: i}]}\n---\n";
        }
        for (int i = 0; i < 12000; ++i)
            maps += "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c" + QByteArray::number(i) + "}\n---\n";
        QByteArray containers = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n";
        for (int i = 0; i < 30000; ++i) containers += "  - {name: c" + QByteArray::number(i) + "}\n";
        QTest::newRow("one with everything")
            << containers
            << "render: 1 of 1 objects, 0 of 0 lines and 20000 of 30000 containers are drawn; the rest is left out\n"_ba;
        QTest::newRow("all with all")
            << pairs
            << "render: 600 of 600 objects, 10000 of 90000 lines and 300 of 300 containers are drawn; the rest is left out\n"_ba;
        QTest::newRow("many")
            << maps
            << "render: 5000 of 12000 objects, 0 of 0 lines and 0 of 0 containers are drawn; the rest is left out\n"_ba;
    }
    void large()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, said);
        for (const auto &name : {u"large.svg"_s, u"large.png"_s}) {
            const QString out = m_folder.filePath(name);
            const support::Run run = support::runProgram({u"render"_s, u"-"_s, u"--out"_s, out}, text);
            QCOMPARE(run.exit, 0);
            QCOMPARE(run.err, said);
            QVERIFY2(run.ms <= support::maxMs, QByteArray::number(run.ms).constData());
            QVERIFY(QFileInfo(out).size() > 1000 && QFileInfo(out).size() < 100 << 20);
        }
        QVERIFY2(support::peakBytesOfRuns() <= support::maxBytes,
                 QByteArray::number(support::peakBytesOfRuns()).constData());
    }
};

QTEST_GUILESS_MAIN(TestRenderCommand)
#include "tst_rendercommand.moc"
