// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/model/graphbuilder.h"
#include "graph/scene/arrange.h"
#include "graph/scene/canvas.h"
#include "graph/scene/cardpainter.h"
#include "model/relations/infer.h"

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
