// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/document/safelyfixed.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n";
const QByteArray map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n";

void stays(const char *name, const QByteArray &text) { QTest::newRow(name) << text; }

} // namespace

// What safe fixes leave alone, though there is a problem, and mostly a fix that is offered.
class LeftAloneTest : public QObject
{
    Q_OBJECT

    static void checkLeft(const QByteArray &text)
    {
        const model::SafelyFixed after = fixed(text);
        QCOMPARE(QString::fromUtf8(after.text), QString::fromUtf8(text));
        QCOMPARE(int(after.fixed.size()), 0);
        QVERIFY(!after.isStopped);
    }

private Q_SLOTS:
    void guesses_data()
    {
        QTest::addColumn<QByteArray>("text");
        stays("nothing to do", service + "  ports: [{port: 80}]\n");
        stays("it is not sure what was meant", service + "  tpe: NodePort\n  ports: [{prt: 80}]\n");
        stays("the name is there already", service + "  typ: NodePort\n  type: NodePort\n  ports: [{port: 80}]\n");
        const QByteArray pod =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: c, image: i}]\n";
        for (const char *line : {"hostIP: true", "hostIP: 10.0.0.1", "hostNetwrk: true", "volume: {name: v}",
                                 "initContainer: {name: v}", "hostNam: [a]"})
            stays(line, pod + "  " + line + '\n');
        for (const char *line : {"externalIP: 1.2.3.4", "port: 80", "selectr: {a: b}\n  selecto: {a: c}"})
            stays(line, service + "  " + line + '\n');
        stays("two keys that are nearly kind", "apiVersion: v1\nkinds: Pod\nKind: Service\nmetadata: {name: a}\n");
        stays("two versions", "apiversion: v1\napiVersio: apps/v1\nkind: Deployment\nmetadata: {name: a}\n");
        stays("no manifest at all", "apiVersion: v1\nbind: 0.0.0.0\nport: 80\n");
        stays("no kind that can be", "apiVersion: v1\nbind: 0.0.0.0\nmetadata: {name: a}\n");
        stays("a kind that is not known", "apiVersion: v1\nbind: Localhost\nmetadata: {name: a}\n");
        stays("a kind in JSON", "{\"apiVersion\":\"v1\",\"kinds\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}");
        const QByteArray budget = "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: "
                                  "{maxUnavailable: 1, selector: {";
        for (const char *nothing : {"", "matchLabels: {}", "matchExpressions: []"})
            stays(("an old version that selected nothing: " + QByteArray(nothing)).constData(),
                  budget + nothing + "}}\n");
        stays("an old version with other defaults",
              "apiVersion: apps/v1beta1\nkind: StatefulSet\nmetadata: {name: a}\nspec: {serviceName: a, "
              "selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: "
              "{containers: [{name: c, image: i}]}}}\n");
    }

    void guesses()
    {
        QFETCH(QByteArray, text);
        checkLeft(text);
    }

    void repeated_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray ports = "  ports: [{port: 80}]\n";
        stays("a key, not the same", service + "  type: NodePort\n  type: ClusterIP\n" + ports);
        stays("a key with a comment", service + "  type: NodePort\n  type: NodePort # again\n" + ports);
        stays("a key below a comment", service + "  type: NodePort\n  # again\n  type: NodePort\n" + ports);
        stays("an item with a comment", service + "  ports:\n  - {name: a, port: 80}\n  - {name: a, port: 80} # b\n");
        stays("an item above a comment of its own", service + "  ports:\n  - {name: a,   port: 80}\n\n  - name: b\n"
                                                              "    port: 81\n  - {name: a,   port: 80}\n      # c\n");
        stays("a comment that would fall into the text above",
              map + "  b: \"1\"\n  a: |\n    foo\n  b: \"1\"\n    # deep\n  c: x\n");
        stays("blanks that would fall into the text above", map + "  b: x\n  a: |\n    foo\n  b: x\n      \n  c: z\n");
        stays("blank lines of the text above", map + "  b: \"1\"\n  a: |+\n    foo\n\n  b: \"1\"");
        const QByteArray volumes = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: c, "
                                   "image: i}]\n  volumes: [\n    {name: a, emptyDir: {}}";
        stays("an item in brackets below a comment",
              volumes + ",\n    # of the next\n    {name: a, emptyDir: {}},\n    {name: b, emptyDir: {}}\n  ]\n");
        stays("the same, with commas in front", volumes + "\n    # of the next\n    , {name: a, emptyDir: {}}\n"
                                                          "    , {name: b, emptyDir: {}}]\n");
    }

    void repeated()
    {
        QFETCH(QByteArray, text);
        checkLeft(text);
    }

    void anchors_data()
    {
        QTest::addColumn<QByteArray>("text");
        stays("an anchor of others", service + "  ports:\n  - &p {port: \"80\", name: a}\n  - {<<: *p, name: b}\n");
        stays("an anchor at a value", map + "  a: &x 5\n");
        stays("a tag at a value", service + "  ports: [{port: !!str \"80\"}]\n");
        stays("a merge without an alias", service + "  <<: {type: nodeport}\n  ports: [{port: 80}]\n");
        const QByteArray twice = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: 5}\n";
        stays("an alias in the first of two definitions",
              QByteArray(twice).replace("{a: 5}", "{a: 5, b: &x c, d: *x}") + "---\n" + twice);
    }

    void anchors()
    {
        QFETCH(QByteArray, text);
        checkLeft(text);
    }
};

QTEST_GUILESS_MAIN(LeftAloneTest)
#include "tst_leftalone.moc"
