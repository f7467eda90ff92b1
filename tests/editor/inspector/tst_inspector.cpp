// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/inspector/fields.h"
#include "editor/inspector/inspector.h"
#include "model/document/document.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using namespace editor;

namespace {

const QByteArray web = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: web # the front
  labels: {app: web}
spec:
  replicas: 2
  template:
    spec:
      containers:
      - name: web
        image: shop/web:1
        ports:
        - containerPort: 8080
        env:
        - name: MODE
          value: fast
        - name: TOKEN
          valueFrom: {secretKeyRef: {name: s, key: k}}
)";
const QByteArray secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: hunter2}\n";
const model::ResourceKey key{u"apps"_s, u"Deployment"_s, {}, u"web"_s};

QString print(const std::vector<InspectorField> &fields)
{
    QString text;
    for (const InspectorField &field : fields)
        text += field.group + u'|' + field.label + u'|' + field.path.toString() + u'|' + field.value + u'\n';
    return text;
}

} // namespace

class TestInspector : public QObject
{
    Q_OBJECT

    model::Document m_document;
    model::Selection m_selection;

    QLineEdit *editorOf(const Inspector &inspector, const QString &name)
    {
        for (QLineEdit *editor : inspector.findChildren<QLineEdit *>())
            if (editor->accessibleName() == name) return editor;
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_document.clear();
        m_selection.clear(model::Origin::File);
        m_document.load(u"web.yaml"_s, web);
    }

    void anotherSelectionRenamesNothing()
    {
        m_document.load(u"s.yaml"_s, secret);
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(key, {}, model::Origin::Canvas);
        inspector.show();
        inspector.activateWindow();
        editorOf(inspector, u"Deployment name"_s)->setFocus();
        QTRY_VERIFY(editorOf(inspector, u"Deployment name"_s)->hasFocus());
        m_selection.select({{}, u"Secret"_s, {}, u"s"_s}, {}, model::Origin::QuickFix);
        QCoreApplication::processEvents();
        QCOMPARE(m_document.text(u"s.yaml"_s), secret);
        QCOMPARE(m_document.text(u"web.yaml"_s), web);
    }

    void fields()
    {
        const auto set = m_document.resources();
        QCOMPARE(print(inspectorFields(*set->find(key))), uR"(Deployment|name|metadata.name|web
Deployment|namespace|metadata.namespace|
Labels|app|metadata.labels.app|web
Labels|add|metadata.labels|
Pods|replicas|spec.replicas|2
Container web|image|spec.template.spec.containers[0].image|shop/web:1
Container web|port|spec.template.spec.containers[0].ports[0].containerPort|8080
Container web|add port|spec.template.spec.containers[0].ports|
Container web|MODE|spec.template.spec.containers[0].env[0].value|fast
Container web|TOKEN|spec.template.spec.containers[0].env[1].value|Secret s / k
Container web|add env|spec.template.spec.containers[0].env|
)"_s);
    }

    void aSecretStaysHidden()
    {
        m_document.load(u"web.yaml"_s, secret);
        const auto set = m_document.resources();
        QVERIFY(!print(inspectorFields(set->resources().front())).contains(u"hunter2"_s));
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(set->resources().front().key, {}, model::Origin::Canvas);
        for (const QLineEdit *editor : inspector.findChildren<QLineEdit *>())
            QVERIFY(!editor->text().contains(u"hunter2"_s));
    }

    void typingIsOneStep()
    {
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(key, {}, model::Origin::Canvas);
        QLineEdit *replicas = editorOf(inspector, u"Pods replicas"_s);
        QVERIFY(replicas);
        QTest::keyClick(replicas, Qt::Key_End);
        QTest::keyClicks(replicas, u"5"_s);
        QTest::keyClicks(replicas, u"0"_s);
        QVERIFY(m_document.text(u"web.yaml"_s).contains("replicas: 250\n"));
        QCOMPARE(m_document.history()->count(), 1);
        m_document.history()->undo();
        QCOMPARE(m_document.text(u"web.yaml"_s), web);
    }

    void whatIsNoNumberIsRefused()
    {
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(key, {}, model::Origin::Canvas);
        QLineEdit *replicas = editorOf(inspector, u"Pods replicas"_s);
        QTest::keyClicks(replicas, u"x"_s);
        QVERIFY(replicas->property("invalid").toBool());
        QCOMPARE(m_document.text(u"web.yaml"_s), web);
        replicas->clear();
        QTest::keyClicks(replicas, u" "_s); // nothing means: not said
        QVERIFY(!m_document.text(u"web.yaml"_s).contains("replicas"));
    }

