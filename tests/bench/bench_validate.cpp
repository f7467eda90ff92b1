// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
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

#include <algorithm>
#include <cstring>

// Row 10 of the budgets: validation of 10,500 resources in 300 warm files, beside kubeconform on the same files with
// schemas of the same version. Each file is the online boutique (35 resources) in a namespace of its own.

using namespace model;
using namespace Qt::StringLiterals;

namespace {

constexpr int fileCount = 300, rounds = 5;
constexpr double budget = 5.0;

struct Stages
{
    double read = 0, parse = 0, resources = 0, schema = 0; // ms
    size_t resourceCount = 0, problemCount = 0;
    double total() const { return read + parse + resources + schema; }
};

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

Stages validateOnce(const QString &folder)
{
    Stages stages;
    QElapsedTimer timer;
    timer.start();
    std::vector<QByteArray> texts;
    for (int i = 0; i < fileCount; ++i)
        texts.push_back(readFileLimited(folder + u"/shop-%1.yaml"_s.arg(i)).valueOr({}));
    stages.read = milliseconds(timer);
    std::vector<SourceFile> files;
    for (size_t i = 0; i < texts.size(); ++i) files.push_back({QString::number(i), YamlStream::parse(texts[i])});
    stages.parse = milliseconds(timer);
    const auto set = ResourceSet::build(std::move(files));
    stages.resources = milliseconds(timer);
    stages.problemCount = schemaProblems(*set, SchemaStore::builtin()).size() + set->problems().size();
    stages.schema = milliseconds(timer);
    stages.resourceCount = set->resources().size();
    return stages;
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

// Wall time of kubeconform in ms, or nothing: not built, or it refused the files.
std::optional<double> kubeconformTime(const QString &folder)
{
    const QString home =
        QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/kubewright/kubeconform"_s;
    if (!QFile::exists(home + u"/kubeconform"_s) || !QDir(home + u"/schemas"_s).exists()) return std::nullopt;
    QProcess process;
    QElapsedTimer timer;
    timer.start();
    process.start(home + u"/kubeconform"_s,
                  {u"-strict"_s, u"-summary"_s, u"-n"_s, QString::number(QThread::idealThreadCount()),
                   u"-schema-location"_s, home + u"/schemas/{{.ResourceKind}}{{.KindSuffix}}.json"_s, folder});
    if (!process.waitForFinished(120000) || process.exitCode() != 0) return std::nullopt;
    return milliseconds(timer);
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
    out << u"%1 resources in %2 files, %3 problems, one thread: %4 ms (read %5, parse %6, resources %7, schema %8)\n"_s
               .arg(ours.resourceCount)
               .arg(fileCount)
               .arg(ours.problemCount)
               .arg(ours.total(), 0, 'f', 0)
               .arg(ours.read, 0, 'f', 0)
               .arg(ours.parse, 0, 'f', 0)
               .arg(ours.resources, 0, 'f', 0)
               .arg(ours.schema, 0, 'f', 0);
    out << u"limit: the same bytes scanned for line ends: %1 ms\n"_s.arg(scanTime(folder.path()), 0, 'f', 1);

    if (!kubeconformTime(folder.path())) {
        out << "kubeconform not found: ratio not measured (tests/bench/kubeconform.sh builds it)\n";
        return 0;
    }
    const double theirs = median<double>([&] { return kubeconformTime(folder.path()).value_or(0); },
                                         [](const double &value) { return value; });
    const double ratio = theirs / ours.total();
    out << u"kubeconform on all cores: %1 ms; ours is %2 times as fast (budget: at least %3)%4\n"_s
               .arg(theirs, 0, 'f', 0)
               .arg(ratio, 0, 'f', 1)
               .arg(budget, 0, 'f', 0)
               .arg(ratio < budget ? u": missed"_s : QString());
    return 0;
}
