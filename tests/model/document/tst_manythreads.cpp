// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/limits.h"
#include "model/document/checker.h"
#include "model/document/parsefiles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 20;

// Files with faults of every layer, of different lengths, with what refers to other files.
std::vector<ReadFile> faultyFiles(int count)
{
    std::vector<ReadFile> files;
    for (int i = 0; i < count; ++i) {
        const QByteArray n = QByteArray::number(i), other = QByteArray::number((i * 7 + 3) % (count + 2));
        QByteArray text;
        for (int j = 0; j <= i % 5; ++j) {
            const QByteArray m = n + '-' + QByteArray::number(j);
            text += "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d" + m + ", namespace: n" +
                    QByteArray::number(i % 4) + "}\nspec:\n  replicsa: 2\n  selector: {matchLabels: {app: a" + n +
                    "}}\n  template:\n    metadata: {labels: {app: a" + n +
                    "}}\n    spec:\n      serviceAccountName: s" + other +
                    "\n      containers:\n      - {name: c, image: 'x:latest', securityContext: {privileged: true}, "
                    "ports: [{containerPort: eighty}]}\n---\n";
        }
        text += "apiVersion: v1\nkind: Service\nmetadata: {name: s" + n + ", namespace: n" + QByteArray::number(i % 4) +
                "}\nspec: {selector: {app: a" + other + "}, ports: [{port: 80, targetPort: http}]}\n";
        if (i % 6 == 0) text += "---\na: [\n";
        if (i % 9 == 0) text += "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: twice}\n";
        if (i == 5)
            text += "---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: "
                    "odds.x.io}\nspec:\n  group: x.io\n  names: {kind: Odd, plural: odds}\n  scope: Namespaced\n"
                    "  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, "
                    "properties: {size: {type: integer, pattern: '^a+$'}}}}}]\n";
        if (i > 40) text += "---\napiVersion: x.io/v1\nkind: Odd\nmetadata: {name: o" + n + "}\nsize: big\n";
        files.push_back({u"f%1.yaml"_s.arg(i, 3, 10, QLatin1Char('0')), text, {}});
    }
    return files;
}

struct Parsed
{
    std::vector<SourceFile> files;
    YamlBudget left;
};

Parsed parsed(std::vector<ReadFile> files, YamlBudget budget, int threads)
{
    Parsed result{{}, budget};
    result.files = parseFiles(std::move(files), result.left, threads);
    return result;
}

// All that a reader of the files can tell.
QString picture(const Parsed &all)
{
    QString text;
    for (const SourceFile &file : all.files) {
        text += file.path + u'\n';
        for (const YamlStream::Part &part : file.stream.parts())
            text += u"  %1-%2 line %3 nodes %4 %5\n"_s.arg(part.span.begin)
                        .arg(part.span.end)
                        .arg(part.firstLine)
                        .arg(part.document->nodes().size())
                        .arg(part.document->error() ? part.document->error()->message : QString());
    }
    return text + u"left %1 %2\n"_s.arg(all.left.documents).arg(all.left.nodes);
}

} // namespace

