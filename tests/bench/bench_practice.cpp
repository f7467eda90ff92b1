// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httpserver.h"
#include "cluster/practice/run/practicecluster.h"
#include "tests/bench/practiceload.h"
#include "tests/bench/practiceobjects.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <map>
#include <pthread.h>
#include <thread>

// The practice cluster as its clients have it: over HTTPS on loopback. The server has this process' main thread, the
// clients have threads of their own, which are another core's; the server's CPU time is that of its thread alone.

namespace {

constexpr int connections = 10;
constexpr int rounds = 5;
constexpr int pods = 10000; // of all rounds together
constexpr int watchers = 10;

struct Sample
{
    double rate = 0;   // a second
    double micros = 0; // the server's CPU, each
};

class Measure
{
public:
    Measure() { pthread_getcpuclockid(pthread_self(), &m_clock); }

    // The server's seconds of CPU so far.
    double cpu() const
    {
        timespec now{};
        clock_gettime(m_clock, &now);
        return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
    }

    // work answers a rate a second, 0 for a failure.
    template<typename F>
    void take(const char *name, int count, F &&work)
    {
        const double before = cpu();
        const double rate = work();
        if (rate <= 0) m_isWhole = false;
        m_samples[name].push_back({rate, (cpu() - before) * 1e6 / count});
    }

    void print(const char *name, const char *unit, double budget) const
    {
        std::vector<Sample> samples = m_samples.at(name);
        std::ranges::sort(samples, {}, &Sample::rate);
        const double rate = samples[samples.size() / 2].rate;
        const double low = samples.front().rate;
        const double high = samples.back().rate;
        std::ranges::sort(samples, {}, &Sample::micros);
        std::printf("%-46s %8.0f %s (%.0f to %.0f), %7.1f us CPU of the server each", name, rate, unit, low, high,
                    samples[samples.size() / 2].micros);
        if (budget > 0) std::printf(", budget %.0f", budget);
        std::printf("\n");
    }
    bool isWhole() const { return m_isWhole; }

private:
    clockid_t m_clock = 0;
    bool m_isWhole = true;
    std::map<std::string, std::vector<Sample>> m_samples;
};

std::string tokenOf(const QByteArray &kubeconfig)
{
    const qsizetype at = kubeconfig.indexOf("token: ") + 7;
    return kubeconfig.mid(at, kubeconfig.indexOf('\n', at) - at).toStdString();
}

QByteArray fileLine(const char *path, const char *start)
{
    QFile file(QString::fromLatin1(path));
    if (!file.open(QIODevice::ReadOnly)) return {};
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(start)) return line.mid(qsizetype(qstrlen(start))).simplified();
    return {};
}

// A path in the namespace; appended piece by piece, because GCC 12 suspects sums of strings.
std::string inDefault(std::string_view rest, const std::string &tail = {})
{
    std::string path = "/api/v1/namespaces/default/";
    return path.append(rest).append(tail);
}

LoadRequest statusPatch(int pod, int version)
{
    return {.method = "PATCH",
            .path = inDefault("pods/frontend-7d4b9c6f5-", std::to_string(pod)).append("/status"),
            .contentType = "application/merge-patch+json",
            .body = benchPodStatus(version)};
}

LoadRequest podCreate(int pod)
{
    return {.method = "POST", .path = inDefault("pods"), .contentType = "application/json", .body = benchPod(pod)};
}

void writeRounds(Measure &measure, quint16 rawPort, quint16 port, const std::string &token)
{
    Load raw(rawPort, token, connections);
    Load load(port, token, connections);
    constexpr int each = pods / rounds;
    for (int round = 0; round < rounds; ++round) {
        const int first = round * each;
        measure.take("raw: 3 kB there and back, nothing done", each, [&] {
            return raw.run(each, [&](int i) {
                return LoadRequest{
                    .method = "POST", .path = "/", .contentType = "application/json", .body = benchPod(i)};
            });
        });
        measure.take("ConfigMap create", each, [&] {
            return load.run(each, [&](int i) {
                return LoadRequest{.method = "POST",
                                   .path = inDefault("configmaps"),
                                   .contentType = "application/json",
                                   .body = benchConfigMap(first + i)};
            });
        });
        measure.take("Pod create", each, [&] { return load.run(each, [&](int i) { return podCreate(first + i); }); });
        measure.take("Pod status merge patch", each,
                     [&] { return load.run(each, [&](int i) { return statusPatch(first + i, round + 1); }); });
        measure.take("Deployment server-side apply", each, [&] {
            return load.run(each, [&](int i) {
                const int number = i % 50;
                return LoadRequest{.method = "PATCH",
                                   .path = "/apis/apps/v1/namespaces/default/deployments/frontend-" +
                                           std::to_string(number) + "?fieldManager=bench&force=true",
                                   .contentType = "application/apply-patch+yaml",
                                   .body = benchDeployment(number, first + i)};
            });
        });
    }
}

struct Form
{
    const char *live;
    const char *replay;
    const char *accept;
};
constexpr Form forms[] = {
    {"10 watchers, JSON: while pods are patched", "10 watchers, JSON: replay", "application/json"},
    {"10 watchers, protobuf: while pods are patched", "10 watchers, protobuf: replay",
     "application/vnd.kubernetes.protobuf;stream=watch"}};

