// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/rendering.h"
#include "tests/model/kustomize/printed.h"
#include "tests/support/testdata.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

// Each folder below tests/data/kustomize has a `case`, the kustomization to be rendered, and what the kustomize program
// made of it: `expected.yaml`, or `refused`, its error. The script `record` there makes them. Where there is a file
// `unsupported`, ours says that it does not render the part of kustomize that this file names.
class TestKustomizations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asKustomize_data()
    {
        QTest::addColumn<QString>("path");
        const QString other = qEnvironmentVariable("KUBEWRIGHT_KUSTOMIZATIONS");
        const QDir all(other.isEmpty() ? support::testDataPath(u"kustomize"_s) : other);
        for (const QString &name : all.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QTest::newRow(name.toUtf8().constData()) << all.filePath(name);
    }
    void asKustomize()
    {
        QFETCH(QString, path);
        QFile chosen(path + u"/case"_s);
        const QString folder =
            chosen.open(QIODevice::ReadOnly) ? QString::fromUtf8(chosen.readAll().trimmed()) : u"."_s;
        const auto rendering = Rendering::kustomize(QDir(path).filePath(folder));
        QByteArray problems;
        for (const Problem &problem : rendering->problems())
            if (problem.severity == Severity::Error) problems += toText(problem).toUtf8() + '\n';

        if (QFile::exists(path + u"/refused"_s)) {
            QVERIFY2(!problems.isEmpty(), rendering->text().constData());
            return;
        }
        if (QFile part(path + u"/unsupported"_s); part.open(QIODevice::ReadOnly)) {
            QVERIFY2(problems.contains("error: " + part.readAll().trimmed() + " is a part of kustomize that is not "),
                     problems.constData());
            QCOMPARE(rendering->text(), QByteArray());
            return;
        }
        QCOMPARE(problems, QByteArray());
        QFile expected(path + u"/expected.yaml"_s);
        QVERIFY(expected.open(QIODevice::ReadOnly));
        const Printed ours = print(rendering->text()), theirs = print(expected.readAll());
        QCOMPARE(idsOf(ours), idsOf(theirs));
        for (size_t i = 0; i < theirs.size(); ++i)
            QVERIFY2(ours[i] == theirs[i], "\n" + ours[i].second + theirs[i].second);
    }
};

QTEST_GUILESS_MAIN(TestKustomizations)
#include "tst_kustomizations.moc"