// What several threads find is what one finds, each time.
class TestManyThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsing_data()
    {
        QTest::addColumn<int>("documents");
        QTest::addColumn<qint64>("nodes");
        QTest::newRow("all") << limits::maxDocuments << limits::maxNodes;
        QTest::newRow("documents are spent") << 37 << limits::maxNodes;
        QTest::newRow("documents are just enough for some") << 1 << limits::maxNodes;
        QTest::newRow("nodes are spent") << limits::maxDocuments << qint64(1500);
        QTest::newRow("nodes are spent at once") << limits::maxDocuments << qint64(1);
        QTest::newRow("nothing is left") << 0 << qint64(0);
    }
    void parsing()
    {
        QFETCH(int, documents);
        QFETCH(qint64, nodes);
        const std::vector<ReadFile> files = faultyFiles(60);
        const YamlBudget budget{.documents = documents, .nodes = nodes};
        const QString alone = picture(parsed(files, budget, 1));
        QVERIFY(alone.contains(u"are not read") == (documents < limits::maxDocuments || nodes < limits::maxNodes));
        for (int i = 0; i < rounds; ++i) QCOMPARE(picture(parsed(files, budget, 2 + i % 7)), alone);
    }

    void checking()
    {
        const auto set = ResourceSet::build(parsed(faultyFiles(60), {}, 1).files);
        const Problems alone = Checker().check(*set);
        QVERIFY(alone.size() > 300);
        for (const char16_t *rule : {u"yaml-syntax", u"duplicate-resource", u"schema-unknown-field",
                                     u"schema-wrong-type", u"reference-missing", u"security-privileged"}) {
            const QString id = QString::fromUtf16(rule);
            QVERIFY2(std::any_of(alone.begin(), alone.end(), [&id](const Problem &one) { return one.rule == id; }),
                     qPrintable(id));
        }
        Checker remembering;
        remembering.setThreads(4);
        for (int i = 0; i < rounds; ++i) {
            Checker fresh;
            fresh.setThreads(2 + i % 7);
            QVERIFY(fresh.check(*set) == alone);
            QVERIFY(remembering.check(*set) == alone);
        }
    }

    // More than is kept at once: it is put down in between.
    void manyFindings()
    {
        QByteArray text;
        for (int i = 0; i < 400; ++i) {
            text += "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c" + QByteArray::number(i) + "}\n";
            for (int j = 0; j < 500; ++j) text += "f" + QByteArray::number(j) + ": 1\n";
        }
        const auto set = ResourceSet::build(parsed({{u"a.yaml"_s, text, {}}}, {}, 1).files);
        const Problems alone = Checker().check(*set);
        QCOMPARE(alone.size(), limits::maxProblems + 1);
        for (const int threads : {2, 5}) {
            Checker fresh;
            fresh.setThreads(threads);
            QVERIFY(fresh.check(*set) == alone);
        }
    }

    void reading()
    {
        const QTemporaryDir folder;
        const QDir top(folder.path());
        for (int i = 0; i < 40; ++i) {
            QFile file(top.filePath(u"f%1.yaml"_s.arg(i, 2, 10, QLatin1Char('0'))));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray("a: ") + QByteArray::number(i)) > 0);
        }
        QVERIFY(QFile::link(u"nowhere"_s, top.filePath(u"f07x.yaml"_s)));
        QVERIFY(QFile::link(top.filePath(u"f01.yaml"_s), top.filePath(u"f09x.yaml"_s)));
        QVERIFY(top.mkdir(u"f11"_s) && top.mkdir(u"g.yaml"_s));
        const auto pictureOf = [&](int threads, Stamps stamps) {
            QString text;
            const ReadFiles read = readFiles({folder.path(), top.filePath(u"missing.yaml"_s)}, Folders::Recursive,
                                             Packages::Recognise, {.threads = threads, .stamps = stamps});
            for (const ReadFile &file : read.files)
                text += file.path + u' ' + QString::fromUtf8(file.text) + (file.stamp.isNull() ? u"\n"_s : u" *\n"_s);
            for (const Error &error : read.errors) text += error.toString() + u'\n';
            return text;
        };
        const QString alone = pictureOf(1, Stamps::Omit);
        QCOMPARE(alone.count(u'\n'), 42);
        for (int i = 0; i < rounds; ++i) QCOMPARE(pictureOf(2 + i % 7, Stamps::Omit), alone);
        QCOMPARE(pictureOf(3, Stamps::Take).count(u" *\n"_s), 40);
    }

    // The first file that is too much is told, and nothing behind it.
    void tooMuch()
    {
        const QTemporaryDir folder;
        const QDir top(folder.path());
        QStringList paths;
        for (int i = 0; i < 5; ++i) {
            paths += top.filePath(u"%1.yaml"_s.arg(i));
            QFile file(paths.last());
            QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(limits::maxTotalBytes / 3));
        }
        paths += top.filePath(u"missing.yaml"_s);
        for (const int threads : {1, 2, 6}) {
            const ReadFiles read =
                readFiles(paths, Folders::Flat, Packages::AsFiles, {.threads = threads, .stamps = Stamps::Omit});
            QCOMPARE(read.files.size(), 3u);
            QCOMPARE(read.errors.size(), 1u);
            QCOMPARE(read.errors[0].where->file, paths[3]);
            QCOMPARE(read.errors[0].code, Error::Code::TooLarge);
        }
    }
};

QTEST_GUILESS_MAIN(TestManyThreads)
#include "tst_manythreads.moc"
