// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/run/practicecluster.h"
#include "model/wire/json.h"
#include "tests/support/apiclient.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

// How long a practice cluster takes to make true what is declared, with all simulated durations at zero: a Deployment
// on so many nodes, from its POST until all its pods are ready.

namespace {

using namespace std::chrono_literals;

double cpuSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

void letRun(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

QByteArray deployment(int replicas)
{
    return R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":)" +
           QByteArray::number(replicas) +
           R"(,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":)"
           R"({"containers":[{"name":"web","image":"nginx:1.27","ports":[{"containerPort":80}],"resources":)"
           R"({"requests":{"cpu":"100m","memory":"64Mi"}}}]}}}} )";
}

qint64 ask(contract::ApiClient &client, const QByteArray &path, std::initializer_list<QStringView> way)
{
    const auto json = model::readJson(client.request("GET", path).body);
    return json ? practice::integerAt(json->value, way) : -1;
}

bool reconcile(int nodes, int pods, double budgetSeconds)
{
    practice::PracticeCluster::Options options;
    options.seed = 1;
    options.nodes = nodes;
    options.isLiving = true;
    options.durations = 0;
    const auto cluster = practice::PracticeCluster::start(options);
    const auto client = cluster ? contract::ApiClient::open((*cluster)->kubeconfig(), {}) : nullptr;
    if (!client) return false;
    const QByteArray last = "/api/v1/nodes/node-" + QByteArray::number(nodes);
    while (!client->request("GET", last).body.contains("KubeletReady")) letRun(100ms);
    // Nodes that have just come may still keep pods away.
    while (client->request("GET", "/api/v1/nodes").body.contains("node.kubernetes.io/not-ready")) letRun(500ms);
    const auto start = std::chrono::steady_clock::now();
    const double cpu = cpuSeconds();
    if (client->request("POST", "/apis/apps/v1/namespaces/default/deployments", deployment(pods), "application/json")
            .code != 201)
        return false;
    while (ask(*client, "/apis/apps/v1/namespaces/default/deployments/web", {u"status", u"readyReplicas"}) < pods) {
        letRun(100ms);
        if (std::chrono::steady_clock::now() - start > 300s) return false;
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("%5d pods on %4d nodes: ready after %6.1f s, %6.1f s CPU, budget %.0f s\n", pods, nodes, seconds,
                cpuSeconds() - cpu, budgetSeconds);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const QCoreApplication application(argc, argv);
    if (argc == 3) return reconcile(std::atoi(argv[1]), std::atoi(argv[2]), 0) ? 0 : 1; // one case, for a profiler
    const bool isWhole = reconcile(3, 100, 1) && reconcile(100, 1000, 2) && reconcile(1000, 10000, 10);
    if (!isWhole) std::fprintf(stderr, "it did not come true\n");
    return isWhole ? 0 : 1;
}