    void renamesAndFollows()
    {
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(key, {}, model::Origin::Canvas);
        QLineEdit *name = editorOf(inspector, u"Deployment name"_s);
        name->setText(u"shop"_s);
        Q_EMIT name->editingFinished();
        QVERIFY(m_document.text(u"web.yaml"_s).contains("name: shop # the front"));
        QCOMPARE(m_selection.single().name, u"shop"_s);
    }

    // A crash loses at most two seconds of typing, so a pause makes a name the document's, and the field stays.
    void aPauseIsEnoughForAName()
    {
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(key, {}, model::Origin::Canvas);
        inspector.show();
        QVERIFY(QTest::qWaitForWindowActive(&inspector));
        QPointer<QLineEdit> name = editorOf(inspector, u"Deployment name"_s);
        name->setFocus();
        QTest::keyClick(name, Qt::Key_End);
        QTest::keyClicks(name, u"sh"_s);
        QCOMPARE(m_document.text(u"web.yaml"_s), web);
        QTRY_VERIFY_WITH_TIMEOUT(m_document.text(u"web.yaml"_s).contains("name: websh # the front\n"), 1500);
        QVERIFY(name && name->hasFocus());
        QTest::keyClicks(name, u"op"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_document.text(u"web.yaml"_s).contains("name: webshop # the front\n"), 1500);
        QCOMPARE(m_selection.single().name, u"webshop"_s);
    }

