// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/checker.h"
#include "model/document/document.h"
#include "model/document/packages.h"
#include "model/document/parsefiles.h"
#include "model/kustomize/rendering.h"
#include "tests/model/kustomize/casefolder.h"
#include "tests/support/limits.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <sys/stat.h>

using namespace model;
using namespace Qt::StringLiterals;

// Where problems point to, what is read and what is not, and what hostile kustomizations get.
class TestRendering : public QObject
{
    Q_OBJECT

    CaseFolder m_folder;

    static QByteArray configMap(const QByteArray &name)
    {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\n";
    }

private Q_SLOTS:
    void init() { m_folder.begin(); }

    void placesOfProblems()
    {
        m_folder.write(u"base/kustomization.yaml"_s, "resources:\n- web.yaml\n");
        m_folder.write(u"base/web.yaml"_s,
                       "# the web\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n"
                       "  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n"
                       "    spec:\n      containers:\n      - name: a\n        image: a\n        imagePull: x\n"
                       "      - name: b\n        image: b\n");
        m_folder.write(
            u"over/kustomization.yaml"_s,
            "resources: [../base]\nnamePrefix: o-\npatches:\n- path: patch.yaml\n- target: {kind: Deployment}\n"
            "  patch: |\n    - op: add\n      path: /spec/paws\n      value: true\n"
            "replicas:\n- {name: web, count: -1}\n");
        m_folder.write(u"over/patch.yaml"_s,
                       "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n"
                       "    spec:\n      containers:\n      - name: b\n        tty: 3\n");
        const QByteArray found = m_folder.checked(u"over"_s);
        QVERIFY2(found.contains("base/web.yaml:14:9: error: "), found.constData());   // imagePull, an item further on
        QVERIFY2(found.contains("over/patch.yaml:9:14: error: "), found.constData()); // tty
        QVERIFY2(found.contains("over/kustomization.yaml:9:14: error: "),
                 found.constData()); // paws, in an inline patch
        QVERIFY2(found.contains("over/kustomization.yaml:11:22: error: "), found.constData()); // replicas
        QVERIFY2(found.count('\n') == 4, found.constData());
    }

    // In a patch that is a text of the kustomization itself.
    void placesInInlinePatches_data()
    {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("place");
        const QByteArray head = " # as text\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: web}\n"
                                "    spec:\n      # é\n      é: {paws: 4}\n";
        QTest::newRow("literal") << "|" + head << "9:7"_ba;
        QTest::newRow("literal with blank lines")
            << "|-" + QByteArray(head).replace("    spec", "\n\n    spec") << "11:7"_ba;
        QTest::newRow("literal with its indent") << "|2" + QByteArray(head).replace("\n    ", "\n      ") << "9:9"_ba;
        QTest::newRow("second document") << "|-" + QByteArray(head).replace("# as text\n",
                                                                            "# as text\n    # one\n    ---\n")
                                         << "11:7"_ba;
        const QByteArray json = R"([{"op": "add", "path": "/spec/paws", "value": 4}])";
        QTest::newRow("plain") << "\n    '" + json + "'\n  target: {kind: Deployment}\n"
                               << "4:52"_ba;
        QTest::newRow("quoted with escapes")
            << '"' + QByteArray(json).replace("\"", "\\\"") + "\"\n  target: {kind: Deployment}\n"
            << "3:10"_ba;
        QTest::newRow("folded") << ">\n    " + QByteArray(json).replace("\", ", "\",\n    ") +
                                       "\n  target: {kind: Deployment}\n"
                                << "3:10"_ba;
    }
    void placesInInlinePatches()
    {
        QFETCH(QByteArray, patch);
        QFETCH(QByteArray, place);
        for (const char *lineEnd : {"\n", "\r\n"}) {
            m_folder.write(u"web.yaml"_s,
                           "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n"
                           "  selector: {matchLabels: {app: web}}\n  template: {metadata: {labels: {app: web}}, "
                           "spec: {containers: [{name: a, image: a}]}}\n");
            m_folder.write(u"kustomization.yaml"_s,
                           QByteArray("resources: [web.yaml]\npatches:\n- patch: " + patch).replace("\n", lineEnd));
            const QByteArray found = m_folder.checked(u"."_s);
            QVERIFY2(found.startsWith("kustomization.yaml:" + place + ": error: unknown field"), found.constData());
        }
    }

