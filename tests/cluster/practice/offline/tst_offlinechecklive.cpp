// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/offline/causes.h"
#include "cluster/practice/offline/offlinecheck.h"
#include "model/schema/validate.h"
#include "model/wire/json.h"
#include "model/yaml/yamlvalue.h"
#include "tests/cluster/practice/offline/offlinecases.h"
#include "tests/support/controlplane.h"

#include <QProcess>
#include <QTest>

#include <algorithm>

using namespace model;
using namespace Qt::StringLiterals;

// The cases of tst_offlinecheck before a real apiserver's strict dry run.
class OfflineCheckLiveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void goodManifestsAreTaken();
    void faultsAreTheServers();

private:
    struct Answer
    {
        int status = -1; // HTTP; -1: none
        Value body;
    };
    QList<Answer> ask(const QList<QByteArray> &manifests);

    std::unique_ptr<support::ControlPlane> m_plane;
    QString m_server;
};

namespace {

Value valueOf(const QByteArray &manifest)
{
    const auto set = ResourceSet::build({{u"a.yaml"_s, YamlStream::parse(manifest)}});
    return toValue(set->resources().front().root()).valueOr({});
}

QString pathOf(const QByteArray &manifest)
{
    const auto set = ResourceSet::build({{u"a.yaml"_s, YamlStream::parse(manifest)}});
    const Resource &resource = set->resources().front();
    const SchemaKind kind = SchemaStore::builtin().kind(resource.apiVersion.toUtf8(), resource.key.kind.toUtf8());
    const QString root = resource.apiVersion.contains(u'/') ? u"/apis/"_s : u"/api/"_s;
    const QString ns = resource.key.ns.isEmpty() ? u"default"_s : resource.key.ns;
    return root + resource.apiVersion + (kind.namespaced ? u"/namespaces/"_s + ns : QString()) + u'/' +
           QString::fromUtf8(kind.plural) + u"?dryRun=All&fieldValidation=Strict"_s;
}

// "field: message", as the server has them, without what Go prints of a struct.
QStringList causesOf(const Value &status)
{
    QStringList causes;
    for (const Value &cause : practice::listAt(status, {u"details", u"causes"}))
        causes += practice::textAt(cause, {u"field"}) + u": "_s +
                  practice::plainMessage(practice::textAt(cause, {u"message"}));
    return causes;
}

} // namespace

void OfflineCheckLiveTest::initTestCase()
{
    KUBEWRIGHT_REQUIRE_CONTROLPLANE(m_plane, support::ControlPlane::start({u"--bare"_s}));
    QFile config(m_plane->kubeconfig());
    QVERIFY(config.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(config.readAll());
    const qsizetype begin = text.indexOf(u"https://");
    m_server = text.mid(begin, text.indexOf(u'"', begin) - begin);
    ask({"apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n"});
}

// POSTs all of them over one connection; a Namespace is made.
QList<OfflineCheckLiveTest::Answer> OfflineCheckLiveTest::ask(const QList<QByteArray> &manifests)
{
    QTemporaryDir folder;
    QStringList words;
    for (qsizetype i = 0; i < manifests.size(); ++i) {
        const QString name = folder.filePath(QString::number(i));
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(manifests[i]);
        QString path = pathOf(manifests[i]);
        if (manifests[i].contains("kind: Namespace\n")) path = path.section(u'?', 0, 0);
        if (i > 0) words << u"--next"_s;
        words << u"-s"_s << u"--max-time"_s << u"60"_s << u"--cacert"_s << u"ca.crt"_s << u"--cert"_s << u"admin.crt"_s
              << u"--key"_s << u"admin.key"_s << u"-o"_s << name + u".out"_s << u"-w"_s << u"%{http_code}\n"_s
              << u"-H"_s << u"Content-Type: application/yaml"_s << u"-H"_s << u"Accept: application/json"_s
              << u"--data-binary"_s << u'@' + name << m_server + path;
    }
    QProcess curl;
    curl.setWorkingDirectory(m_plane->directory());
    curl.start(u"curl"_s, words);
    QList<Answer> answers(manifests.size());
    if (!curl.waitForFinished(120000)) return answers;
    const QList<QByteArray> statuses = curl.readAllStandardOutput().split('\n');
    for (qsizetype i = 0; i < manifests.size() && i < statuses.size(); ++i) {
        answers[i].status = statuses[i].toInt();
        QFile out(folder.filePath(QString::number(i) + u".out"_s));
        if (!out.open(QIODevice::ReadOnly)) continue;
        if (auto json = readJson(out.readAll())) answers[i].body = std::move(json->value);
    }
    return answers;
}

void OfflineCheckLiveTest::goodManifestsAreTaken()
{
    QList<QByteArray> manifests;
    QByteArrayList refused;
    for (const auto &[name, text] : readOfflineCases().bases) manifests.append(text);
    const QList<Answer> answers = ask(manifests);
    for (qsizetype i = 0; i < answers.size(); ++i)
        if (answers[i].status != 201)
            refused +=
                QByteArray::number(answers[i].status) + ' ' + practice::textAt(answers[i].body, {u"message"}).toUtf8();
    QCOMPARE(refused, QByteArrayList());
}

// Every case is refused; what the check says of it, the server says; and what else the server says, other rules tell.
void OfflineCheckLiveTest::faultsAreTheServers()
{
    const QList<OfflineCase> cases = readOfflineCases().cases;
    QList<QByteArray> manifests;
    for (const OfflineCase &one : cases) manifests.append(one.manifest);
    const QList<Answer> answers = ask(manifests);
    QCOMPARE(answers.size(), cases.size());
    const ApiCheck check = practice::offlineCheck();
    int said = 0, beyond = 0, more = 0;
    QByteArrayList wrong;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        if (answers[i].status != 422 && answers[i].status != 403 && answers[i].status != 400)
            wrong += cases[i].name + ": " + QByteArray::number(answers[i].status);
        const QStringList causes = causesOf(answers[i].body);
        const std::vector<ApiFault> faults = check(valueOf(cases[i].manifest), 33);
        for (const ApiFault &fault : faults) {
            if (!causes.contains(fault.field + u": "_s + fault.message))
                wrong += cases[i].name + ": " + (fault.field + u": "_s + fault.message).toUtf8() + " is not in " +
                         causes.join(u" | "_s).toUtf8() + practice::textAt(answers[i].body, {u"message"}).toUtf8();
            ++said;
        }
        beyond += cases[i].problems.contains("[api-");
        more += int(std::max<qsizetype>(0, causes.size() - qsizetype(faults.size())));
    }
    qInfo("%d cases; the check names %d causes, all of them the server's, which has %d more; %d cases are told by it "
          "alone",
          int(cases.size()), said, more, beyond);
    QVERIFY2(wrong.isEmpty(), wrong.join('\n').constData());
}

QTEST_GUILESS_MAIN(OfflineCheckLiveTest)
#include "tst_offlinechecklive.moc"
