// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/offlinecheck.h"
#include "model/schema/validate.h"
#include "model/yaml/yamlvalue.h"
#include "tests/model/schema/realfiles.h"
#include "tests/support/planerequests.h"

#include <QDirIterator>
#include <QProcess>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace model;
using namespace Qt::StringLiterals;

// Every real manifest that is at hand, resource by resource, before a real apiserver: what its strict validation
// (dryRun=All, fieldValidation=Strict) takes and refuses, the schema layer does, the server's own validation as it is
// asked offline included.
class TestRealFilesLive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sameAnswers_data();
    void sameAnswers();

private:
    struct Asked
    {
        QString file, resource, error;
    };
    struct Questions
    {
        QList<Asked> asked; // one for each request
        support::PlaneRequests requests;
        QSet<QString> namespaces;
        int custom = 0;
        int offline = 0; // problems that no schema knows
    };
    static QStringList collect(const QString &folder);
    static QString errorOf(const Resource &resource, const Problems &yaml, const Problems &schema);
    static QByteArray bodyOf(const Resource &resource);
    static void gather(const QString &path, const QByteArray &text, Questions &questions);

    std::unique_ptr<support::ControlPlane> m_plane;
};

namespace {

// A module's folder, as the go command knows it; empty: it is not there.
QString moduleFolder(const QString &inFolder, const QString &module)
{
    QProcess go;
    go.setWorkingDirectory(QStringLiteral(KUBEWRIGHT_SOURCE_DIR) + u'/' + inFolder);
    go.start(u"go"_s, {u"mod"_s, u"download"_s, u"-json"_s, module});
    if (!go.waitForFinished(240000) || go.exitCode() != 0) return {};
    const QString answer = QString::fromUtf8(go.readAllStandardOutput());
    return answer.section(u"\"Dir\": \""_s, 1).section(u'"', 0, 0);
}

QString collectionOf(const SchemaKind &kind, const QString &apiVersion, const QString &kindName, const QString &ns)
{
    const QString plural = kind ? QString::fromUtf8(kind.plural) : kindName.toLower() + u's';
    return support::collectionPath(apiVersion, plural, !kind || kind.namespaced, ns);
}

// The same key may be in a file twice.
bool isOfDocument(const Problem &problem, const Resource &resource)
{
    const qsizetype end = resource.offset + resource.document->text().size();
    return problem.span.begin >= resource.offset && problem.span.begin < end;
}

} // namespace

void TestRealFilesLive::initTestCase()
{
    // As the schemas have it: every API that a cluster can switch on.
    qputenv("APISERVER_ARGS", "--runtime-config=api/all=true");
    KUBEWRIGHT_REQUIRE_CONTROLPLANE(m_plane, support::ControlPlane::start({u"--bare"_s}));
}