    void pendingNames_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"commitPending", "hidden", "another selection", "undo key"}) QTest::newRow(how) << how;
    }
    // A name is the document's as soon as anything else happens, and then one step.
    void pendingNames()
    {
        QFETCH(QString, how);
        m_document.load(u"s.yaml"_s, secret);
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(key, {}, model::Origin::Canvas);
        inspector.show();
        QVERIFY(QTest::qWaitForWindowActive(&inspector));
        QLineEdit *name = editorOf(inspector, u"Deployment name"_s);
        name->setFocus();
        QTest::keyClick(name, Qt::Key_End);
        QTest::keyClicks(name, u"shop"_s);
        QTest::keyClicks(editorOf(inspector, u"Labels add"_s), u"tier=front"_s);
        QCOMPARE(m_document.text(u"web.yaml"_s), web);
        const model::ResourceKey other{{}, u"Secret"_s, {}, u"s"_s};
        if (how == u"commitPending") inspector.commitPending();
        if (how == u"hidden") inspector.hide();
        if (how == u"another selection") m_selection.select(other, {}, model::Origin::Canvas);
        if (how == u"undo key") {
            QKeyEvent undo(QEvent::ShortcutOverride, Qt::Key_Z, Qt::ControlModifier);
            QCoreApplication::sendEvent(name, &undo);
            QVERIFY(!undo.isAccepted()); // so that the window's action gets it
        }
        QVERIFY2(m_document.text(u"web.yaml"_s).contains("name: webshop # the front\n"),
                 m_document.text(u"web.yaml"_s).constData());
        QVERIFY(m_document.text(u"web.yaml"_s).contains("tier: front"));
        QCOMPARE(m_document.history()->count(), 2);
        QCOMPARE(m_selection.single().name, how == u"another selection" ? u"s"_s : u"webshop"_s);
    }

    void historyReachesTheFocusedField()
    {
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(key, {}, model::Origin::Canvas);
        inspector.show();
        QVERIFY(QTest::qWaitForWindowActive(&inspector));
        QLineEdit *name = editorOf(inspector, u"Deployment name"_s),
                  *replicas = editorOf(inspector, u"Pods replicas"_s);
        replicas->setFocus();
        QTest::keyClick(replicas, Qt::Key_End);
        QTest::keyClicks(replicas, u"5"_s);
        name->setFocus();
        replicas->setFocus(); // another visit, another step
        QTest::keyClick(replicas, Qt::Key_End);
        QTest::keyClicks(replicas, u"0"_s);
        QTest::keyClick(replicas, Qt::Key_Z, Qt::ControlModifier); // nobody's action here, and none of its own
        QCOMPARE(replicas->text(), u"250"_s);
        m_document.history()->undo();
        QCOMPARE(replicas->text(), u"25"_s);
        m_document.history()->undo();
        QCOMPARE(replicas->text(), u"2"_s);
        name->setFocus();
        QTest::keyClick(name, Qt::Key_End);
        QTest::keyClicks(name, u"x"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(editorOf(inspector, u"Deployment name"_s), name); // the same row goes on
        QVERIFY(name->hasFocus());
        m_document.history()->undo();
        QCOMPARE(name->text(), u"web"_s);
        QCOMPARE(m_selection.single(), key);
    }

    void whatIsWrongIsSaidBelow()
    {
        m_document.load(u"two.yaml"_s, QByteArray(web).replace("name: web #", "name: two #"));
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(key, {}, model::Origin::Canvas);
        inspector.show();
        const auto reasons = [&] {
            QStringList shown;
            for (const QLabel *label : inspector.findChildren<QLabel *>())
                if (label->property("role") == u"problem"_s && label->isVisibleTo(&inspector)) shown << label->text();
            return shown;
        };
        QLineEdit *replicas = editorOf(inspector, u"Pods replicas"_s);
        QTest::keyClicks(replicas, u"x"_s);
        QCOMPARE(reasons(), QStringList{u"This is no whole number: the text keeps 2."_s});
        QTest::keyClick(replicas, Qt::Key_Escape);
        QCOMPARE(replicas->text(), u"2"_s);
        QVERIFY(!replicas->property("invalid").toBool());
        QCOMPARE(reasons(), QStringList());
        QTest::keyClicks(replicas, u"x"_s);
        const model::SetField edit{key, {u"spec"_s, u"replicas"_s}, qint64(7)};
        QVERIFY(m_document.edit({u"Set"_s, model::Origin::Canvas}, {edit}));
        QCOMPARE(replicas->text(), u"7"_s);
        QCOMPARE(reasons(), QStringList());
        QLineEdit *name = editorOf(inspector, u"Deployment name"_s);
        name->setText(u"two"_s);
        inspector.commitPending();
        QCOMPARE(reasons(), QStringList{u"There is a Deployment two already."_s});
        name->setText(QString());
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(reasons(), QStringList{u"A resource needs a name: the text keeps web."_s});
    }

    void brokenTextIsSaidOnTop()
    {
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(key, {}, model::Origin::Canvas);
        inspector.show();
        const model::TextChange breaks{u"web.yaml"_s, 0, {}, "a: [\n"};
        m_document.perform({u"Type"_s, model::Origin::Text}, {{breaks}});
        QVERIFY(editorOf(inspector, u"Pods replicas"_s)->isReadOnly());
        QStringList shown;
        for (const QLabel *label : inspector.findChildren<QLabel *>())
            if (label->property("role") == u"warning"_s && label->isVisibleTo(&inspector)) shown << label->text();
        QCOMPARE(shown.size(), 1);
        QVERIFY2(shown.first().contains(u" of web.yaml is no YAML."_s), qPrintable(shown.first()));
        m_document.history()->undo();
        QVERIFY(!editorOf(inspector, u"Pods replicas"_s)->isReadOnly());
    }

    void longValuesShowTheirBeginning()
    {
        const QByteArray image = "registry.example.com/shop/some/long/path/that/does/not/fit/web:1.20.3";
        m_document.load(u"web.yaml"_s, QByteArray(web).replace("shop/web:1", image));
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(key, {}, model::Origin::Canvas);
        QCOMPARE(editorOf(inspector, u"Container web image"_s)->cursorPosition(), 0);
    }

    void containersInTheOrderOfTheirStart()
    {
        const QByteArray pod = R"(apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers: [{name: a, env: [{name: N, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]
  initContainers: [{name: b}, {name: c, restartPolicy: Always}]
)";
        m_document.load(u"web.yaml"_s, pod);
        const auto set = m_document.resources();
        QStringList groups;
        for (const InspectorField &field : inspectorFields(set->resources().front())) {
            if (field.label == u"N") QCOMPARE(field.value, u"field metadata.name"_s);
            if (field.group.contains(u"ontainer") && !groups.contains(field.group)) groups << field.group;
        }
        QCOMPARE(groups, QStringList({u"Init container b"_s, u"Sidecar container c"_s, u"Container a"_s}));
    }

    void addsAndRemoves()
    {
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(key, {}, model::Origin::Canvas);
        QLineEdit *env = editorOf(inspector, u"Container web add env"_s);
        env->setText(u"LEVEL=on"_s);
        QTest::keyClick(env, Qt::Key_Return);
        QVERIFY2(m_document.text(u"web.yaml"_s).contains("- name: LEVEL\n          value: \"on\"\n"),
                 m_document.text(u"web.yaml"_s).constData());
        QVERIFY(editorOf(inspector, u"Container web LEVEL"_s));
    }
};

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
