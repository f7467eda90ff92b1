// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/validate.h"

#include <QDirIterator>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

QByteArray problemsOf(const QByteArray &yaml, const QString &file = {})
{
    const auto set = ResourceSet::build({{file, YamlStream::parse(yaml)}});
    QByteArray text;
    for (const Problem &problem : set->problems()) text += toText(problem).toUtf8() + '\n';
    for (const Problem &problem : schemaProblems(*set, SchemaStore::builtin())) text += toText(problem).toUtf8() + '\n';
    return text;
}

} // namespace

class TestValidate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodFiles_data();
    void goodFiles();
};

void TestValidate::goodFiles_data()
{
    QTest::addColumn<QString>("path");
    QDirIterator files(QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests/online-boutique"), {u"*.yaml"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        QTest::newRow(qPrintable(files.fileName())) << files.filePath();
    }
}

void TestValidate::goodFiles()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(problemsOf(file.readAll()), "");
}

QTEST_GUILESS_MAIN(TestValidate)
#include "tst_validate.moc"
