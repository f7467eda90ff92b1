// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/designactions.h"
#include "app/shell/filecontroller.h"
#include "editor/problems/problemslist.h"
#include "editor/text/yamlpane.h"
#include "graph/scene/canvas.h"
#include "tests/app/design/openwindow.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace Qt::StringLiterals;

namespace {

const QByteArray shop = R"(apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
    targetPort: 8080
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: shop/web:1.4.2
        ports:
        - containerPort: 8080
        envFrom:
        - configMapRef:
            name: web-config # wanted
)";
const QString file = u"shop.yaml"_s;
const model::ResourceKey service{{}, u"Service"_s, {}, u"web"_s};
const model::ResourceKey deployment{u"apps"_s, u"Deployment"_s, {}, u"web"_s};
const model::ResourceKey ghost{{}, u"ConfigMap"_s, {}, u"web-config"_s};

QString print(const graph::Graph &graph)
{
    QStringList lines;
    for (const graph::GraphLink &link : graph.links)
        lines << graph.nodes[size_t(link.from)].key.title() + u" -> "_s + graph.nodes[size_t(link.to)].key.title() +
                     (link.broken ? u" (broken)"_s : QString());
    return lines.join(u'\n');
}

} // namespace

// All panes over one document, through the window that users have.
class TestDesign : public QObject, support::OpenWindow
{
    Q_OBJECT

    graph::Canvas *canvas() const { return m_window->design()->canvas(); }

    QWidget *textView()
    {
        QWidget *view = nullptr;
        for (QWidget *widget : m_window->findChildren<QWidget *>())
            if (widget->accessibleName() == u"YAML text"_s) view = widget;
        m_window->activateWindow();
        m_window->design()->showYaml();
        view->setFocus();
        return view;
    }

private Q_SLOTS:
    void init() { open(file, shop); }
    void cleanup() { close(); }

    void draws()
    {
        QCOMPARE(print(m_state->pipeline.graph()),
                 u"Service web -> Deployment web\nDeployment web -> ConfigMap web-config (broken)"_s);
        QVERIFY(m_state->pipeline.graph().find(ghost)->ghost);
        QVERIFY(!canvas()->cardRect(deployment).intersects(canvas()->cardRect(service)));
    }

    void typingMovesTheGraph()
    {
        type(shop.size(), {}, "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web-config\n");
        QTRY_VERIFY(m_state->pipeline.graph().find(ghost) && !m_state->pipeline.graph().find(ghost)->ghost);
        settle();
        // Nothing is wrong; what there is to advise is told as such.
        for (const model::Problem &problem : m_state->pipeline.problems())
            QVERIFY2(problem.layer == model::Layer::Practice, qPrintable(model::toText(problem)));
    }

    void keystrokesReachTheDocument()
    {
        QWidget *view = textView();
        QTest::keyClicks(view, u"# x"_s);
        QVERIFY(text().startsWith("# xapiVersion"));
        m_state->document.history()->undo();
        QCOMPARE(text(), shop);
    }

    void whatIsDeletedInTheTextGoes()
    {
        QWidget *view = textView();
        QTest::keyClicks(view, u"ab"_s);
        QTest::keyClick(view, Qt::Key_Backspace);
        QVERIFY(text().startsWith("aapiVersion"));
        QTest::keyClick(view, Qt::Key_Backspace);
        QTest::keyClick(view, Qt::Key_Delete);
        QVERIFY(text().startsWith("piVersion"));
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(text(), QByteArray());
        while (m_state->document.history()->canUndo()) m_state->document.history()->undo();
        QCOMPARE(text(), shop);
        QTest::keyClick(view, Qt::Key_X); // pane and document still hold the same
        QCOMPARE(text().size(), shop.size() + 1);
    }

    void aSelectedLineStaysSelected()
    {
        const QPoint middle = canvas()->mapFromScene(m_state->pipeline.layout().routes[0].label);
        QTest::mouseClick(canvas()->viewport(), Qt::LeftButton, {}, middle);
        m_window->grab(); // the text's caret tells of itself when it is painted
        QCoreApplication::processEvents();
        m_window->grab();
        QVERIFY(!canvas()->selectedEdges().empty());
        type(text().size(), {}, "# more\n");
        settle();
        m_window->grab();
        QVERIFY(!canvas()->selectedEdges().empty());
        QVERIFY(canvas()->selectedNodes().isEmpty());
    }