    void placesOfFaults_data()
    {
        QTest::addColumn<QByteArray>("kustomization");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("unknown") << "resources: [a.yaml]\nnamePrefixx: a\n"_ba
                                 << "kustomization.yaml:2:1: error: a kustomization has no field namePrefixx here (did "
                                    "you mean namePrefix?) [kustomize-invalid]\n"_ba;
        QTest::newRow("unsupported")
            << "resources: [a.yaml]\ntransformers: [t.yaml]\n"_ba
            << "kustomization.yaml:2:1: error: transformers is a part of kustomize that is not "
               "rendered here; nothing of this kustomization was checked "
               "[kustomize-unsupported]\n"_ba;
        for (const char *url : {"https://example.com/x.yaml", "github.com/a/b", "git@example.com:a/b.git",
                                "ssh://example.com/a", "git::https://example.com/a", "example.com/a/b?ref=v1"})
            QTest::newRow(url)
                << "resources:\n- a.yaml\n- " + QByteArray(url) + '\n'
                << "kustomization.yaml:3:3: error: “"_ba + url +
                       "” is somewhere else: nothing is downloaded (copy it beside this kustomization, as "
                       "`kustomize localize` does, and name the copy) [kustomize-remote]\n";
        QTest::newRow("missing") << "resources:\n- b.yaml\n"_ba
                                 << "kustomization.yaml:2:3: error: there is no file “b.yaml” [kustomize-invalid]\n"_ba;
        QTest::newRow("broken") << "resources: [broken.yaml]\n"_ba
                                << "broken.yaml:2:1: error: a list starts with [, and no ] follows [yaml-syntax]\n"_ba;
        QTest::newRow("syntax") << "resources: [a.yaml\n"_ba
                                << ""_ba;
    }
    void placesOfFaults()
    {
        QFETCH(QByteArray, kustomization);
        QFETCH(QByteArray, said);
        m_folder.write(u"kustomization.yaml"_s, kustomization);
        m_folder.write(u"a.yaml"_s, configMap("a"));
        m_folder.write(u"broken.yaml"_s, "a:\n[x\n");
        const QByteArray found = m_folder.checked(u"."_s).replace("./", "");
        const bool isExact = !said.isEmpty() && !said.contains("yaml-syntax");
        if (isExact)
            QCOMPARE(found, said);
        else
            QVERIFY2(found.contains("error: ") && found.contains("[yaml-syntax]"), found.constData());
    }

    void linksAndPipes()
    {
        m_folder.write(u"secret.yaml"_s, configMap("secret"));
        m_folder.write(u"in/kustomization.yaml"_s, "resources: [link.yaml]\n");
        QVERIFY(QFile::link(m_folder.root() + u"/secret.yaml"_s, m_folder.root() + u"/in/link.yaml"_s));
        QVERIFY(m_folder.checked(u"in"_s).contains("leads out of the folder"));
        m_folder.write(u"pipe/kustomization.yaml"_s, "configMapGenerator: [{name: a, files: [pipe]}]\n");
        QCOMPARE(::mkfifo(QFile::encodeName(m_folder.root() + u"/pipe/pipe"_s).constData(), 0600), 0);
        const QByteArray found = m_folder.checked(u"pipe"_s);
        QVERIFY2(found.contains("pipe/kustomization.yaml:1:40: error: pipe: "), found.constData());
        m_folder.write(u"loop/kustomization.yaml"_s, "resources: [down]\n");
        QVERIFY(QFile::link(m_folder.root() + u"/loop"_s, m_folder.root() + u"/loop/down"_s));
        QVERIFY(m_folder.checked(u"loop"_s).contains("a cycle"));
        QCOMPARE(::mkfifo(QFile::encodeName(m_folder.root() + u"/kustomization.yaml"_s).constData(), 0600), 0);
        QVERIFY(m_folder.checked(u"."_s).contains("kustomize-invalid"));
    }

    void manyBases()
    {
        // Each stands on the next one twice: 2^40 of them, were they all built.
        for (int i = 0; i < 40; ++i) {
            const QByteArray next = QByteArray::number(i + 1);
            m_folder.write(u"%1/kustomization.yaml"_s.arg(i), "resources: [../l" + next + ", ../r" + next + "]\n");
            for (const QByteArray side : {"l", "r"})
                m_folder.write(QString::fromUtf8(side) + QString::number(i + 1) + u"/kustomization.yaml"_s,
                               "namePrefix: " + side + "\nresources: [../" + next + "]\n");
        }
        m_folder.write(u"40/kustomization.yaml"_s, "configMapGenerator: [{name: a, literals: [x=y]}]\n");
        QElapsedTimer clock;
        clock.start();
        QVERIFY(m_folder.checked(u"0"_s).contains("kustomize-limit"));
        QVERIFY(clock.elapsed() < support::maxMs);
    }

