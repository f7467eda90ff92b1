// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/kustomize/casefolder.h"

#include <QTest>

using namespace Qt::StringLiterals;

// Problems that propose a text for a value that a kustomization renders.
class TestProposals : public QObject
{
    Q_OBJECT

    CaseFolder m_folder;

private Q_SLOTS:
    void init() { m_folder.begin(); }

    // Whoever is told to quote a value is told so of what stands in the file.
    void proposalsAsWritten_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("fix");
        const auto row = [](const char *written, const QByteArray &fix) {
            QTest::newRow(written) << QByteArray(written) << fix;
        };
        for (const char *written : {"1.10", "0x1f", "1e3", "0777", "0o17", "1_000", ".5", "True", "+1", "80"})
            row(written, " (quote it: \"" + QByteArray(written) + "\")");
        row("!!int \"07\"", "");
        row("&a 1.10", " (quote it: \"1.10\")");
    }
    void proposalsAsWritten()
    {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, fix);
        const QByteArray container =
            "kind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {a: web}}\n"
            "  template: {metadata: {labels: {a: web}}, spec: {containers: [{name: a, image: a";
        const QByteArray value = ", env: [{name: X,\n    value: " + written + "}]}]}}\n";
        const QByteArray head = "resources: [web.yaml]\npatches:\n- ";
        const auto expect = [&](const QByteArray &kustomization, bool isInPatch) {
            m_folder.write(u"web.yaml"_s, "apiVersion: apps/v1\n" + container + (isInPatch ? "}]}}\n"_ba : value));
            m_folder.write(u"kustomization.yaml"_s, kustomization);
            const QByteArray found = m_folder.checked(u"."_s);
            QVERIFY2(found.contains(isInPatch ? "kustomization.yaml:10:" : "web.yaml:7:"), found.constData());
            QVERIFY2(found.count('\n') == 1 && found.endsWith(fix + " [schema-wrong-type]\n"), found.constData());
            QCOMPARE(found.contains("quote it"), !fix.isEmpty());
        };
        expect("resources: [web.yaml]\nnamePrefix: o-\n", false);
        expect(head + "target: {kind: Deployment}\n" // goes through JSON
                      "  patch: '[{\"op\": \"add\", \"path\": \"/spec/replicas\", \"value\": 2}]'\n",
               false);
        expect(head + ("patch: |\napiVersion: apps/v1\n" + container + value).trimmed().replace("\n", "\n    ") + '\n',
               true);
    }

    // Where a version stands the number is taken with a warning.
    void likelyTexts()
    {
        m_folder.write(u"kustomization.yaml"_s, "resources: [foo.yaml]\n");
        m_folder.write(u"foo.yaml"_s,
                       "apiVersion: example.com/v1\nkind: Foo\nmetadata: {name: foo}\nspec:\n  version: 1.10\n");
        const QByteArray found = m_folder.checked(u"."_s);
        QVERIFY2(found.contains("foo.yaml:5:12: warning: 1.10 is read as 1.1 (quote it if text is meant: \"1.10\") "
                                "[yaml-likely-text]\n"),
                 found.constData());
    }
};

QTEST_GUILESS_MAIN(TestProposals)
#include "tst_proposals.moc"
