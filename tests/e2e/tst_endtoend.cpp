// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apply/applydialog.h"
#include "app/design/designworkspace.h"
#include "app/shell/appstate.h"
#include "app/shell/filecontroller.h"
#include "app/shell/mainwindow.h"
#include "cluster/api/requests.h"
#include "graph/scene/canvas.h"
#include "tests/support/controlplane.h"
#include "tests/support/testdata.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTestEventLoop>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

const model::ResourceKey frontend{u"apps"_s, u"Deployment"_s, {}, u"frontend"_s};
const model::ResourceKey external{{}, u"Service"_s, {}, u"frontend-external"_s};
constexpr int patienceMs = 90000;

cluster::ApiResource coreKind(const QString &kind, const QString &plural, bool namespaced)
{
    cluster::ApiResource resource;
    resource.version = u"v1"_s;
    resource.kind = kind;
    resource.plural = plural;
    resource.namespaced = namespaced;
    return resource;
}

// Nothing is wrong; there may be advice.
bool isSound(const model::Problems &problems)
{
    return std::ranges::all_of(problems,
                               [](const model::Problem &problem) { return problem.severity == model::Severity::Info; });
}

} // namespace

// A real application opened, drawn, edited on the canvas and in the inspector, validated, applied, watched until it is
// ready, and a pod taken away behind its back: what a user does, with what a user has.
class TestEndToEnd : public QObject
{
    Q_OBJECT

    std::unique_ptr<support::ControlPlane> m_plane;
    std::unique_ptr<app::AppState> m_state;
    std::unique_ptr<app::MainWindow> m_window;
    QTemporaryDir m_folder;
    const QString m_namespace = u"end-to-end"_s;

    graph::Canvas *canvas() const { return m_window->design()->canvas(); }
    void picture(const QString &name)
    {
        QDir().mkpath(QStringLiteral(KUBEWRIGHT_ARTIFACTS));
        QVERIFY(m_window->grab().save(QStringLiteral(KUBEWRIGHT_ARTIFACTS "/") + name));
    }
    cluster::Reply ask(const cluster::Request &request)
    {
        cluster::Exchange exchange(*m_state->link.requests(), request);
        std::optional<cluster::Reply> reply;
        connect(&exchange, &cluster::Exchange::finished, this, [&](const cluster::Reply &told) { reply = told; });
        if (!QTest::qWaitFor([&] { return reply.has_value(); }, patienceMs)) qFatal("no answer");
        return *reply;
    }
    QPoint at(const QPointF &scene) const { return canvas()->mapFromScene(scene); }
    int edges(const model::ResourceKey &from, const model::ResourceKey &to) const
    {
        return int(std::ranges::count_if(m_state->pipeline.graph().edges,
                                         [&](const model::Edge &edge) { return edge.from == from && edge.to == to; }));
    }
    // Pods as the store has them: how many, and how many of them ready.
    std::pair<int, int> pods() const
    {
        int all = 0, ready = 0;
        for (const cluster::PodRow &pod : m_state->link.session()->store().pods()) {
            if (pod.meta.name.ns.view() != m_namespace.toUtf8()) continue;
            ++all;
            ready += pod.ready && pod.meta.deletedMs == 0 ? 1 : 0;
        }
        return {all, ready};
    }
    // What the Live workspace draws on a card: "3/3", then its dots by name.
    QStringList drawn(const model::ResourceKey &key) const
    {
        for (const graph::Canvas *live : m_window->findChildren<graph::Canvas *>()) {
            if (live == canvas() || !live->isVisible()) continue;
            const graph::GraphNode *node = live->graph().find(key);
            if (!node || !node->overlay) return {};
            QStringList names;
            for (const graph::PodDot &dot : node->overlay->dots) names << dot.name;
            names.sort();
            return QStringList(u"%1/%2"_s.arg(node->overlay->ready).arg(node->overlay->wanted)) + names;
        }
        return {};
    }
    QStringList podNames(const QByteArray &prefix) const
    {
        QStringList names;
        for (const cluster::PodRow &pod : m_state->link.session()->store().pods())
            if (pod.meta.name.name.view().startsWith(prefix) && pod.meta.deletedMs == 0)
                names << pod.meta.name.name.toString();
        names.sort();
        return names;
    }

private Q_SLOTS:
    void initTestCase()
    {
        KUBEWRIGHT_REQUIRE_CONTROLPLANE(m_plane, support::ControlPlane::shared());
        // The same cluster, with a namespace of this test's own as the context's.
        QFile original(m_plane->kubeconfig());
        QVERIFY(original.open(QIODevice::ReadOnly));
        QByteArray config = original.readAll();
        config.replace("user: admin}", "user: admin, namespace: " + m_namespace.toUtf8() + '}');
        QVERIFY(config.contains(m_namespace.toUtf8()));
        config.replace("ca.crt", m_plane->directory().toUtf8() + "/ca.crt")
            .replace("admin.crt", m_plane->directory().toUtf8() + "/admin.crt");
        config.replace("admin.key", m_plane->directory().toUtf8() + "/admin.key");
        QFile own(m_folder.filePath(u"kubeconfig"_s));
        QVERIFY(own.open(QIODevice::WriteOnly) && own.write(config) == config.size());
        own.close();
        QFile boutique(m_folder.filePath(u"boutique.yaml"_s));
        QVERIFY(boutique.open(QIODevice::WriteOnly));
        boutique.write(support::readTestData(u"manifests/online-boutique/kubernetes-manifests.yaml"_s));
        boutique.close();

        m_state = std::make_unique<app::AppState>();
        m_state->theme.choose(app::ThemeKeeper::Choice::Light);
        m_window = std::make_unique<app::MainWindow>(m_state.get());
        m_window->resize(1600, 1000);
        m_window->show();
        m_state->link.setKubeconfigPath(own.fileName());
        m_state->link.open(u"real"_s);
        QVERIFY(m_state->link.isOpen());
        const cluster::Reply made =
            ask({.method = "PATCH",
                 .path = u"/api/v1/namespaces/%1?fieldManager=test"_s.arg(m_namespace),
                 .headers = {{"Content-Type", "application/apply-patch+yaml"}},
                 .body = "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" +
                         m_namespace.toUtf8() + "\"}}"});
        QVERIFY2(made.ok(), made.body.constData());
    }