// Rates are of events that reached all watchers; each was delivered ten times.
void watchRounds(Measure &measure, quint16 port, const std::string &token, const practice::PracticeCluster &cluster)
{
    constexpr int events = 2000;
    Load load(port, token, connections);
    int version = 100;
    for (int round = 0; round < rounds; ++round) {
        for (const Form &form : forms) {
            const std::string since = std::to_string(cluster.revision());
            const LoadRequest watch{
                .method = "GET", .path = inDefault("pods?watch=1&resourceVersion=", since), .accept = form.accept};
            measure.take(form.live, events, [&] {
                const WatchLoad all(port, token, watchers, watch);
                const auto start = std::chrono::steady_clock::now();
                ++version;
                if (load.run(events, [&](int i) { return statusPatch(i, version); }) <= 0) return 0.0;
                if (!all.waitFor(events)) return 0.0;
                return events / std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            });
            measure.take(form.replay, events, [&] {
                const auto start = std::chrono::steady_clock::now();
                const WatchLoad all(port, token, watchers, watch);
                if (!all.waitFor(events)) return 0.0;
                return events / std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            });
        }
    }
}

void lists(const Measure &measure, quint16 port, const std::string &token)
{
    static constexpr std::pair<const char *, const char *> accepts[] = {
        {"JSON", "application/json"},
        {"protobuf", "application/vnd.kubernetes.protobuf"},
        {"Table", "application/json;as=Table;v=v1;g=meta.k8s.io"},
        {"Table without objects", "application/json;as=Table;v=v1;g=meta.k8s.io"}};
    Load load(port, token, 1);
    for (const auto &[name, accept] : accepts) {
        std::vector<double> spent;
        double cpu = 0;
        LoadAnswer answer;
        const bool bare = std::string_view(name) == "Table without objects";
        for (int round = 0; round < rounds; ++round) {
            const auto start = std::chrono::steady_clock::now();
            const double before = measure.cpu();
            answer = load.ask(
                {.method = "GET", .path = inDefault(bare ? "pods?includeObject=None" : "pods"), .accept = accept});
            cpu += measure.cpu() - before;
            spent.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() * 1e3);
        }
        std::ranges::sort(spent);
        std::printf("list of %d pods as %-22s %5.0f ms (%.0f to %.0f), %.0f ms CPU of the server, %.1f MB%s\n", pods,
                    name, spent[rounds / 2], spent.front(), spent.back(), cpu * 1e3 / rounds,
                    double(answer.bytes) / 1e6, answer.status == 200 ? "" : ": FAILED");
    }
}

// Sections: writes, watches, lists; none is all.
bool measureAll(Measure &measure, quint16 rawPort, const practice::PracticeCluster &cluster,
                const QStringList &sections)
{
    const auto wanted = [&sections](const char *section) {
        return sections.isEmpty() || sections.contains(QLatin1String(section));
    };
    const std::string token = tokenOf(cluster.kubeconfig());
    const QByteArray empty = fileLine("/proc/self/status", "VmRSS:");
    std::printf("load of the machine at the start: %s\n", fileLine("/proc/loadavg", "").constData());
    if (wanted("writes")) {
        writeRounds(measure, rawPort, cluster.port(), token);
        measure.print("raw: 3 kB there and back, nothing done", "requests/s", 0);
        for (const char *name :
             {"ConfigMap create", "Pod create", "Pod status merge patch", "Deployment server-side apply"})
            measure.print(name, "writes/s", 5000);
        std::printf("resident memory: empty %s; with %d pods, as many ConfigMaps, and all %lld states: %s\n",
                    empty.constData(), pods, static_cast<long long>(cluster.revision()),
                    fileLine("/proc/self/status", "VmRSS:").constData());
    } else if (Load(cluster.port(), token, connections).run(pods, podCreate) <= 0) {
        return false;
    }
    if (wanted("watches")) {
        watchRounds(measure, cluster.port(), token, cluster);
        for (const Form &form : forms) {
            measure.print(form.live, "events/s to all 10", 1000);
            measure.print(form.replay, "events/s to all 10", 1000);
        }
    }
    if (wanted("lists")) lists(measure, cluster.port(), token);
    std::printf("load of the machine at the end: %s\n", fileLine("/proc/loadavg", "").constData());
    return measure.isWhole();
}

} // namespace

int main(int argc, char **argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const QCoreApplication application(argc, argv);
    const model::RealClock clock;
    practice::HttpServer raw(
        [](const practice::HttpRequest &request, const std::shared_ptr<practice::HttpReply> &reply) {
            reply->send(200, {{"Content-Type", "application/json"}}, request.body);
        },
        nullptr, clock);
    const auto identity = practice::TlsIdentity::make(clock.wallMs());
    const auto rawPort = identity ? raw.listen(0, *identity) : model::Result<quint16>(identity.error());
    practice::PracticeCluster::Options options;
    options.seed = 1;
    const auto cluster = practice::PracticeCluster::start(options);
    if (!rawPort || !cluster) {
        std::fprintf(stderr, "the servers did not start\n");
        return 1;
    }
    Measure measure;
    bool done = false;
    std::thread clients([&] {
        done = measureAll(measure, *rawPort, **cluster, QCoreApplication::arguments().mid(1));
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    clients.join();
    return done ? 0 : 1;
}
