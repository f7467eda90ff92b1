// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/rendering.h"
#include "tests/model/kustomize/printed.h"
#include "tests/support/controlplane.h"
#include "tests/support/packagetools.h"
#include "tests/support/testdata.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

constexpr int cases = 60; // KUBEWRIGHT_KUSTOMIZE_CASES makes it more, KUBEWRIGHT_KUSTOMIZE_SEED others

QByteArray deployment(const QByteArray &name)
{
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: " + name +
           ", labels: {app: web}}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n"
           "    metadata: {labels: {app: web}}\n    spec:\n      serviceAccountName: sa\n      containers:\n"
           "      - {name: web, image: \"web:1\", envFrom: [{configMapRef: {name: conf}}, {secretRef: {name: key}}]}\n"
           "      - {name: side, image: side, env: [{name: A, value: b}]}\n";
}

const QByteArrayList resources{
    deployment("web"),
    deployment("db"),
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf, annotations: {a: b}}\ndata: {host: \"h:1\", b: c}\n",
    "apiVersion: v1\nkind: Secret\nmetadata: {name: key, namespace: own}\nstringData: {a: b}\n",
    "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: sa}\n",
    "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n",
    "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n",
    "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: rb}\nroleRef: {apiGroup: "
    "rbac.authorization.k8s.io, kind: Role, name: r}\nsubjects: [{kind: ServiceAccount, name: sa, namespace: x}]\n",
    "apiVersion: example.com/v1\nkind: Foo\nmetadata: {name: foo}\nspec: {image: web, replicas: 1}\n",
};

// Parts of a kustomization, of which some are taken.
const QByteArrayList parts{
    "namePrefix: pre-\n",
    "nameSuffix: -suf\n",
    "namespace: shop\n",
    "commonLabels: {team: a}\n",
    "labels:\n- {pairs: {x: z}, includeTemplates: true}\n- {pairs: {s: t}, includeSelectors: true}\n",
    "commonAnnotations: {note: \"1\"}\n",
    "images: [{name: web, newName: reg.io/web, newTag: \"1.10\"}]\n",
    "replicas: [{name: web, count: 3}]\n",
    "configMapGenerator:\n- {name: gen, literals: [a=b, \"c='d'\"]}\n- {name: gen2, files: [file.txt], options: "
    "{disableNameSuffixHash: true}}\n",
    "secretGenerator: [{name: sec, envs: [env.txt]}]\n",
    "generatorOptions: {labels: {made: \"yes\"}, immutable: true}\n",
    "sortOptions: {order: fifo}\n",
    "patches:\n- target: {kind: Deployment}\n  patch: |-\n    - {op: add, path: /metadata/annotations, value: {p: q}}\n"
    "- target: {kind: ConfigMap, name: conf.*}\n  options: {allowNameChange: true}\n  patch: |-\n"
    "    {apiVersion: v1, kind: ConfigMap, metadata: {name: renamed}, data: {b: null, z: \"1\"}}\n",
    "patches:\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: web}\n    spec:\n"
    "      template:\n        spec:\n          containers:\n          - {name: side, $patch: delete}\n"
    "          - {name: new, image: \"new:2\"}\n",
    "replacements:\n- source: {kind: ConfigMap, name: conf, fieldPath: data.host, options: {delimiter: \":\"}}\n"
    "  targets:\n  - select: {kind: Deployment}\n    fieldPaths: [\"spec.template.spec.containers.[name=web].image\"]\n"
    "    options: {delimiter: \":\", index: 1}\n",
    "components: [../comp]\n",
};

} // namespace

// Our reader and the real kustomize, over the kept cases and over kustomizations that chance makes: the same objects in
// the same order, or both refuse.
class TestKustomizeLive : public QObject
{
    Q_OBJECT

    QString m_program;
    QTemporaryDir m_folder;
    int m_rendered = 0, m_refused = 0;

