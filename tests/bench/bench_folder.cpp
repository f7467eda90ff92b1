// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/designworkspace.h"
#include "app/shell/appstate.h"
#include "app/shell/filecontroller.h"
#include "app/shell/mainwindow.h"
#include "graph/scene/canvas.h"
#include "tests/support/figure.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <utility>

// Row 8: a folder of 10,000 manifests, one resource a file, opened as the window opens it, until its graph is painted
// for the first time, and until its problems are there. Warm files.
namespace {

constexpr int files = 10000, rounds = 3;
constexpr int giveUpMs = 120000;
// Ingress, Service, Deployment, ConfigMap, Secret, ServiceAccount, HorizontalPodAutoscaler, PersistentVolumeClaim.
constexpr int filesOfApp = 8, apps = files / filesOfApp, appsOfNamespace = 25;

QByteArray head(const QByteArray &version, const QByteArray &kind, const QByteArray &name, const QByteArray &ns)
{
    return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata:\n  name: " + name + "\n  namespace: " + ns +
           "\n  labels:\n    app.kubernetes.io/name: " + name + "\n    app.kubernetes.io/part-of: " + ns + '\n';
}

QByteArray deployment(const QByteArray &name, const QByteArray &ns, const QByteArray &next)
{
    const QByteArray probe = ":\n          httpGet:\n            path: /healthz\n            port: http\n"
                             "          periodSeconds: 10\n";
    return head("apps/v1", "Deployment", name, ns) +
           "spec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app: " + name +
           "\n  template:\n    metadata:\n      labels:\n        app: " + name +
           "\n    spec:\n      serviceAccountName: " + name +
           "\n      containers:\n      - name: web\n        image: registry.example/" + ns + '/' + name +
           ":1.4.2\n        args: [--listen, \":8080\", --verbose]\n        ports:\n        - name: http\n"
           "          containerPort: 8080\n        env:\n        - name: NEXT_URL\n          value: http://" +
           next +
           ":80/api\n        - name: PASSWORD\n          valueFrom:\n            secretKeyRef:\n              name: " +
           name +
           "\n              key: password\n        envFrom:\n        - configMapRef:\n            name: " + name +
           "\n        resources:\n          requests:\n            cpu: 100m\n            memory: 128Mi\n"
           "          limits:\n            memory: 256Mi\n        readinessProbe" +
           probe + "        livenessProbe" + probe +
           "        volumeMounts:\n        - name: data\n"
           "          mountPath: /data\n      volumes:\n      - name: data\n        persistentVolumeClaim:\n"
           "          claimName: " +
           name + '\n';
}

std::vector<std::pair<QByteArray, QByteArray>> manifestsOf(int app)
{
    const QByteArray name = "app-" + QByteArray::number(app), ns = "team-" + QByteArray::number(app / appsOfNamespace);
    const int first = app / appsOfNamespace * appsOfNamespace;
    const QByteArray next = "app-" + QByteArray::number(first + (app - first + 1) % appsOfNamespace);
    return {{"deployment", deployment(name, ns, next)},
            {"service", head("v1", "Service", name, ns) + "spec:\n  selector:\n    app: " + name +
                            "\n  ports:\n  - name: http\n    port: 80\n    targetPort: http\n"},
            {"ingress", head("networking.k8s.io/v1", "Ingress", name, ns) +
                            "spec:\n  ingressClassName: nginx\n  rules:\n  - host: " + name +
                            ".example.com\n    http:\n      paths:\n      - path: /\n        pathType: Prefix\n"
                            "        backend:\n          service:\n            name: " +
                            name + "\n            port:\n              name: http\n"},
            {"configmap", head("v1", "ConfigMap", name, ns) +
                              "data:\n  LOG_LEVEL: info\n  application.properties: |\n    server.port=8080\n"
                              "    cache.size=1000\n    upstream=http://" +
                              next + "/\n"},
            {"secret", head("v1", "Secret", name, ns) + "stringData:\n  password: not-a-real-one\n"},
            {"serviceaccount", head("v1", "ServiceAccount", name, ns) + "automountServiceAccountToken: false\n"},
            {"hpa", head("autoscaling/v2", "HorizontalPodAutoscaler", name, ns) +
                        "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: " + name +
                        "\n  minReplicas: 2\n  maxReplicas: 6\n  metrics:\n  - type: Resource\n    resource:\n"
                        "      name: cpu\n      target:\n        type: Utilization\n        averageUtilization: 70\n"},
            {"pvc", head("v1", "PersistentVolumeClaim", name, ns) +
                        "spec:\n  accessModes: [ReadWriteOnce]\n  resources:\n    requests:\n      storage: 1Gi\n"}};
}

bool makeFiles(const QString &folder)
{
    for (int app = 0; app < apps; ++app) {
        const QString own = QStringLiteral("%1/team-%2/app-%3").arg(folder).arg(app / appsOfNamespace).arg(app);
        if (!QDir().mkpath(own)) return false;
        for (const auto &[name, text] : manifestsOf(app)) {
            QFile file(own + u'/' + QString::fromLatin1(name) + QStringLiteral(".yaml"));
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) return false;
        }
    }
    return true;
}