    void longChain()
    {
        for (int i = 0; i < 200; ++i)
            m_folder.write(u"%1/kustomization.yaml"_s.arg(i), "resources: [../" + QByteArray::number(i + 1) + "]\n");
        QVERIFY(m_folder.checked(u"0"_s).contains("kustomize-limit"));
    }

    void hugeLists()
    {
        QByteArray items;
        for (int i = 0; i < 20000; ++i) items += "- {name: v" + QByteArray::number(i) + ", value: x}\n";
        const QByteArray pod =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    env:\n";
        QByteArray indented = items;
        indented.replace("- {", "    - {");
        m_folder.write(u"pod.yaml"_s, pod + indented);
        m_folder.write(u"kustomization.yaml"_s, "resources: [pod.yaml]\npatches: [{path: patch.yaml}]\n");
        m_folder.write(u"patch.yaml"_s, pod + indented.replace(": x", ": y"));
        QElapsedTimer clock;
        clock.start();
        QVERIFY(m_folder.checked(u"."_s).contains("kustomize-limit"));
        QVERIFY(clock.elapsed() < support::maxMs);
    }

    void hugeGenerator()
    {
        m_folder.write(u"big"_s, QByteArray(6 << 20, 'x'));
        m_folder.write(u"kustomization.yaml"_s, "configMapGenerator: [{name: a, files: [big]}]\n");
        QVERIFY(m_folder.checked(u"."_s).contains("kustomize-limit"));
        QByteArray many = "configMapGenerator: [{name: a, files: [";
        for (int i = 0; i < 12; ++i) many += "k" + QByteArray::number(i) + "=big, ";
        m_folder.write(u"kustomization.yaml"_s, many + "]}]\n");
        QVERIFY(m_folder.checked(u"."_s).contains("kustomize-limit"));
    }

    void evilPattern()
    {
        m_folder.write(u"a.yaml"_s, configMap("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"));
        m_folder.write(u"kustomization.yaml"_s,
                       "resources: [a.yaml]\npatches:\n- target: {name: \"(a+)+(a+)+(a+)+c\"}\n"
                       "  patch: '[{\"op\": \"remove\", \"path\": \"/data\"}]'\n");
        QElapsedTimer clock;
        clock.start();
        m_folder.checked(u"."_s);
        QVERIFY(clock.elapsed() < support::maxMs);
        m_folder.write(u"kustomization.yaml"_s, "resources: [a.yaml]\npatches:\n- target: {name: \"(?=a)\"}\n"
                                                "  patch: '[{\"op\": \"remove\", \"path\": \"/data\"}]'\n");
        QVERIFY(m_folder.checked(u"."_s).contains("no pattern"));
    }

    // Overlays are rendered, their base not on its own; what nothing uses is told; the rest is read as ever.
    void wholeTree()
    {
        m_folder.write(u"base/kustomization.yaml"_s, "resources: [a.yaml]\n");
        m_folder.write(u"base/a.yaml"_s, configMap("a"));
        m_folder.write(u"base/forgotten.yaml"_s, configMap("forgotten"));
        m_folder.write(u"comp/kustomization.yaml"_s,
                       "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: x\n");
        m_folder.write(u"over/dev/kustomization.yaml"_s,
                       "resources: [../../base]\npatches: [{path: patches/p.yaml}]\n");
        m_folder.write(u"over/dev/patches/p.yaml"_s, configMap("a") + "data: {x: y}\n");
        m_folder.write(u"over/prod/kustomization.yml"_s, "resources: [../../base]\n");
        m_folder.write(u"over/stage/Kustomization"_s, "resources: [../../base]\nnamespace: stage\n");
        m_folder.write(u"plain/b.yaml"_s, configMap("b"));
        ReadFiles read = readFiles({m_folder.root()}, Folders::Recursive, Packages::Recognise);
        Problems problems;
        const Renderings renderings = renderKustomizations(read, problems);
        QStringList files, rendered, apart;
        for (const ReadFile &file : read.files) files += file.path.mid(m_folder.root().size() + 1);
        for (const auto &one : renderings) rendered += one->file().mid(m_folder.root().size() + 1);
        QCOMPARE(files, QStringList{u"plain/b.yaml"_s});
        QCOMPARE(rendered, (QStringList{u"over/dev/kustomization.yaml"_s, u"over/prod/kustomization.yml"_s,
                                        u"over/stage/Kustomization"_s}));
        sortProblems(problems);
        QCOMPARE(m_folder.print(problems),
                 "base/forgotten.yaml: info: no kustomization names this file; it was not checked [kustomize-unused]\n"
                 "comp: info: no kustomization here uses this component; it was not checked [kustomize-unused]\n"_ba);
        YamlBudget budget;
        const Worlds worlds = divide({}, renderings, budget);
        for (const auto &one : worlds.apart) apart += one->file().mid(m_folder.root().size() + 1);
        QCOMPARE(apart, QStringList{u"over/prod/kustomization.yml"_s});
        QCOMPARE(worlds.main->resources().size(), size_t(2));
    }