    void opensAndDraws()
    {
        m_window->files()->open({m_folder.filePath(u"boutique.yaml"_s)});
        QTRY_COMPARE_WITH_TIMEOUT(m_state->pipeline.graph().nodes.size(), size_t(35), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), patienceMs);
        QVERIFY(isSound(m_state->pipeline.problems()));
        picture(u"1-opened.png"_s);
    }

    void editsOnTheCanvas()
    {
        const QByteArray before = m_state->document.text(m_state->document.files().first());
        QVERIFY(edges(external, frontend) > 0);
        // Take the line away, as a user does: click it, press Delete.
        m_state->selection.clear(model::Origin::Canvas);
        const auto &graph = m_state->pipeline.graph();
        for (size_t i = 0; i < graph.links.size(); ++i) {
            if (graph.nodes[size_t(graph.links[i].from)].key != external) continue;
            const auto &points = m_state->pipeline.layout().routes[i].points;
            QTest::mouseClick(canvas()->viewport(), Qt::LeftButton, {}, at(m_state->pipeline.layout().routes[i].label));
            QVERIFY(!points.empty());
        }
        QVERIFY(!canvas()->selectedEdges().empty());
        QTest::keyClick(canvas(), Qt::Key_Delete);
        QTRY_COMPARE(edges(external, frontend), 0);
        QTRY_VERIFY(m_window->isSettled());
        // Draw it again from the Service's socket to the Deployment: selector and ports are right again.
        canvas()->resetZoom();
        canvas()->centerOn((canvas()->cardRect(external).center() + canvas()->cardRect(frontend).center()) / 2);
        canvas()->startConnect(external);
        const QPoint target = at(canvas()->cardRect(frontend).center());
        QTest::mouseMove(canvas()->viewport(), target);
        QTest::mouseClick(canvas()->viewport(), Qt::LeftButton, {}, target);
        QTRY_VERIFY(edges(external, frontend) > 0);
        const model::Resource *service = m_state->document.resources()->find(external);
        QCOMPARE(service->at(model::FieldPath::parse(u"spec.selector.app")).string(), u"frontend"_s);
        QVERIFY(m_state->document.text(m_state->document.files().first()).startsWith(before.left(2000)));
    }

    void editsInTheInspector()
    {
        m_state->selection.select(frontend, {}, model::Origin::Canvas);
        m_window->design()->showInspector();
        QLineEdit *replicas = nullptr;
        for (QLineEdit *editor : m_window->findChildren<QLineEdit *>())
            if (editor->accessibleName().endsWith(u"replicas"_s)) replicas = editor;
        QVERIFY(replicas);
        QTest::keyClicks(replicas, u"3"_s);
        const auto resources = m_state->document.resources();
        QCOMPARE(resources->find(frontend)->at(model::FieldPath::parse(u"spec.replicas")).integer(), 3);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), patienceMs);
        QVERIFY(isSound(m_state->pipeline.problems()));
        picture(u"2-edited.png"_s);
    }

    void applies()
    {
        app::ApplyDialog dialog(&m_state->link, m_state->document.resources(), m_window.get());
        dialog.open();
        QSignalSpy previewed(&dialog, &app::ApplyDialog::previewed), applied(&dialog, &app::ApplyDialog::applied);
        QVERIFY(previewed.wait(patienceMs));
        QVERIFY(dialog.canApply());
        QVERIFY(dialog.grab().save(QStringLiteral(KUBEWRIGHT_ARTIFACTS "/3-preview.png")));
        dialog.apply();
        QVERIFY(applied.wait(patienceMs));
        QVERIFY(applied.first().first().toBool());
    }

    void comesUp()
    {
        m_state->selection.select(frontend, {}, model::Origin::Canvas);
        m_window->showWorkspace(app::Rail::Live);
        QTRY_VERIFY_WITH_TIMEOUT(!drawn(frontend).isEmpty(), patienceMs);
        QCoreApplication::processEvents(); // the canvas fits its view to what it has just been given
        picture(u"4-coming-up.png"_s);
        const std::pair<int, int> all{14, 14};
        QTRY_COMPARE_WITH_TIMEOUT(pods(), all, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), patienceMs);
        QTRY_COMPARE(drawn(frontend), QStringList(u"3/3"_s) + podNames("frontend-"));
        picture(u"5-ready.png"_s);
    }

    // Kinds of which only metadata is asked for: their changes arrive, and the view stays live.
    void staysLiveWhileMetadataChanges()
    {
        const cluster::ApiResource kind = coreKind(u"ServiceAccount"_s, u"serviceaccounts"_s, true);
        const cluster::Reply changed = ask({.method = "PATCH",
                                            .path = kind.path(m_namespace, u"frontend"_s),
                                            .headers = {{"Content-Type", "application/merge-patch+json"}},
                                            .body = R"({"metadata":{"labels":{"touched":"yes"}}})"});
        QVERIFY2(changed.ok(), changed.body.constData());
        const quint64 version = changed.object[u"metadata"][u"resourceVersion"].toString().toULongLong();
        const auto seen = [this] {
            for (const cluster::ObjectRow &row : m_state->link.session()->store().table<cluster::ObjectRow>().rows())
                if (row.meta.name.kind == "/ServiceAccount" && row.meta.name.name == "frontend" &&
                    row.meta.name.ns.view() == m_namespace.toUtf8())
                    return row.meta.version;
            return quint64(0);
        };
        QTRY_COMPARE_WITH_TIMEOUT(seen(), version, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_state->link.status().state, look::State::Ok, patienceMs);
        QCOMPARE(m_state->link.status().freshness, u"live"_s);
    }

    void showsAReplacement()
    {
        const QStringList before = podNames("frontend-");
        QCOMPARE(before.size(), 3);
        const cluster::ApiResource podKind = coreKind(u"Pod"_s, u"pods"_s, true);
        const cluster::Reply pod = ask(cluster::getRequest(podKind, m_namespace, before.first()));
        QVERIFY(pod.ok());
        const QString uid = pod.object[u"metadata"][u"uid"].toString();
        QVERIFY(ask(cluster::deleteRequest(podKind, m_namespace, before.first(), uid)).ok());
        QTRY_VERIFY_WITH_TIMEOUT(podNames("frontend-").size() == 3 && !podNames("frontend-").contains(before.first()),
                                 patienceMs);
        const std::pair<int, int> all{14, 14};
        QTRY_COMPARE_WITH_TIMEOUT(pods(), all, patienceMs);
        QTRY_COMPARE(drawn(frontend), QStringList(u"3/3"_s) + podNames("frontend-"));
        QVERIFY(!drawn(frontend).contains(before.first()));
        picture(u"6-replaced.png"_s);
    }

    void cleanupTestCase()
    {
        if (!m_state || !m_state->link.isOpen()) return;
        // Leaves the shared cluster as it was; the namespace goes by itself.
        const cluster::ApiResource kind = coreKind(u"Namespace"_s, u"namespaces"_s, false);
        const cluster::Reply ns = ask(cluster::getRequest(kind, {}, m_namespace));
        if (ns.ok())
            QVERIFY(ask(cluster::deleteRequest(kind, {}, m_namespace, ns.object[u"metadata"][u"uid"].toString())).ok());
        m_window.reset();
        m_state.reset();
    }
};

QTEST_MAIN(TestEndToEnd)
#include "tst_endtoend.moc"
