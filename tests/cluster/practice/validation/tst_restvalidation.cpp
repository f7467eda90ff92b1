// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/validation/recorded.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;

// Every kind but pods and workloads says of a broken object what a real apiserver said.
class TestRestValidation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatTheServerSays_data()
    {
        QTest::addColumn<QString>("ours");
        QTest::addColumn<QString>("theirs");
        const QDir dir(QStringLiteral(KUBEWRIGHT_TEST_DATA "/practice/validation"));
        int cases = 0;
        for (const QString &file : dir.entryList({u"rest-*.json"_s}, QDir::Files))
            for (const RecordedCase &recorded : recordedCases(file)) {
                ++cases;
                QTest::newRow(qPrintable(recorded.name)) << shown(causesOf(recorded)) << shown(recorded.causes);
            }
        QVERIFY(cases > 250);
    }

    void saysWhatTheServerSays()
    {
        QFETCH(QString, ours);
        QFETCH(QString, theirs);
        if (ours != theirs)
            qWarning().noquote() << u"\nours:\n%1\ntheirs:\n%2"_s.arg(ours.left(3000), theirs.left(3000));
        QVERIFY(ours == theirs);
    }
};

QTEST_GUILESS_MAIN(TestRestValidation)
#include "tst_restvalidation.moc"
