// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/model/graphbuilder.h"
#include "graph/scene/arrange.h"
#include "graph/scene/canvas.h"
#include "graph/scene/cardpainter.h"
#include "model/relations/infer.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray shop = R"(apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: in}
spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: a-deployment-whose-name-is-longer-than-any-card-is-wide-in-this-world}
spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: "registry.example/path/web:1"}]}}}
)";
const model::ResourceKey ingress{u"networking.k8s.io"_s, u"Ingress"_s, {}, u"in"_s},
    service{{}, u"Service"_s, {}, u"web"_s};

} // namespace

class TestCanvas : public QObject
{
    Q_OBJECT

    std::unique_ptr<graph::Canvas> m_canvas;

private Q_SLOTS:
    void init()
    {
        const auto set = model::ResourceSet::build({{u"in.yaml"_s, model::YamlStream::parse(shop)}});
        const graph::Graph graph = graph::buildGraph(*set, model::inferEdges(*set));
        m_canvas = std::make_unique<graph::Canvas>();
        m_canvas->resize(1200, 700);
        m_canvas->setGraph(graph, graph::arrange(graph));
        m_canvas->show();
        m_canvas->fit();
    }
    void cleanup() { m_canvas.reset(); }

    void flowsFromLeftToRight()
    {
        QCOMPARE(m_canvas->graph().nodes.size(), size_t(3));
        QVERIFY(m_canvas->cardRect(ingress).right() < m_canvas->cardRect(service).left());
        for (const graph::GraphNode &a : m_canvas->graph().nodes)
            for (const graph::GraphNode &b : m_canvas->graph().nodes)
                QVERIFY(a.key == b.key || !m_canvas->cardRect(a.key).intersects(m_canvas->cardRect(b.key)));
    }