    struct Run
    {
        int exit = -1;
        QByteArray out, err;
    };
    Run kustomize(const QString &folder) const
    {
        QProcess process;
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(m_program, {u"build"_s, folder});
        constexpr int waitMs = 60000;
        if (!process.waitForFinished(waitMs)) return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    // Empty: both make the same of it.
    QByteArray difference(const QString &folder)
    {
        const Run theirs = kustomize(folder);
        const auto ours = Rendering::kustomize(folder);
        QByteArray refused;
        for (const Problem &problem : ours->problems())
            if (problem.severity == Severity::Error) refused += toText(problem).toUtf8() + '\n';
        if (theirs.exit < 0) return "kustomize did not end";
        if ((theirs.exit != 0) != !refused.isEmpty()) return "theirs: " + theirs.err + "ours: " + refused;
        if (theirs.exit != 0) return ++m_refused, QByteArray();
        ++m_rendered;
        const Printed a = print(ours->text()), b = print(theirs.out);
        if (idsOf(a) != idsOf(b)) return "ours:\n" + idsOf(a) + "theirs:\n" + idsOf(b);
        for (size_t i = 0; i < a.size(); ++i)
            if (a[i] != b[i]) return "ours:\n" + a[i].second + "theirs:\n" + b[i].second;
        return {};
    }
    static void write(const QString &path, const QByteArray &text)
    {
        QVERIFY(QDir().mkpath(path.section(u'/', 0, -2)));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    // A kustomization file with some of the parts.
    static QByteArray some(QRandomGenerator &chance, bool isComponent)
    {
        QByteArray text;
        QByteArrayList taken;
        for (const QByteArray &part : parts) {
            const QByteArray field = part.left(part.indexOf(':'));
            const bool fits =
                !taken.contains(field) && (!isComponent || (field != "components" && field != "sortOptions"));
            if (chance.bounded(4) != 0 || !fits) continue;
            taken += field;
            text += part;
        }
        return text;
    }
    static void makeCase(const QString &root, QRandomGenerator &chance)
    {
        QByteArray names;
        for (qsizetype i = 0; i < resources.size(); ++i) {
            const bool isNeeded = i == 0 || i == 2; // by patches and replacements
            if (!isNeeded && chance.bounded(3) == 0) continue;
            names += (names.isEmpty() ? "" : ", ") + QByteArray::number(i) + ".yaml";
            write(root + u"/base/%1.yaml"_s.arg(i), resources[i]);
        }
        for (const QString &folder : {u"base"_s, u"over"_s, u"comp"_s}) {
            write(root + u'/' + folder + u"/file.txt"_s, "a file\nof two lines\n");
            write(root + u'/' + folder + u"/env.txt"_s, "# variables\r\nA=1\r\nB=\"two\"\r\n");
        }
        write(root + u"/base/kustomization.yaml"_s, "resources: [" + names + "]\n" + some(chance, true));
        write(root + u"/comp/kustomization.yaml"_s,
              "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncommonAnnotations: {of: comp}\n" +
                  some(chance, true)
                      .replace("commonAnnotations: {note: \"1\"}\n", "")
                      .replace("name: gen", "name: cgen")
                      .replace("name: sec", "name: csec"));
        write(root + u"/over/kustomization.yaml"_s,
              "resources: [../base]\n" +
                  some(chance, false).replace("name: gen", "name: ogen").replace("name: sec", "name: osec"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto tools = support::packageTools();
        if (!tools) KUBEWRIGHT_SKIP(tools.error().message.toUtf8());
        m_program = *tools + u"/kustomize"_s;
    }

    void keptCases_data()
    {
        QTest::addColumn<QString>("path");
        const QDir all(support::testDataPath(u"kustomize"_s));
        for (const QString &name : all.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            if (!QFile::exists(all.filePath(name) + u"/unsupported"_s))
                QTest::newRow(name.toUtf8().constData()) << all.filePath(name);
    }
    void keptCases()
    {
        QFETCH(QString, path);
        QFile chosen(path + u"/case"_s);
        const QString folder =
            chosen.open(QIODevice::ReadOnly) ? QString::fromUtf8(chosen.readAll().trimmed()) : u"."_s;
        QCOMPARE(difference(QDir::cleanPath(path + u'/' + folder)), QByteArray());
    }

    void byChance()
    {
        const int count = qEnvironmentVariableIntValue("KUBEWRIGHT_KUSTOMIZE_CASES");
        QRandomGenerator chance(quint32(qEnvironmentVariableIntValue("KUBEWRIGHT_KUSTOMIZE_SEED")));
        m_rendered = m_refused = 0;
        for (int i = 0; i < std::max(count, cases); ++i) {
            const QString root = m_folder.path() + u"/%1"_s.arg(i);
            makeCase(root, chance);
            const QByteArray found = difference(root + u"/over"_s);
            if (found.isEmpty()) continue;
            m_folder.setAutoRemove(false);
            QFAIL(("case in " + root.toUtf8() + '\n' + found).constData());
        }
        qInfo("%d rendered alike, %d refused by both", m_rendered, m_refused);
        QVERIFY(m_rendered > m_refused); // else little was compared
    }
};

QTEST_GUILESS_MAIN(TestKustomizeLive)
#include "tst_kustomizelive.moc"
