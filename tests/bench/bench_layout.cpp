// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/graph/layout/samplegraphs.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace samplegraphs;

namespace {

constexpr int rounds = 7;

double cpuMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

struct Series
{
    std::vector<double> wall, cpu;
    void add(const std::function<void()> &work)
    {
        QElapsedTimer timer;
        const double before = cpuMilliseconds();
        timer.start();
        work();
        wall.push_back(double(timer.nsecsElapsed()) / 1e6);
        cpu.push_back(cpuMilliseconds() - before);
    }
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void printRow(const char *what, const Series &series, double budget)
{
    const auto [least, most] = std::ranges::minmax(series.wall);
    std::printf("row 9 %s: median %.1f ms (budget %.0f ms), min %.1f, max %.1f; CPU median %.1f ms\n", what,
                median(series.wall), budget, least, most, median(series.cpu));
    std::fflush(stdout);
}

void benchWhole(const char *what, const Graph &graph, double budget)
{
    Series series;
    for (int i = 0; i < rounds; ++i) series.add([&graph] { graph::computeLayout(graph.nodes, graph.edges); });
    printRow(what, series, budget);
}

Graph drawn(Graph graph)
{
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    for (size_t i = 0; i < graph.nodes.size(); ++i) graph.nodes[i].previous = layout->positions[i];
    for (size_t i = 0; i < graph.edges.size(); ++i) graph.edges[i].previousVia = layout->routes[i].via;
    return graph;
}

void benchChange(const char *what, const Graph &graph)
{
    const Graph before = drawn(graph);
    Series series;
    int moved = 0;
    for (int i = 0; i < 3 * rounds; ++i) {
        Graph changed = before;
        const int added = changed.add("core/ConfigMap/new", {144, 48}, 3);
        changed.connect(i * 37 % added, added);
        std::optional<graph::Layout> layout;
        series.add([&] { layout = graph::computeLayout(changed.nodes, changed.edges); });
        for (int node = 0; node < added; ++node) moved += layout->positions[node] != *before.nodes[node].previous;
    }
    printRow(what, series, 16);
    std::printf("      nodes moved by a change: %.2f of %d on average\n", double(moved) / (3 * rounds),
                int(graph.nodes.size()));
}

// From the moment the flag is raised, somewhere in the work, until the call returns.
void benchCancel(const char *what, const Graph &graph, double wholeMilliseconds)
{
    Series series;
    for (int i = 0; i < 3 * rounds; ++i) {
        std::atomic_bool cancel = false;
        std::atomic<qint64> raised = 0;
        QElapsedTimer clock;
        clock.start();
        const double delay = wholeMilliseconds * (i + 0.5) / (3 * rounds);
        std::unique_ptr<QThread> other(QThread::create([&] {
            QThread::usleep(static_cast<unsigned long>(delay * 1000));
            raised = clock.nsecsElapsed();
            cancel = true;
        }));
        other->start();
        const bool finished = graph::computeLayout(graph.nodes, graph.edges, {}, &cancel).has_value();
        const qint64 returned = clock.nsecsElapsed();
        other->wait();
        if (finished) continue;
        series.wall.push_back(double(returned - raised) / 1e6);
        series.cpu.push_back(0);
    }
    if (!series.wall.empty()) printRow(what, series, 50);
}

void benchAgainstDot(int nodes, quint32 seeds)
{
    Series ours;
    std::vector<double> dotTimes;
    qint64 crossed = 0, dotCrossed = 0;
    for (quint32 seed = 1; seed <= seeds; ++seed) {
        const Graph graph = services(nodes, seed);
        std::optional<graph::Layout> layout;
        ours.add([&] { layout = graph::computeLayout(graph.nodes, graph.edges); });
        const auto dot = runDot(graph);
        if (!dot) continue;
        dotTimes.push_back(dot->milliseconds);
        crossed += crossings(graph, lines(*layout));
        dotCrossed += crossings(graph, dot->lines);
    }
    std::printf("row 9 beside dot, %d nodes: crossings %lld to %lld, ratio %.2f (budget 1.15); time %.1f to %.1f ms, "
                "ratio %.2f (budget 1)\n",
                nodes, static_cast<long long>(crossed), static_cast<long long>(dotCrossed),
                double(crossed) / double(dotCrossed), median(ours.wall), median(dotTimes),
                median(ours.wall) / median(dotTimes));
    std::fflush(stdout);
}

} // namespace

int main()
{
    const Graph large = anything(10'000, 15'000, 1), spaces = services(10'000, 1, 100);
    benchWhole("layout 1,000 nodes of services", services(1000, 1), 100);
    benchWhole("layout 1,000 nodes / 1,500 edges at random", anything(1000, 1500, 1), 100);
    benchWhole("layout 10,000 nodes of services in 100 namespaces", spaces, 1000);
    benchWhole("layout 10,000 nodes of services, all connected", services(10'000, 1), 1000);
    benchWhole("layout 10,000 nodes / 15,000 edges at random", large, 1000);
    benchChange("one change in 1,000 nodes", services(1000, 1));
    benchChange("one change in 10,000 nodes in 100 namespaces", spaces);
    benchCancel("cancel of 10,000 nodes / 15,000 edges", large, 900);
    if (!haveDot()) {
        std::printf("row 9 beside dot: dot is not installed\n");
        return 0;
    }
    for (int nodes : {100, 200, 300, 500}) benchAgainstDot(nodes, 5);
}
