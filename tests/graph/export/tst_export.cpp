// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/export/data.h"
#include "graph/export/picture.h"
#include "graph/model/graphbuilder.h"
#include "graph/scene/arrange.h"
#include "model/relations/infer.h"
#include "tests/support/controlplane.h"
#include "tests/support/testdata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

graph::Graph graphOf(const QByteArray &yaml)
{
    const auto set = model::ResourceSet::build({{u"in.yaml"_s, model::YamlStream::parse(yaml)}});
    return graph::buildGraph(*set, model::inferEdges(*set));
}

const QByteArray hostile = "apiVersion: v1\nkind: Service\nmetadata: {name: \"a\\\"]; x -> y [label=\\\"<script>\"}\n"
                           "spec: {selector: {app: w}}\n---\napiVersion: v1\nkind: Pod\n"
                           "metadata: {name: \"p\\n\\\\\", labels: {app: w}}\n"
                           "spec: {containers: [{name: c, image: i, envFrom: [{secretRef: {name: gone}}]}]}\n";

} // namespace

class TestExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boutiqueAsData()
    {
        const QByteArray json =
            graph::toJson(graphOf(support::readTestData(u"manifests/online-boutique/kubernetes-manifests.yaml"_s)));
        const QJsonObject root = QJsonDocument::fromJson(json).object();
        QCOMPARE(root[u"nodes"].toArray().size(), 35);
        QHash<QString, int> rules;
        bool checkout = false;
        QStringList order;
        for (const QJsonValue &value : root[u"edges"].toArray()) {
            const QJsonObject edge = value.toObject();
            ++rules[edge[u"rule"].toString()];
            checkout |= edge[u"rule"] == u"address"_s && edge[u"from"] == u"apps/Deployment//frontend"_s &&
                        edge[u"to"] == u"/Service//checkoutservice"_s;
            order << edge[u"from"].toString() + u' ' + edge[u"to"].toString();
        }
        QCOMPARE(rules[u"service-selector"_s], 12);
        QCOMPARE(rules[u"service-account"_s], 11);
        QVERIFY(checkout);
        QVERIFY(std::ranges::is_sorted(order));
    }

    void sameBytesEachTime()
    {
        const graph::Graph graph =
            graphOf(support::readTestData(u"manifests/online-boutique/kubernetes-manifests.yaml"_s));
        const QByteArray first = graph::toSvg(graph, graph::arrange(graph), look::Theme::Light, u"boutique"_s);
        QCOMPARE(graph::toSvg(graph, graph::arrange(graph), look::Theme::Light, u"boutique"_s), first);
        QVERIFY(first.contains("<title>boutique</title>"));
        QVERIFY(first.contains(">checkoutservice<"));
    }

    void whatComesFromOutsideStaysText()
    {
        const graph::Graph graph = graphOf(hostile);
        QVERIFY(graph.nodes.size() == 3);
        QXmlStreamReader svg(graph::toSvg(graph, graph::arrange(graph), look::Theme::Dark, u"</title><script>"_s));
        while (!svg.atEnd()) {
            svg.readNext();
            QVERIFY(svg.name() != u"script");
        }
        QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
        QVERIFY(!QJsonDocument::fromJson(graph::toJson(graph)).isNull());
    }

    void controlCharactersAreShown()
    {
        const graph::Graph graph = graphOf("apiVersion: v1\nkind: Pod\nmetadata: {name: \"a\\u0001\\eb\\0\"}\n"
                                           "spec: {containers: [{name: c, image: \"i\\u0003\\uFFFF\"}]}\n");
        const QByteArray svg = graph::toSvg(graph, graph::arrange(graph), look::Theme::Light, u"t\u0002"_s);
        QXmlStreamReader xml(svg);
        while (!xml.atEnd()) xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        for (char c = 0; c < 0x20; ++c) QVERIFY(QByteArrayView("\t\n\r").contains(c) || !svg.contains(c));
        QVERIFY(!svg.contains("\uFFFF") && !svg.contains("\uFFFE"));
        QVERIFY(svg.contains("t\u2402</title>"));
        QCOMPARE(graph::toDot(graph).count("\"/Pod//a\u2401\u241Bb\u2400\""), 1);
        const QJsonObject node =
            QJsonDocument::fromJson(graph::toJson(graph)).object()[u"nodes"].toArray()[0].toObject();
        QCOMPARE(node[u"name"].toString(), QString::fromUtf8("a\x01\x1b"
                                                             "b\0",
                                                             5));
    }

    void excerptsSayWhatTheyLeaveOut()
    {
        const graph::Graph all =
            graphOf(support::readTestData(u"manifests/online-boutique/kubernetes-manifests.yaml"_s));
        QVERIFY(graph::excerptOf(all).isWhole() && graph::excerptOf(all).caption().isEmpty());
        const graph::Excerpt part = graph::excerptOf(all, {20, 5, 3});
        QCOMPARE(part.caption(),
                 u"20 of 35 objects, 5 of %1 lines and 3 of %2 containers are drawn; the rest is left out"_s
                     .arg(all.links.size())
                     .arg(graph::excerptOf(all).whole.containers));
        QCOMPARE(part.graph.byKey.size(), 20);
        for (const graph::GraphLink &link : part.graph.links) QVERIFY(std::max(link.from, link.to) < 20);
        const QByteArray svg =
            graph::toSvg(part.graph, graph::arrange(part.graph), look::Theme::Light, u"b"_s, part.caption());
        QVERIFY(svg.contains("20 of 35 objects"));
        const QImage image = graph::toImage(all, graph::arrange(all), look::Theme::Light, {}, 1000);
        QVERIFY(image.width() > 5000 && qreal(image.width()) * image.height() < model::limits::maxPicturePixels * 1.01);
    }

    void dotReadsIt()
    {
        if (QStandardPaths::findExecutable(u"dot"_s).isEmpty()) KUBEWRIGHT_SKIP("there is no dot here");
        QProcess dot;
        dot.start(u"dot"_s, {u"-Tplain"_s});
        dot.write(graph::toDot(graphOf(hostile)));
        dot.closeWriteChannel();
        QVERIFY(dot.waitForFinished());
        QCOMPARE(dot.readAllStandardError(), QByteArray());
        const QByteArray plain = dot.readAllStandardOutput();
        QCOMPARE(plain.count("\nnode "), 3);
    }

    void aPictureHoldsEveryCard()
    {
        const graph::Graph graph = graphOf(hostile);
        const graph::Layout layout = graph::arrange(graph);
        const QImage image = graph::toImage(graph, layout, look::Theme::Light, {}, 1);
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) colours.insert(image.pixel(x, y));
        const look::Tokens &tokens = look::tokens(look::Theme::Light);
        for (const QColor &colour : {tokens.canvas, tokens.raised, tokens.network, tokens.accent, tokens.text})
            QVERIFY2(colours.contains(colour.rgb()), qPrintable(colour.name()));
    }

    void nothingIsAPictureToo() { QVERIFY(!graph::toImage({}, {}, look::Theme::Light).isNull()); }
};

QTEST_MAIN(TestExport)
#include "tst_export.moc"