    void arrowsWalk()
    {
        QSignalSpy chosen(m_canvas.get(), &graph::Canvas::selectionChangedByUser);
        m_canvas->selectNodes({ingress});
        QCOMPARE(chosen.size(), 0);
        QTest::keyClick(m_canvas.get(), Qt::Key_Right);
        QCOMPARE(m_canvas->selectedNodes(), QSet<model::ResourceKey>{service});
        QTest::keyClick(m_canvas.get(), Qt::Key_Left);
        QCOMPARE(m_canvas->selectedNodes(), QSet<model::ResourceKey>{ingress});
        QVERIFY(chosen.size() >= 2);
        QSignalSpy opened(m_canvas.get(), &graph::Canvas::nodeActivated);
        QTest::keyClick(m_canvas.get(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().value<model::ResourceKey>(), ingress);
    }

    void aLineIsDrawnByDragging()
    {
        m_canvas->setConnectable(
            [](const model::ResourceKey &, const model::ResourceKey &to) { return to == service; });
        QSignalSpy wished(m_canvas.get(), &graph::Canvas::connectRequested);
        const QRectF card = m_canvas->cardRect(ingress);
        const QPoint socket = m_canvas->mapFromScene(card.right() - 1, card.top() + graph::socketOffset({}));
        QTest::mousePress(m_canvas->viewport(), Qt::LeftButton, {}, socket);
        const QPoint target = m_canvas->mapFromScene(m_canvas->cardRect(service).center());
        QTest::mouseMove(m_canvas->viewport(), (socket + target) / 2);
        QTest::mouseMove(m_canvas->viewport(), target);
        QTest::mouseRelease(m_canvas->viewport(), Qt::LeftButton, {}, target);
        QCOMPARE(wished.size(), 1);
        QCOMPARE(wished.first().at(0).value<model::ResourceKey>(), ingress);
        QCOMPARE(wished.first().at(1).value<model::ResourceKey>(), service);
    }

    void readOnlyAsksForNothing()
    {
        m_canvas->setReadOnly(true);
        QSignalSpy moved(m_canvas.get(), &graph::Canvas::nodesMoved),
            removed(m_canvas.get(), &graph::Canvas::deleteRequested);
        const QPoint from = m_canvas->mapFromScene(m_canvas->cardRect(service).center());
        QTest::mousePress(m_canvas->viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(m_canvas->viewport(), from + QPoint(60, 60));
        QTest::mouseRelease(m_canvas->viewport(), Qt::LeftButton, {}, from + QPoint(60, 60));
        QTest::keyClick(m_canvas.get(), Qt::Key_Delete);
        QCOMPARE(moved.size() + removed.size(), 0);
    }

    void linesAreWalkedToo()
    {
        QSignalSpy chosen(m_canvas.get(), &graph::Canvas::selectionChangedByUser),
            opened(m_canvas.get(), &graph::Canvas::linkActivated),
            removed(m_canvas.get(), &graph::Canvas::deleteRequested);
        m_canvas->walkTo(service);
        const auto ends = [this] {
            const model::Edges edges = m_canvas->selectedEdges();
            return edges.empty() ? QString() : edges.front().from.title() + u" > "_s + edges.front().to.title();
        };
        QTest::keyClick(m_canvas.get(), Qt::Key_E); // out of it first
        QVERIFY(ends().startsWith(u"Service web > Deployment"_s));
        QVERIFY(m_canvas->selectedNodes().isEmpty());
        QTest::keyClick(m_canvas.get(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QTest::keyClick(m_canvas.get(), Qt::Key_Delete);
        QCOMPARE(removed.size(), 1);
        QTest::keyClick(m_canvas.get(), Qt::Key_Down);
        QCOMPARE(ends(), u"Ingress in > Service web"_s);
        QTest::keyClick(m_canvas.get(), Qt::Key_E); // round
        QVERIFY(ends().startsWith(u"Service web > Deployment"_s));
        QTest::keyClick(m_canvas.get(), Qt::Key_E, Qt::ShiftModifier);
        QCOMPARE(ends(), u"Ingress in > Service web"_s);
        QVERIFY(chosen.size() >= 4);
        QTest::keyClick(m_canvas.get(), Qt::Key_Left);
        QCOMPARE(m_canvas->selectedNodes(), QSet<model::ResourceKey>{ingress});
    }

    void cardsMoveByKeyboard()
    {
        QSignalSpy moved(m_canvas.get(), &graph::Canvas::nodesMoved);
        m_canvas->walkTo(service);
        const QPointF before = m_canvas->cardRect(service).topLeft();
        QTest::keyClick(m_canvas.get(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(moved.size(), 1);
        const auto places = moved.first().first().value<QHash<model::ResourceKey, QPointF>>();
        QCOMPARE(places, (QHash<model::ResourceKey, QPointF>{{service, before + QPointF(0, 24)}}));
        m_canvas->setReadOnly(true);
        QTest::keyClick(m_canvas.get(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(moved.size(), 1);
    }

    void aDragOutlivesAnotherGraph()
    {
        QSignalSpy moved(m_canvas.get(), &graph::Canvas::nodesMoved);
        const QPoint from = m_canvas->mapFromScene(m_canvas->cardRect(service).center());
        QTest::mousePress(m_canvas->viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(m_canvas->viewport(), from + QPoint(0, 80));
        const QRectF held = m_canvas->cardRect(service);
        m_canvas->setGraph(m_canvas->graph(), graph::arrange(m_canvas->graph())); // as when a layout is done
        QCOMPARE(m_canvas->cardRect(service), held);
        graph::Graph without = m_canvas->graph(); // and as when the card itself goes
        without.nodes.clear();
        without.links.clear();
        without.edges.clear();
        without.byKey.clear();
        m_canvas->setGraph(without, {});
        QTest::mouseRelease(m_canvas->viewport(), Qt::LeftButton, {}, from + QPoint(0, 80));
        for (const QList<QVariant> &told : moved)
            QVERIFY((told.first().value<QHash<model::ResourceKey, QPointF>>().isEmpty()));
    }

    void whyALineCannotBeDrawnIsAsked()
    {
        m_canvas->setConnectable([](const model::ResourceKey &, const model::ResourceKey &) { return false; });
        QSignalSpy wished(m_canvas.get(), &graph::Canvas::connectRequested);
        const QRectF card = m_canvas->cardRect(ingress);
        const QPoint socket = m_canvas->mapFromScene(card.right() - 1, card.top() + graph::socketOffset({}));
        const QPoint target = m_canvas->mapFromScene(m_canvas->cardRect(service).center());
        QTest::mousePress(m_canvas->viewport(), Qt::LeftButton, {}, socket);
        QTest::mouseMove(m_canvas->viewport(), (socket + target) / 2);
        QTest::mouseMove(m_canvas->viewport(), target);
        QTest::mouseRelease(m_canvas->viewport(), Qt::LeftButton, {}, target);
        QCOMPARE(wished.size(), 1); // who asks to draw it is told why not
    }

    void assistiveTechnologySeesCardsAndLines()
    {
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_canvas.get());
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        m_canvas->setFocus();
        m_canvas->walkTo(service);
        QStringList told;
        for (int i = 0; i < list->childCount(); ++i) {
            QAccessibleInterface *child = list->child(i);
            QVERIFY(child);
            if (child->role() != QAccessible::ListItem) continue;
            QCOMPARE(list->indexOfChild(child), i);
            QCOMPARE(child->parent(), list);
            QVERIFY(child->isValid());
            QVERIFY(!child->text(QAccessible::Description).isEmpty());
            QVERIFY(!child->rect().isEmpty());
            told << child->text(QAccessible::Name).left(24) + (child->state().selected ? u" selected"_s : QString());
        }
        QCOMPARE(told, QStringList({u"Service web selected"_s, u"Deployment a-deployment-"_s, u"Ingress in"_s,
                                    u"Service web to Deploymen"_s, u"Ingress in to Service we"_s}));
        for (int i = 0; i < list->childCount(); ++i) {
            QAccessibleInterface *child = list->child(i);
            if (child->text(QAccessible::Name) == u"Ingress in"_s)
                child->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        }
        QCOMPARE(m_canvas->selectedNodes(), QSet<model::ResourceKey>{ingress});
        m_canvas->setGraph({}, {}); // what was handed out must not reach into what is gone
        for (int i = 0; i < list->childCount(); ++i) QVERIFY(list->child(i)->isValid());
    }

    void aLongNameCanBeRead()
    {
        for (const graph::GraphNode &node : m_canvas->graph().nodes)
            QVERIFY(graph::cardDescription(node).contains(node.key.name));
    }

    void fitsOnceItIsSeen()
    {
        graph::Canvas hidden;
        hidden.setGraph(m_canvas->graph(), graph::arrange(m_canvas->graph()));
        hidden.fit();
        hidden.resize(900, 600);
        hidden.show();
        QVERIFY(hidden.mapToScene(hidden.viewport()->rect()).boundingRect().contains(hidden.contentRect()));
        QVERIFY(hidden.zoom() > 0.5);
    }

    void zoomKeepsItsLimits()
    {
        for (int i = 0; i < 60; ++i) m_canvas->zoomBy(1.5);
        QVERIFY(m_canvas->zoom() <= 4.01);
        for (int i = 0; i < 120; ++i) m_canvas->zoomBy(0.5);
        QVERIFY(m_canvas->zoom() >= 0.049);
        m_canvas->fit();
        const QRectF seen = m_canvas->mapToScene(m_canvas->viewport()->rect()).boundingRect();
        QVERIFY(seen.contains(m_canvas->contentRect()));
    }
};

QTEST_MAIN(TestCanvas)
#include "tst_canvas.moc"
