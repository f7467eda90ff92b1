// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/offlinecheck.h"
#include "model/base/files.h"
#include "model/schema/validate.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTextStream>
#include <QThread>
#include <QThreadPool>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <utility>

#include <sys/resource.h>

// Row 10 of the budgets: validation of 10,500 resources in 300 warm files, beside kubeconform on the same files with
// schemas of the same version. Each file is the online boutique (35 resources) in a namespace of its own.

using namespace model;
using namespace Qt::StringLiterals;

namespace {

constexpr int fileCount = 300, rounds = 5;
constexpr double budget = 5.0;

struct Stages
{
    double read = 0, parse = 0, resources = 0, schema = 0, api = 0; // ms of CPU
    size_t resourceCount = 0, problemCount = 0;
    double total() const { return read + parse + resources + schema; }
};

// Of this process, since the last call with the same clock; steadier than wall time on a busy machine.
double cpuMilliseconds(std::clock_t &clock)
{
    const std::clock_t now = std::clock();
    return 1000.0 * double(now - std::exchange(clock, now)) / CLOCKS_PER_SEC;
}

double milliseconds(QElapsedTimer &timer)
{
    const double elapsed = double(timer.nsecsElapsed()) / 1e6;
    timer.restart();
    return elapsed;
}

bool writeFiles(const QString &folder)
{
    const auto boutique =
        readFileLimited(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/resources/samples/online-boutique.yaml"));
    if (!boutique) return false;
    for (int i = 0; i < fileCount; ++i) {
        QByteArray text = *boutique;
        text.replace("\nmetadata:\n", "\nmetadata:\n  namespace: shop-" + QByteArray::number(i) + '\n');
        QFile file(folder + u"/shop-%1.yaml"_s.arg(i));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) return false;
    }
    return true;
}

size_t apiProblemCount(const ResourceSet &set)
{
    const ApiCheck check = practice::offlineCheck();
    Problems problems;
    Places places;
    size_t count = 0;
    for (const Resource &resource : set.resources()) {
        problems.clear();
        appendApiProblems(resource, SchemaStore::builtin(), check, places, problems);
        count += problems.size();
    }
    return count;
}

Stages validateOnce(const QString &folder)
{
    Stages stages;
    std::clock_t clock = std::clock();
    std::vector<QByteArray> texts;
    for (int i = 0; i < fileCount; ++i)
        texts.push_back(readFileLimited(folder + u"/shop-%1.yaml"_s.arg(i)).valueOr({}));
    stages.read = cpuMilliseconds(clock);
    std::vector<SourceFile> files;
    for (size_t i = 0; i < texts.size(); ++i) files.push_back({QString::number(i), YamlStream::parse(texts[i])});
    stages.parse = cpuMilliseconds(clock);
    const auto set = ResourceSet::build(std::move(files));
    stages.resources = cpuMilliseconds(clock);
    stages.problemCount = schemaProblems(*set, SchemaStore::builtin()).size() + set->problems().size();
    stages.schema = cpuMilliseconds(clock);
    stages.problemCount += apiProblemCount(*set);
    stages.api = cpuMilliseconds(clock);
    stages.resourceCount = set->resources().size();
    return stages;
}

// The same on all cores: files are parsed, and resources checked, side by side. Wall time in ms.
double validateOnAllCores(const QString &folder)
{
    QElapsedTimer timer;
    timer.start();
    QThreadPool pool;
    const size_t threads = size_t(pool.maxThreadCount());
    std::vector<SourceFile> files(fileCount);
    for (size_t thread = 0; thread < threads; ++thread) {
        pool.start([&, thread] {
            for (size_t i = thread; i < files.size(); i += threads) {
                const QByteArray text = readFileLimited(folder + u"/shop-%1.yaml"_s.arg(i)).valueOr({});
                files[i] = {QString::number(i), YamlStream::parse(text)};
            }
        });
    }
    pool.waitForDone();
    const auto set = ResourceSet::build(std::move(files));
    std::vector<Problems> problems(threads);
    for (size_t thread = 0; thread < threads; ++thread) {
        pool.start([&, thread] {
            Places places;
            for (size_t i = thread; i < set->resources().size(); i += threads)
                appendSchemaProblems(set->resources()[i], SchemaStore::builtin(), places, problems[thread]);
        });
    }
    pool.waitForDone();
    return milliseconds(timer);
}

// The same bytes read once, a word at a time: what no validator can beat on one core.
double scanTime(const QString &folder)
{
    std::vector<QByteArray> texts;
    for (int i = 0; i < fileCount; ++i)
        texts.push_back(readFileLimited(folder + u"/shop-%1.yaml"_s.arg(i)).valueOr({}));
    QElapsedTimer timer;
    timer.start();
    qsizetype lines = 0;
    for (const QByteArray &text : texts)
        for (const char *at = text.constData(); at && (at = std::strchr(at, '\n')); ++at) ++lines;
    return lines > 0 ? milliseconds(timer) : 0;
}

struct Cost
{
    double wall = 0, cpu = 0; // ms
};

double seconds(const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; }

double cpuOfChildren()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return 1000 * (seconds(usage.ru_utime) + seconds(usage.ru_stime));
}