    void brokenTextKeepsTheGraph()
    {
        const QString before = print(m_state->pipeline.graph());
        type(text().indexOf("replicas"), {}, "{ ");
        settle();
        QCOMPARE(print(m_state->pipeline.graph()), before);
        QVERIFY(m_state->pipeline.graph().find(deployment)->stale);
        bool told = false;
        for (const QLabel *label : m_window->findChildren<QLabel *>())
            told |= label->isVisible() && label->text().contains(u"could be read last"_s);
        QVERIFY(told);
        QCOMPARE(m_state->pipeline.problems().front().rule, u"yaml-syntax"_s);
    }

    void oneHistoryOverAllPanes()
    {
        type(0, {}, "# by hand\n");
        QVERIFY(m_state->document.edit({u"inspector"_s, model::Origin::Inspector},
                                       {model::SetField{deployment, model::FieldPath::parse(u"spec.replicas"), 3}}));
        m_state->document.perform({u"canvas"_s, model::Origin::Canvas},
                                  {{model::MoveChange{service, std::nullopt, QPointF(400, 400)}}});
        settle();
        QCOMPARE(canvas()->cardRect(service).topLeft(), QPointF(400, 400));
        QVERIFY(text().contains("replicas: 3"));
        for (int i = 0; i < 3; ++i) m_state->document.history()->undo();
        settle();
        QCOMPARE(text(), shop);
        QVERIFY(m_state->document.pins().isEmpty());
        for (int i = 0; i < 3; ++i) m_state->document.history()->redo();
        settle();
        QVERIFY(text().startsWith("# by hand\n") && text().contains("replicas: 3"));
        QCOMPARE(canvas()->cardRect(service).topLeft(), QPointF(400, 400));
    }

    void aDraggedNodeStays()
    {
        const QPoint from = canvas()->mapFromScene(canvas()->cardRect(deployment).center());
        QTest::mousePress(canvas()->viewport(), Qt::LeftButton, {}, from);
        for (int step = 1; step <= 4; ++step) QTest::mouseMove(canvas()->viewport(), from + QPoint(10, 20) * step);
        QTest::mouseRelease(canvas()->viewport(), Qt::LeftButton, {}, from + QPoint(40, 80));
        QVERIFY(m_state->document.pins().contains(deployment));
        const QPointF placed = m_state->document.pins().value(deployment);
        settle();
        type(shop.size(), {}, "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\n");
        settle();
        QCOMPARE(canvas()->cardRect(deployment).topLeft(), placed);
        QVERIFY(text().startsWith(shop));
    }

    // Nobody put it there, yet it is the same card.
    void aRenamedCardStays()
    {
        const QPointF before = canvas()->cardRect(deployment).topLeft();
        const QPointF other = canvas()->cardRect(service).topLeft();
        type(text().lastIndexOf("  name: web\nspec:\n  replicas") + 8, "web", "zebra");
        settle();
        model::ResourceKey renamed = deployment;
        renamed.name = u"zebra"_s;
        QVERIFY(m_state->pipeline.graph().find(renamed));
        QCOMPARE(canvas()->cardRect(renamed).topLeft(), before);
        QCOMPARE(canvas()->cardRect(service).topLeft(), other);
        m_state->document.history()->undo();
        settle();
        QCOMPARE(canvas()->cardRect(deployment).topLeft(), before);
    }

    void whatUndoBringsBackIsWhereItWas()
    {
        const QPointF before = canvas()->cardRect(service).topLeft();
        const qsizetype end = text().indexOf("---");
        type(0, text().left(end + 4), {});
        settle();
        QVERIFY(!m_state->pipeline.graph().find(service));
        type(text().size(), {}, "# more\n");
        settle();
        while (m_state->document.history()->canUndo()) m_state->document.history()->undo();
        settle();
        QCOMPARE(canvas()->cardRect(service).topLeft(), before);
    }

