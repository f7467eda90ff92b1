// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apply/servercheck.h"
#include "tests/support/controlplane.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

// What a real API server refuses, and what it warns of.
class TestServerCheckLive : public QObject
{
    Q_OBJECT

    std::unique_ptr<support::ControlPlane> m_plane;

private Q_SLOTS:
    void initTestCase() { KUBEWRIGHT_REQUIRE_CONTROLPLANE(m_plane, support::ControlPlane::shared()); }

    void tellsOfWarnings()
    {
        model::Document document;
        document.load(u"shop.yaml"_s, "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: old}\nspec:\n"
                                      "  selector: {matchLabels: {app: old}}\n  template:\n    metadata:\n"
                                      "      labels: {app: old}\n    spec:\n      nodeSelector:\n"
                                      "        beta.kubernetes.io/os: linux\n      containers:\n"
                                      "      - {name: a, image: 'a:1'}\n---\n"
                                      "apiVersion: v1\nkind: Service\nmetadata: {name: bad}\nspec:\n"
                                      "  ports:\n  - {port: 70000, targetPort: 80}\n---\n"
                                      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: good}\n");
        app::ClusterLink link;
        link.setKubeconfigPath(m_plane->kubeconfig());
        const auto contexts = link.contexts();
        QVERIFY(contexts.ok() && !contexts->isEmpty());
        link.open(contexts->front().name);
        QVERIFY(link.isOpen());
        app::ServerCheck check(&link);
        QSignalSpy finished(&check, &app::ServerCheck::finished), failed(&check, &app::ServerCheck::failed);
        check.start(document.resources());
        QTRY_VERIFY_WITH_TIMEOUT(finished.size() + failed.size() == 1, 30000);
        QCOMPARE(finished.size(), 1);
        QStringList told;
        for (const model::Problem &problem : finished[0][0].value<app::ServerAnswer>().problems)
            told << u"%1 %2 %3 %4 %5: %6"_s.arg(QString::number(problem.line), problem.resource.name,
                                                model::toWord(problem.severity), problem.rule, problem.field.toString(),
                                                problem.message);
        told.sort();
        QCOMPARE(told.join(u'\n'),
                 u"11 old warning server-warning spec.template.spec.nodeSelector[beta.kubernetes.io/os]: "
                 "spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "
                 "\"kubernetes.io/os\" instead\n"
                 "20 bad error server-invalid spec.ports[0].port: spec.ports[0].port: Invalid value: 70000: must be "
                 "between 1 and 65535, inclusive"_s);
    }
};

QTEST_MAIN(TestServerCheckLive)
#include "tst_serverchecklive.moc"