// What kubeconform costs, or nothing: not built, or it refused the files.
std::optional<Cost> kubeconformCost(const QString &folder)
{
    const QString home =
        QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/kubewright/kubeconform"_s;
    if (!QFile::exists(home + u"/kubeconform"_s) || !QDir(home + u"/schemas"_s).exists()) return std::nullopt;
    QProcess process;
    const double before = cpuOfChildren();
    QElapsedTimer timer;
    timer.start();
    process.start(home + u"/kubeconform"_s,
                  {u"-strict"_s, u"-summary"_s, u"-n"_s, QString::number(QThread::idealThreadCount()),
                   u"-schema-location"_s, home + u"/schemas/{{.ResourceKind}}{{.KindSuffix}}.json"_s, folder});
    if (!process.waitForFinished(120000) || process.exitCode() != 0) return std::nullopt;
    return Cost{milliseconds(timer), cpuOfChildren() - before};
}

template<typename T, typename F>
T median(F &&measure, double (*key)(const T &))
{
    std::vector<T> results;
    for (int i = 0; i < rounds; ++i) results.push_back(measure());
    std::sort(results.begin(), results.end(), [&](const T &a, const T &b) { return key(a) < key(b); });
    return results[rounds / 2];
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QTextStream out(stdout);
    QTemporaryDir folder;
    if (!folder.isValid() || !writeFiles(folder.path())) {
        out << "bench_validate: the files could not be written\n";
        return 1;
    }
    QElapsedTimer timer;
    timer.start();
    SchemaStore::builtin();
    out << u"schemas ready in %1 ms (budget: a few ms)\n"_s.arg(milliseconds(timer), 0, 'f', 2);

    validateOnce(folder.path()); // warm
    const Stages ours = median<Stages>([&] { return validateOnce(folder.path()); },
                                       [](const Stages &stages) { return stages.total(); });
    out << u"%1 resources in %2 files, %3 problems, one thread: %4 ms of CPU (read %5, parse %6, resources %7, schema %8)\n"_s
               .arg(ours.resourceCount)
               .arg(fileCount)
               .arg(ours.problemCount)
               .arg(ours.total(), 0, 'f', 0)
               .arg(ours.read, 0, 'f', 0)
               .arg(ours.parse, 0, 'f', 0)
               .arg(ours.resources, 0, 'f', 0)
               .arg(ours.schema, 0, 'f', 0);
    out << u"what an API server's validation says of them beyond that, as kubewright validate asks it: %1 ms of CPU\n"_s
               .arg(ours.api, 0, 'f', 0);
    out << u"limit: the same bytes scanned for line ends: %1 ms\n"_s.arg(scanTime(folder.path()), 0, 'f', 1);

    const auto byValue = [](const double &value) { return value; };
    const double parallel = median<double>([&] { return validateOnAllCores(folder.path()); }, +byValue);
    out << u"on %1 threads: %2 ms\n"_s.arg(QThread::idealThreadCount()).arg(parallel, 0, 'f', 0);

    if (!kubeconformCost(folder.path())) {
        out << "kubeconform not found: ratio not measured (tests/bench/kubeconform.sh builds it)\n";
        return 0;
    }
    const Cost theirs = median<Cost>([&] { return kubeconformCost(folder.path()).value_or(Cost()); },
                                     [](const Cost &cost) { return cost.wall; });
    const double ratio = theirs.wall / parallel;
    out << u"kubeconform on %1 threads: %2 ms, %3 ms of CPU; ours is %4 times as fast (budget: at least %5), with %6 "
           "times less CPU%7\n"_s.arg(QThread::idealThreadCount())
               .arg(theirs.wall, 0, 'f', 0)
               .arg(theirs.cpu, 0, 'f', 0)
               .arg(ratio, 0, 'f', 1)
               .arg(budget, 0, 'f', 0)
               .arg(theirs.cpu / ours.total(), 0, 'f', 1)
               .arg(ratio < budget ? u": missed"_s : QString());
    return 0;
}
