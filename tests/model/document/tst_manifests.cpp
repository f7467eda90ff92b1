// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/document.h"
#include "model/document/files.h"
#include "model/document/parsefiles.h"
#include "tests/model/document/ondisk.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using namespace model;

// Real manifests, many hundreds of lines of other people's habits: what nobody changes is saved byte for byte.
class ManifestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesEveryByte_data()
    {
        QTest::addColumn<QString>("file");
        const QDir root(QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests"));
        QDirIterator files(root.path(), {u"*.yaml"_s, u"*.yml"_s, u"*.json"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        int count = 0;
        for (; files.hasNext(); ++count) {
            const QString file = files.next();
            QTest::newRow(qPrintable(root.relativeFilePath(file))) << file;
        }
        QCOMPARE(count, 249);
    }
    void savesEveryByte()
    {
        QFETCH(QString, file);
        const QByteArray original = onDisk(file);
        const QTemporaryDir folder;
        const QString copy = folder.filePath(u"copy."_s + QFileInfo(file).suffix());
        put(copy, original);
        Document document;
        DocumentFiles files(document);
        files.open(parsed(readFiles({copy}).files));
        QCOMPARE(document.text(copy), original);

        // A real edit where there is a resource; typing where the text is broken.
        const auto &resources = document.resources()->resources();
        if (resources.empty()) {
            document.perform({u"Typing"_s, Origin::Text}, {{TextChange{copy, 0, "", "# "}}});
        } else {
            const FieldPath label{u"metadata"_s, u"labels"_s, u"kubewright"_s};
            const Result<void> edited = document.edit({u"Edit"_s}, {SetField{resources[0].key, label, u"x"_s}});
            QVERIFY2(edited.ok(), edited.ok() ? "" : qPrintable(edited.error().toString()));
        }
        QVERIFY(files.save(copy).ok());
        QVERIFY(onDisk(copy) != original);
        document.history()->undo();
        QVERIFY(files.save(copy).ok());
        QVERIFY(onDisk(copy) == original);
    }

    void refusesTemplates()
    {
        const QString root = QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests/");
        Document document;
        DocumentFiles files(document);
        files.open(parsed(readFiles({root}).files));
        QStringList refused;
        for (const Problem &problem : document.resources()->problems())
            if (problem.rule == u"yaml-syntax")
                refused << u"%1:%2:%3"_s.arg(problem.file.section(u'/', -2)).arg(problem.line).arg(problem.column);
        QCOMPARE(refused.join(u' '), u"newrelic-infrastructure/newrelic-config-template.yaml:7:12 "
                                     "newrelic/newrelic-config-template.yaml:7:12 "
                                     "vitess/etcd-controller-template.yaml:6:14 "
                                     "vitess/etcd-service-template.yaml:7:12 "
                                     "vitess/vtgate-controller-template.yaml:6:14"_s);
    }
};

QTEST_GUILESS_MAIN(ManifestsTest)
#include "tst_manifests.moc"