    void aDragOfSeveralIsOneStep()
    {
        m_state->selection.select({service, deployment}, model::Origin::Text);
        const QPoint from = canvas()->mapFromScene(canvas()->cardRect(deployment).center());
        QTest::mousePress(canvas()->viewport(), Qt::LeftButton, Qt::ControlModifier, from);
        m_state->selection.select({service, deployment}, model::Origin::Text);
        for (int step = 1; step <= 4; ++step) QTest::mouseMove(canvas()->viewport(), from + QPoint(10, 20) * step);
        QTest::mouseRelease(canvas()->viewport(), Qt::LeftButton, {}, from + QPoint(40, 80));
        QCOMPARE(m_state->document.history()->count(), 1);
        QCOMPARE(m_state->document.pins().size(), 2);
        m_state->document.history()->undo();
        QVERIFY(m_state->document.pins().isEmpty());
    }

    void anotherDocumentIsShownWhole()
    {
        m_state->document.clear();
        m_state->document.load(u"far.yaml"_s, QByteArray(shop).replace("name: web", "name: far"));
        canvas()->centerOn(20000, 20000);
        settle();
        const QRectF seen = canvas()->mapToScene(canvas()->viewport()->rect()).boundingRect();
        QVERIFY(seen.contains(canvas()->contentRect()));
    }

    void whatIsSelectedElsewhereIsSelectedHere()
    {
        m_window->showWorkspace(app::Rail::Live);
        m_state->selection.select({deployment}, model::Origin::Canvas);
        QCOMPARE(canvas()->selectedNodes(), QSet<model::ResourceKey>({deployment}));
    }

    void deletingALineTakesItsField()
    {
        m_state->selection.clear(model::Origin::Canvas);
        const QPoint middle = canvas()->mapFromScene(m_state->pipeline.layout().routes[0].label);
        QTest::mouseClick(canvas()->viewport(), Qt::LeftButton, {}, middle);
        QTest::keyClick(canvas(), Qt::Key_Delete);
        QTRY_VERIFY(!print(m_state->pipeline.graph()).contains(u"Service web ->"_s));
        QVERIFY(!text().contains("  selector:\n    app: web\n  ports"));
        QVERIFY(text().contains("- port: 80\n    targetPort: 8080"));
    }

    void aProblemLeadsToItsPlace()
    {
        QVERIFY(!m_state->pipeline.problems().empty());
        m_window->design()->showProblem(m_state->pipeline.problems().front());
        QCOMPARE(m_state->selection.single(), deployment);
        QCOMPARE(m_state->selection.field().toString(), m_state->pipeline.problems().front().field.toString());
    }

    void anotherFolderAsksBeforeItReplaces()
    {
        QTemporaryDir folder;
        QFile other(folder.filePath(u"other.yaml"_s));
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\n");
        other.close();
        type(0, {}, "# mine\n");
        const auto box = [this] {
            const auto boxes = m_window->findChildren<QMessageBox *>();
            return boxes.isEmpty() ? nullptr : boxes.last();
        };
        m_window->files()->open({folder.path()});
        QTRY_VERIFY(box());
        box()->button(QMessageBox::Cancel)->click();
        QTRY_VERIFY(!box());
        QVERIFY(text().startsWith("# mine\n"));
        m_window->files()->open({folder.path()});
        QTRY_VERIFY(box());
        for (QAbstractButton *button : box()->buttons())
            if (box()->buttonRole(button) == QMessageBox::DestructiveRole) button->click();
        QTRY_COMPARE(m_state->document.files(), QStringList(other.fileName())); // read anew
        settle();
    }

    void everyControlHasAName()
    {
        QStringList nameless;
        for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
            const bool control =
                qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
                qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QComboBox *>(widget);
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            const bool ours =
                !widget->objectName().startsWith(u"qt_"_s) && !qobject_cast<const QLineEdit *>(widget->parent());
            if (control && ours && !named && !qobject_cast<const QComboBox *>(widget->parent()) && widget->isVisible())
                nameless << QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
        }
        QCOMPARE(nameless, QStringList());
    }
};

QTEST_MAIN(TestDesign)
#include "tst_design.moc"
