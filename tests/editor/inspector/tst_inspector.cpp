// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/inspector/fields.h"
#include "editor/inspector/inspector.h"
#include "model/document/document.h"

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
    void init() { m_document.load(u"web.yaml"_s, web); }

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
Container web|TOKEN|spec.template.spec.containers[0].env[1].value|from elsewhere
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
