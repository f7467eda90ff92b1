// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/offlinecheck.h"
#include "model/document/checker.h"
#include "tests/cluster/practice/offline/offlinecases.h"

#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

const QString file = u"customcases.txt"_s;

QByteArray errorsOf(const QByteArray &text)
{
    Checker checker(SchemaStore::builtin());
    checker.setApiCheck(practice::offlineCheck());
    QByteArray out;
    for (const Problem &problem : checker.check(*ResourceSet::build({{u"a.yaml"_s, YamlStream::parse(text)}})))
        if (problem.severity == Severity::Error)
            out += QByteArray::number(problem.line) + ':' + QByteArray::number(problem.column) + ' ' +
                   problem.field.toString().toUtf8() + " [" + problem.rule.toUtf8() + "] " + problem.message.toUtf8() +
                   '\n';
    return out;
}

} // namespace

// Resources of a kind that a definition beside them defines.
class OfflineCustomTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodOnes()
    {
        const OfflineCases read = readOfflineCases(file);
        QVERIFY(!read.bases.empty());
        for (const auto &[name, text] : read.bases) QCOMPARE(errorsOf(text), QByteArray());
    }

    void oneFault_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("problems");
        for (const OfflineCase &one : readOfflineCases(file).cases)
            QTest::newRow(one.name) << one.manifest << one.problems;
    }
    void oneFault()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, problems);
        QVERIFY(!text.isEmpty());
        QVERIFY(!problems.isEmpty());
        QCOMPARE(errorsOf(text), problems);
    }

    void record()
    {
        if (!qEnvironmentVariableIsSet("KUBEWRIGHT_RECORD")) return;
        QList<QByteArray> problems;
        for (const OfflineCase &one : readOfflineCases(file).cases) problems.append(errorsOf(one.manifest));
        QVERIFY(recordOfflineCases(problems, file));
    }

    // What a cluster makes itself is not judged, nor what stands below a status that is a subresource.
    void asAClusterShowsIt()
    {
        QByteArray text = readOfflineCases(file).bases.begin()->second;
        text.replace("  name: gear\n", "  name: gear\n  uid: a\n  resourceVersion: \"7\"\n  generation: -1\n");
        text.replace("\nstatus: {}", "\nstatus: {phase: 3}");
        QCOMPARE(errorsOf(text), QByteArray());
    }
};

QTEST_GUILESS_MAIN(OfflineCustomTest)
#include "tst_offlinecustom.moc"
