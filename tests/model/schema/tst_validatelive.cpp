// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/schemastore.h"
#include "tests/model/schema/brokencases.h"
#include "tests/model/schema/customcases.h"
#include "tests/support/controlplane.h"

#include <QProcess>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

// The broken manifests before a real apiserver: what the schema layer calls an error, it refuses, too.
class TestValidateLive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void goodOnesAreTaken_data();
    void goodOnesAreTaken();
    void brokenOnesAreRefused_data();
    void brokenOnesAreRefused();
    void customOnes_data();
    void customOnes();

private:
    int create(const QByteArray &manifest, const QString &path,
               const QString &query = u"?dryRun=All&fieldValidation=Strict"_s);
    bool define();

    std::unique_ptr<support::ControlPlane> m_plane;
    QString m_server;
};

namespace {

// Where kind and apiVersion of a manifest say that it belongs, or where a client that knew no better would send it.
QString collection(const QByteArray &manifest)
{
    const auto value = [&](const QByteArray &key) {
        const qsizetype begin = manifest.indexOf(key + ": ") + key.size() + 2;
        return manifest.mid(begin, manifest.indexOf('\n', begin) - begin);
    };
    const QByteArray apiVersion = value("apiVersion"), kind = value("kind");
    const SchemaKind known = SchemaStore::builtin().kind(apiVersion, kind);
    const QByteArray plural = known ? known.plural.toByteArray() : kind.toLower() + "s";
    const QByteArray group = apiVersion.contains('/') ? "/apis/" : "/api/";
    return QString::fromUtf8(group + apiVersion + "/namespaces/default/" + plural);
}

} // namespace

void TestValidateLive::initTestCase()
{
    KUBEWRIGHT_REQUIRE_CONTROLPLANE(m_plane, support::ControlPlane::shared());
    QFile config(m_plane->kubeconfig());
    QVERIFY(config.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(config.readAll());
    const qsizetype begin = text.indexOf(u"https://");
    m_server = text.mid(begin, text.indexOf(u'"', begin) - begin);
}

// The HTTP status of a strict dry run; -1 when there was no answer.
int TestValidateLive::create(const QByteArray &manifest, const QString &path, const QString &query)
{
    QProcess curl;
    curl.setWorkingDirectory(m_plane->directory());
    curl.start(u"curl"_s, {u"-s"_s, u"--max-time"_s, u"20"_s, u"-o"_s, u"/dev/null"_s, u"-w"_s, u"%{http_code}"_s,
                           u"--cacert"_s, u"ca.crt"_s, u"--cert"_s, u"admin.crt"_s, u"--key"_s, u"admin.key"_s, u"-H"_s,
                           u"Content-Type: application/yaml"_s, u"--data-binary"_s, u"@-"_s, m_server + path + query});
    curl.write(manifest);
    curl.closeWriteChannel();
    if (!curl.waitForFinished()) return -1;
    bool ok = false;
    const int status = curl.readAllStandardOutput().toInt(&ok);
    return ok ? status : -1;
}

void TestValidateLive::goodOnesAreTaken_data()
{
    QTest::addColumn<QByteArray>("manifest");
    QSet<QByteArray> names;
    for (const BrokenCase &broken : brokenCases()) names.insert(broken.manifest);
    for (const QByteArray &name : std::as_const(names))
        QTest::newRow(name.constData()) << goodManifest(name.constData());
    for (const BrokenCase &sound : soundCases()) QTest::newRow(sound.name) << manifestOf(sound);
}

void TestValidateLive::goodOnesAreTaken()
{
    QFETCH(QByteArray, manifest);
    QCOMPARE(create(manifest, collection(manifest)), 201);
}

void TestValidateLive::brokenOnesAreRefused_data()
{
    QTest::addColumn<QByteArray>("manifest");
    for (const auto &cases : {brokenCases(), ruleCases()})
        for (const BrokenCase &broken : cases) QTest::newRow(broken.name) << manifestOf(broken);
}

void TestValidateLive::brokenOnesAreRefused()
{
    QFETCH(QByteArray, manifest);
    const int status = create(manifest, collection(manifest));
    QVERIFY2(status == 400 || status == 404 || status == 422, QByteArray::number(status));
}

// Has the server serve Widgets, if it does not yet.
bool TestValidateLive::define()
{
    const QString widgets = u"/apis/schema.example.com/v1/namespaces/default/widgets"_s;
    const CustomCase least{"", "{name: a}", ""};
    create(widgetDefinition(), u"/apis/apiextensions.k8s.io/v1/customresourcedefinitions"_s, {});
    return QTest::qWaitFor([&] { return create(resourceOf(least), widgets) == 201; }, 20000);
}

void TestValidateLive::customOnes_data()
{
    QTest::addColumn<QByteArray>("manifest");
    QTest::addColumn<bool>("good");
    for (const CustomCase &one : customCases()) QTest::newRow(one.name) << resourceOf(one) << (*one.problems == '\0');
}

// The server takes and refuses them as the schema layer does.
void TestValidateLive::customOnes()
{
    QFETCH(QByteArray, manifest);
    QFETCH(bool, good);
    static const bool defined = define();
    QVERIFY(defined);
    const int status = create(manifest, u"/apis/schema.example.com/v1/namespaces/default/widgets"_s);
    QVERIFY2(good ? status == 201 : status == 400 || status == 422, QByteArray::number(status));
}

QTEST_GUILESS_MAIN(TestValidateLive)
#include "tst_validatelive.moc"