    void cycleInTree()
    {
        m_folder.write(u"a/kustomization.yaml"_s, "resources: [../b]\n");
        m_folder.write(u"b/kustomization.yaml"_s, "resources: [../a]\n");
        ReadFiles read = readFiles({m_folder.root()}, Folders::Recursive, Packages::Recognise);
        Problems problems;
        const Renderings renderings = renderKustomizations(read, problems);
        QCOMPARE(renderings.size(), size_t(1));
        QVERIFY(m_folder.print(renderings.front()->problems()).contains("b/kustomization.yaml:1:13: error: a cycle"));
    }

    void chartsAndFiles()
    {
        m_folder.write(u"chart/Chart.yaml"_s, "name: c\n");
        m_folder.write(u"chart/templates/a.yaml"_s, "{{ broken\n");
        m_folder.write(u"k/kustomization.yaml"_s, "configMapGenerator: [{name: a}]\n");
        const ReadFiles tree = readFiles({m_folder.root()}, Folders::Recursive, Packages::Recognise);
        QCOMPARE(tree.files.size(), size_t(0));
        QCOMPARE(tree.charts.size(), size_t(1));
        QVERIFY(!tree.charts.front().asked);
        const ReadFiles named =
            readFiles({m_folder.root() + u"/chart/"_s, m_folder.root() + u"/k/kustomization.yaml"_s}, Folders::Flat,
                      Packages::Recognise);
        QCOMPARE(named.charts.size(), size_t(1));
        QVERIFY(named.charts.front().asked);
        QCOMPARE(named.kustomizations.size(), size_t(1));
        QCOMPARE(named.kustomizations.front().path, m_folder.root() + u"/k"_s);
        QCOMPARE(readFiles({m_folder.root()}).files.size(), size_t(3)); // as files
    }

    void readOnlyInDocument()
    {
        m_folder.write(u"k/kustomization.yaml"_s, "resources: [a.yaml]\nnamePrefix: p-\n");
        m_folder.write(u"k/a.yaml"_s, configMap("a"));
        m_folder.write(u"twin/kustomization.yaml"_s, "resources: [../k]\n");
        m_folder.write(u"z/kustomization.yaml"_s, "resources: [gone.yaml]\n");
        m_folder.write(u"chart/Chart.yaml"_s, "name: c\n");
        ReadFiles read =
            readFiles({m_folder.root() + u"/k"_s, m_folder.root()}, Folders::Recursive, Packages::Recognise);
        addRendered(read);
        QByteArray errors;
        for (const Error &error : read.errors)
            errors += error.toString().mid(m_folder.root().size() + 1).toUtf8() + '\n';
        QCOMPARE(errors, "twin/kustomization.yaml: left out, for others define the same objects\n"
                         "z/kustomization.yaml:1:13: there is no file “gone.yaml”\n"
                         "chart: a Helm chart: `kubewright validate` and `render` take it by name\n"_ba);
        QCOMPARE(read.files.size(), size_t(1));
        const QString name = m_folder.root() + u"/k/kustomization.yaml (rendered)"_s;
        QCOMPARE(read.files.front().path, name);

        Document document;
        DocumentFiles files(document);
        files.open(parsed(read.files));
        QVERIFY(document.isReadOnly(name));
        const ResourceKey key{{}, u"ConfigMap"_s, {}, u"p-a"_s};
        QVERIFY(document.resources()->find(key));
        const auto edited = document.edit({u"x"_s}, {SetField{key, {u"data"_s, u"x"_s}, u"y"_s}});
        QVERIFY(!edited.ok());
        QVERIFY(edited.error().code == Error::Code::Unsupported);
        const QByteArray before = document.text(name);
        QTest::ignoreMessage(QtWarningMsg, "a change of a read-only file was left out");
        document.perform({u"x"_s}, {{TextChange{name, 0, {}, "# "}}});
        QCOMPARE(document.text(name), before);
        QVERIFY(!document.isModified());
        QVERIFY(files.changedOnDisk().isEmpty());
        QVERIFY(files.save(name).ok());
        QVERIFY(!QFile::exists(name));
        files.close();
        QVERIFY(!document.isReadOnly(name));
    }
};

QTEST_GUILESS_MAIN(TestRendering)
#include "tst_rendering.moc"
