// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/offline/causes.h"
#include "cluster/practice/offline/offlinecheck.h"
#include "model/schema/validate.h"
#include "model/wire/json.h"
#include "model/yaml/yamlvalue.h"
#include "tests/cluster/practice/offline/offlinecases.h"
#include "tests/support/planerequests.h"

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
    QList<support::PlaneAnswer> ask(const QList<QByteArray> &manifests);

    std::unique_ptr<support::ControlPlane> m_plane;
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
    return support::collectionPath(resource.apiVersion, QString::fromUtf8(kind.plural), kind.namespaced,
                                   resource.key.ns);
}

Value bodyOf(const support::PlaneAnswer &answer)
{
    auto json = readJson(answer.body);
    return json ? std::move(json->value) : Value();
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
    ask({"apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n"});
}

// As strict dry runs; a Namespace is made.
QList<support::PlaneAnswer> OfflineCheckLiveTest::ask(const QList<QByteArray> &manifests)
{
    support::PlaneRequests requests;
    for (const QByteArray &manifest : manifests) {
        const bool isMade = manifest.contains("kind: Namespace\n");
        requests.append({pathOf(manifest) + (isMade ? QString() : u"?dryRun=All&fieldValidation=Strict"_s), manifest});
    }
    return support::postAll(*m_plane, requests);
}

void OfflineCheckLiveTest::goodManifestsAreTaken()
{
    QList<QByteArray> manifests;
    QByteArrayList refused;
    for (const auto &[name, text] : readOfflineCases().bases) manifests.append(text);
    const QList<support::PlaneAnswer> answers = ask(manifests);
    for (qsizetype i = 0; i < answers.size(); ++i)
        if (answers[i].status != 201)
            refused += QByteArray::number(answers[i].status) + ' ' +
                       practice::textAt(bodyOf(answers[i]), {u"message"}).toUtf8();
    QCOMPARE(refused, QByteArrayList());
}

// Every case is refused; what the check says of it, the server says; and what else the server says, other rules tell.
void OfflineCheckLiveTest::faultsAreTheServers()
{
    const QList<OfflineCase> cases = readOfflineCases().cases;
    QList<QByteArray> manifests;
    for (const OfflineCase &one : cases) manifests.append(one.manifest);
    const QList<support::PlaneAnswer> answers = ask(manifests);
    QCOMPARE(answers.size(), cases.size());
    const ApiCheck check = practice::offlineCheck();
    int said = 0, beyond = 0, more = 0;
    QByteArrayList wrong;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        if (answers[i].status != 422 && answers[i].status != 403 && answers[i].status != 400)
            wrong += cases[i].name + ": " + QByteArray::number(answers[i].status);
        const QStringList causes = causesOf(bodyOf(answers[i]));
        const std::vector<ApiFault> faults = check(valueOf(cases[i].manifest), 33, nullptr);
        for (const ApiFault &fault : faults) {
            const bool isSaid = fault.reason == u"BadRequest"
                                    ? practice::textAt(bodyOf(answers[i]), {u"message"}).contains(fault.message)
                                    : causes.contains(fault.field + u": "_s + fault.message);
            if (!isSaid)
                wrong += cases[i].name + ": " + (fault.field + u": "_s + fault.message).toUtf8() + " is not in " +
                         causes.join(u" | "_s).toUtf8() + practice::textAt(bodyOf(answers[i]), {u"message"}).toUtf8();
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