// Of one opening, from its beginning; below 0: it did not come.
struct Times
{
    double read = -1, arranged = -1, painted = -1, checked = -1;
    double work = -1; // of all threads, until it was painted
    double deaf = 0;  // the longest that the window answered nothing
    int nodes = 0, edges = 0;
};

// What all threads have worked so far.
double cpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

// The first paint of the canvas once the graph is there.
class PaintWatch : public QObject
{
public:
    PaintWatch(QElapsedTimer &clock, Times &times) : m_clock(clock), m_times(times) {}
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const bool isFirst = event->type() == QEvent::Paint && m_times.arranged >= 0 && m_times.painted < 0;
        if (!isFirst) return QObject::eventFilter(watched, event);
        watched->removeEventFilter(this);
        watched->event(event);
        m_times.painted = double(m_clock.nsecsElapsed()) / 1e6;
        m_times.work += cpuMs();
        return true;
    }

private:
    QElapsedTimer &m_clock;
    Times &m_times;
};

Times openFolder(const QString &folder)
{
    app::AppState state;
    app::MainWindow window(&state);
    window.resize(1600, 1000);
    window.show();
    QApplication::processEvents();
    Times times;
    QElapsedTimer clock;
    const auto now = [&clock] { return double(clock.nsecsElapsed()) / 1e6; };
    PaintWatch watch(clock, times);
    QWidget *viewport = window.design()->canvas()->viewport();
    viewport->installEventFilter(&watch);
    QEventLoop loop;
    QObject::connect(&state.document, &model::Document::changed, &loop, [&] {
        if (times.read < 0) times.read = now();
    });
    QObject::connect(&state.pipeline, &app::GraphPipeline::graphChanged, &loop, [&] {
        if (times.arranged >= 0 || state.pipeline.graph().nodes.empty()) return;
        times.arranged = now();
    });
    QTimer tick;
    double answered = 0;
    QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
        times.deaf = std::max(times.deaf, now() - std::exchange(answered, now()));
        if (times.checked < 0 && times.painted >= 0 && state.pipeline.isSettled()) times.checked = now();
        if (times.checked >= 0 || clock.elapsed() > giveUpMs) loop.quit();
    });
    tick.start(5);
    times.work = -cpuMs();
    clock.start();
    window.files()->open({folder});
    loop.exec();
    times.nodes = int(state.pipeline.graph().nodes.size());
    times.edges = int(state.pipeline.graph().edges.size());
    return times;
}

void tell(const char *what, const std::vector<Times> &all, double Times::*time, double budget)
{
    std::vector<double> values;
    for (const Times &one : all) values.push_back(one.*time);
    std::ranges::sort(values);
    support::print({8, QStringLiteral("%1, 10,000 files").arg(QString::fromLatin1(what)), values[values.size() / 2],
                    QStringLiteral("ms"), budget});
}

} // namespace

int main(int argc, char **argv)
{
    QTemporaryDir home, folder;
    for (const char *name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"})
        qputenv(name, home.path().toLocal8Bit());
    QApplication application(argc, argv);
    if (!makeFiles(folder.path())) {
        std::fprintf(stderr, "the files cannot be written\n");
        return 1;
    }
    std::vector<Times> all;
    for (int i = 0; i < rounds; ++i) {
        all.push_back(openFolder(folder.path()));
        const Times &one = all.back();
        std::printf("round %d: in the document %.0f ms, arranged %.0f, painted %.0f (%.0f of work), checked %.0f; "
                    "nothing answered for %.0f; %d nodes, %d edges\n",
                    i + 1, one.read, one.arranged, one.painted, one.work, one.checked, one.deaf, one.nodes, one.edges);
        std::fflush(stdout);
        if (one.painted < 0 || one.checked < 0) return 1;
    }
    constexpr double budget = 2000, noneMs = 1e9;
    tell("open to the first paint of the graph", all, &Times::painted, budget);
    tell("work of all threads until then", all, &Times::work, budget);
    tell("to its problems (no budget)", all, &Times::checked, noneMs);
    tell("the longest that the window answers nothing (no budget)", all, &Times::deaf, noneMs);
    return 0;
}
