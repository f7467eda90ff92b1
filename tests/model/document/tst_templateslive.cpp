// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/templates.h"
#include "tests/support/controlplane.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace model;

class TemplatesLiveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A real apiserver takes each of them as it is, without a warning.
    void areTakenByARealServer()
    {
        const QString kubectl = QStandardPaths::findExecutable(u"kubectl"_s);
        if (kubectl.isEmpty()) KUBEWRIGHT_SKIP("no kubectl here");
        std::unique_ptr<support::ControlPlane> plane;
        KUBEWRIGHT_REQUIRE_CONTROLPLANE(plane, support::ControlPlane::shared());
        for (const Template &entry : templates()) {
            QProcess process;
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(kubectl, {u"--kubeconfig"_s, plane->kubeconfig(), u"apply"_s, u"--dry-run=server"_s,
                                    u"--validate=strict"_s, u"-f"_s, u"-"_s});
            process.write(*instantiate(entry.id, u"shop-1"_s));
            process.closeWriteChannel();
            QVERIFY(process.waitForFinished());
            const QByteArray said = process.readAll();
            QVERIFY2(process.exitCode() == 0, said);
            QVERIFY2(!said.contains("Warning"), said);
            QCOMPARE(said.count("created (server dry run)"), instantiate(entry.id, u"shop-1"_s)->count("\nkind: "));
        }
    }
};

QTEST_GUILESS_MAIN(TemplatesLiveTest)
#include "tst_templateslive.moc"