QStringList TestRealFilesLive::collect(const QString &folder)
{
    QStringList files;
    QDirIterator all(folder, {u"*.yaml"_s, u"*.yml"_s, u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext()) files << all.next();
    files.sort();
    return files;
}

void TestRealFilesLive::sameAnswers_data()
{
    QTest::addColumn<QStringList>("files");
    const QString kubernetes = moduleFolder(u"tests/controlplane"_s, u"k8s.io/kubernetes@v1.33.4"_s);
    const QString kubeconform = moduleFolder(u"tests/bench/kubeconform"_s, u"github.com/yannh/kubeconform@v0.7.0"_s);
    QVERIFY(!kubernetes.isEmpty() && !kubeconform.isEmpty());
    QTest::newRow("manifests") << collect(QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests"));
    QTest::newRow("kubernetes/test") << collect(kubernetes + u"/test"_s);
    QTest::newRow("kubernetes/cluster") << collect(kubernetes + u"/cluster"_s);
    QTest::newRow("kubeconform/fixtures") << collect(kubeconform + u"/fixtures"_s);
}

// What the schema layer, or the YAML layer of its document, has against the resource; empty: nothing.
QString TestRealFilesLive::errorOf(const Resource &resource, const Problems &yaml, const Problems &schema)
{
    for (const Problem &problem : schema)
        if (problem.severity == Severity::Error && problem.resource == resource.key && isOfDocument(problem, resource))
            return toText(problem);
    for (const Problem &problem : yaml)
        if (problem.severity == Severity::Error && problem.rule != u"duplicate-resource" &&
            isOfDocument(problem, resource))
            return toText(problem);
    return {};
}

// As it is written; an item of a list as JSON.
QByteArray TestRealFilesLive::bodyOf(const Resource &resource)
{
    if (resource.base.isEmpty()) return resource.document->text();
    const auto value = toValue(resource.root());
    if (!value) return {};
    Value item = *value;
    item.set(u"apiVersion", resource.apiVersion);
    item.set(u"kind", resource.key.kind);
    const auto json = toJson(item);
    return json ? *json : QByteArray();
}

void TestRealFilesLive::gather(const QString &path, const QByteArray &text, Questions &questions)
{
    const SchemaStore &store = SchemaStore::builtin();
    const auto set = ResourceSet::build({{path, YamlStream::parse(text)}});
    const Problems yaml = set->problems();
    Problems schema;
    Places places;
    for (const auto *list : {&set->resources(), &set->leftOut()})
        for (const Resource &resource : *list) {
            Problems told;
            appendSchemaProblems(resource, store, places, told);
            const auto known = std::ssize(told);
            appendApiProblems(resource, store, practice::offlineCheck(), places, told);
            questions.offline += int(std::ssize(told) - known);
            schema.insert(schema.end(), told.begin(), told.end());
        }
    const auto isCustom = [&](const Resource &resource) {
        return std::any_of(schema.begin(), schema.end(), [&](const Problem &problem) {
            return problem.rule == u"schema-no-schema" && problem.resource == resource.key;
        });
    };
    for (const auto *list : {&set->resources(), &set->leftOut()})
        for (const Resource &resource : *list) {
            if (isCustom(resource)) {
                ++questions.custom; // the server has no such kind either
                continue;
            }
            const SchemaKind kind = store.kind(resource.apiVersion.toUtf8(), resource.key.kind.toUtf8());
            if (!resource.key.ns.isEmpty()) questions.namespaces.insert(resource.key.ns);
            questions.requests.append({collectionOf(kind, resource.apiVersion, resource.key.kind, resource.key.ns) +
                                           u"?dryRun=All&fieldValidation=Strict"_s,
                                       bodyOf(resource)});
            questions.asked.append(
                {path, resource.key.kind + u' ' + resource.key.name, errorOf(resource, yaml, schema)});
        }
}

void TestRealFilesLive::sameAnswers()
{
    QFETCH(QStringList, files);
    QVERIFY(files.size() > 20);
    Questions questions;
    for (const QString &path : std::as_const(files)) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        gather(path, file.readAll(), questions);
    }
    support::PlaneRequests namespaces;
    for (const QString &ns : std::as_const(questions.namespaces))
        namespaces.append(
            {u"/api/v1/namespaces"_s, "apiVersion: v1\nkind: Namespace\nmetadata: {name: " + ns.toUtf8() + "}\n"});
    support::postAll(*m_plane, namespaces);
    QList<support::PlaneAnswer> answers;
    constexpr qsizetype batch = 100;
    for (qsizetype first = 0; first < questions.requests.size(); first += batch)
        answers += support::postAll(*m_plane, questions.requests.mid(first, batch));
    QCOMPARE(answers.size(), questions.requests.size());
    int refused = 0, argued = 0, unknown = 0;
    QByteArray differences;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        const int status = answers[i].status;
        const Asked &asked = questions.asked[i];
        const bool refusedThere = status == 400 || status == 404 || status == 422;
        // 409: it is there already, and would be taken. 403: admission refused it before it was validated.
        QVERIFY2(refusedThere || status == 201 || status == 409 || status == 403, answers[i].body.constData());
        if (status == 403) ++unknown;
        refused += refusedThere;
        if (status == 403 || refusedThere == !asked.error.isEmpty()) continue;
        const KnownDifference *known = knownDifference(asked.file, asked.resource);
        if (known && known->serverRefuses == refusedThere) {
            ++argued;
            continue;
        }
        const qsizetype at = answers[i].body.indexOf("\"message\":");
        const QByteArray line = asked.file.toUtf8() + " | " + asked.resource.toUtf8() + " | server " +
                                QByteArray::number(status) + " " + answers[i].body.mid(at + 10, 260).simplified() +
                                " | here: " + asked.error.toUtf8();
        qWarning("%s", line.constData());
        differences += line + '\n';
    }
    qInfo("%d files, %d resources, %d refused by the server, %d argued differences, %d problems beyond the "
          "schemas; not compared: %d refused by admission, %d of custom kinds",
          int(files.size()), int(answers.size()), refused, argued, questions.offline, unknown, questions.custom);
    QCOMPARE(differences, QByteArray());
}

QTEST_GUILESS_MAIN(TestRealFilesLive)
#include "tst_realfileslive.moc"
