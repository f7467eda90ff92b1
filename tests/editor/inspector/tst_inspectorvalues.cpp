// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/inspector/inspector.h"
#include "model/document/document.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using namespace editor;

namespace {

const QByteArray web = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  template:
    spec:
      containers:
      - name: web
        image: shop/web:1
        ports:
        - containerPort: 8080
)";
const model::ResourceKey key{u"apps"_s, u"Deployment"_s, {}, u"web"_s};

} // namespace

// What fields show that cannot be edited in a line, and what is wrong with what they show.
class TestInspectorValues : public QObject
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

    void valuesOfManyLinesAreOnlyShown_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("more");
        QTest::newRow("kept") << "|\n    one\n    two\n"_ba << u"one"_s << u"… 1 more line"_s;
        QTest::newRow("clipped") << "|-\n    one\n    two\n    three\n"_ba << u"one"_s << u"… 2 more lines"_s;
        QTest::newRow("one") << "|\n    one\n"_ba << u"one"_s << u"… and a line break"_s;
        QTest::newRow("empty first") << "\"\\n\\nx\"\n"_ba << u""_s << u"… 2 more lines"_s;
        QTest::newRow("Windows") << "\"a\\r\\nb\\r\\n\"\n"_ba << u"a"_s << u"… 1 more line"_s;
        QTest::newRow("Unicode") << "\"a\\u2028b\"\n"_ba << u"a"_s << u"… 1 more line"_s;
    }
    // A line of text would change what it cannot show.
    void valuesOfManyLinesAreOnlyShown()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, first);
        QFETCH(QString, more);
        const QByteArray map = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m\ndata:\n  motd: " + yaml;
        m_document.load(u"web.yaml"_s, map);
        Inspector inspector(&m_document, &m_selection);
        QList<model::FieldPath> wanted;
        connect(&inspector, &Inspector::textWanted, this, [&](const model::FieldPath &field) { wanted << field; });
        m_selection.select({{}, u"ConfigMap"_s, {}, u"m"_s}, {}, model::Origin::Canvas);
        inspector.show();
        QVERIFY(QTest::qWaitForWindowActive(&inspector));
        QLineEdit *motd = editorOf(inspector, u"data motd"_s);
        QVERIFY(motd->isReadOnly());
        QCOMPARE(motd->text(), first);
        QStringList shown;
        for (const QLabel *label : inspector.findChildren<QLabel *>()) shown << label->text();
        QVERIFY2(shown.contains(more), qPrintable(shown.join(u'|')));
        motd->setFocus();
        QTest::keyClick(motd, Qt::Key_End);
        QTest::keyClicks(motd, u"x"_s);
        QTest::keyClick(motd, Qt::Key_Return);
        editorOf(inspector, u"ConfigMap name"_s)->setFocus();
        inspector.commitPending();
        QCOMPARE(m_document.text(u"web.yaml"_s), map);
        for (QPushButton *button : inspector.findChildren<QPushButton *>()) button->click();
        QCOMPARE(wanted, QList<model::FieldPath>({model::FieldPath({u"data"_s, u"motd"_s})}));
        // As soon as it is one line, it can be edited here.
        const model::SetField edit{{{}, u"ConfigMap"_s, {}, u"m"_s}, {u"data"_s, u"motd"_s}, u"one"_s};
        QVERIFY(m_document.edit({u"Set"_s, model::Origin::Canvas}, {edit}));
        QVERIFY(!editorOf(inspector, u"data motd"_s)->isReadOnly());
        m_document.history()->undo();
        QVERIFY(editorOf(inspector, u"data motd"_s)->isReadOnly());
    }

    void whatIsPastedIsOneLine_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("a line") << u"shop/web:2\n"_s << "shop/web:2"_ba;
        QTest::newRow("lines") << u"a\r\nb\nc\n\n"_s << "a b c"_ba;
        QTest::newRow("a piece") << u"b"_s << "b"_ba;
    }
    void whatIsPastedIsOneLine()
    {
        QFETCH(QString, pasted);
        QFETCH(QByteArray, value);
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(key, {}, model::Origin::Canvas);
        QLineEdit *image = editorOf(inspector, u"Container web image"_s);
        QApplication::clipboard()->setText(pasted);
        image->selectAll();
        image->paste();
        QVERIFY2(m_document.text(u"web.yaml"_s).contains("image: " + value + "\n"), m_document.text(u"web.yaml"_s));
    }

    void errorsOfFieldsAreSaid()
    {
        Inspector inspector(&m_document, &m_selection);
        m_selection.select(key, {}, model::Origin::Canvas);
        inspector.show();
        const auto told = [&] {
            QStringList all;
            for (const QLabel *label : inspector.findChildren<QLabel *>())
                if (label->property("role") == u"problem"_s && label->isVisibleTo(&inspector)) all << label->text();
            return all;
        };
        model::Problem error;
        error.severity = model::Severity::Error;
        error.resource = key;
        error.field = model::FieldPath::parse(u"spec.replicas");
        error.message = u"must not be below 0"_s;
        model::Problem advice = error, other = error, port = error;
        advice.severity = model::Severity::Info;
        other.resource.name = u"other"_s;
        port.field = model::FieldPath::parse(u"spec.template.spec.containers[0].ports[0].hostPort");
        port.message = u"taken"_s;
        inspector.setProblems({error, advice, other, port});
        QCOMPARE(told(), QStringList({error.message, port.message}));
        QLineEdit *replicas = editorOf(inspector, u"Pods replicas"_s);
        QVERIFY(replicas->property("invalid").toBool());
        QCOMPARE(replicas->accessibleDescription(), error.message);
        // What is not in the document goes before it, and when that is given up it is there again.
        QTest::keyClicks(replicas, u"x"_s);
        QVERIFY2(told().front().startsWith(u"This is no whole number"_s), qPrintable(told().front()));
        QTest::keyClick(replicas, Qt::Key_Escape);
        QCOMPARE(told().front(), error.message);
        // Other rows, another resource.
        editorOf(inspector, u"Labels add"_s)->setText(u"tier=front"_s);
        inspector.commitPending();
        QCOMPARE(told(), QStringList({error.message, port.message}));
        inspector.setProblems({});
        QCOMPARE(told(), QStringList());
        QVERIFY(!editorOf(inspector, u"Pods replicas"_s)->property("invalid").toBool());
    }
};

QTEST_MAIN(TestInspectorValues)
#include "tst_inspectorvalues.moc"
