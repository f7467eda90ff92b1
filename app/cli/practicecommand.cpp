// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/stopsignals.h"
#include "app/cli/talk.h"
#include "cluster/practice/run/practicecluster.h"
#include "model/base/say.h"
#include "model/document/replacefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace app {

using namespace Qt::StringLiterals;
using model::Error;
using model::Result;
using practice::PracticeCluster;

namespace {

constexpr const char *mark = "# The kubeconfig of a practice cluster of Kubewright, good while that one runs.\n";
constexpr int defaultNodes = 3;
constexpr int maxNodes = 5000;

// A kubeconfig that was written here before, or nothing at all: another file is not overwritten.
bool mayReplace(const QString &path)
{
    QFile file(path);
    if (!file.exists()) return true;
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) return false;
    return file.size() == 0 || file.read(qint64(qstrlen(mark))) == mark;
}

Result<void> writeKubeconfig(const QString &path, const QByteArray &text)
{
    if (!mayReplace(path))
        return Error{Error::Code::Conflict,
                     model::say("%1: exists and is no practice cluster's kubeconfig; nothing was written").arg(path)};
    // Made empty and closed to others before the token goes into it.
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append))
        return Error{Error::Code::Io, model::say("%1: %2").arg(path, file.errorString())};
    if (!file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return Error{Error::Code::Io, model::say("%1: %2").arg(path, file.errorString())};
    file.close();
    return model::replaceFile(path, mark + text);
}

// Digits, with one dot among them where it need not be whole: no exponents, no names of numbers.
Result<double> readNumber(const Arguments &arguments, const char *name, double fallback, double least, double most,
                          bool isWhole)
{
    static const QRegularExpression whole(u"^[0-9]+$"_s);
    static const QRegularExpression decimal(u"^[0-9]*\\.?[0-9]+$"_s);
    const QString text = arguments.value(name, QString::number(fallback));
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (ok && (isWhole ? whole : decimal).match(text).hasMatch() && value >= least && value <= most) return value;
    return Error{Error::Code::Invalid, (isWhole ? model::say("practice: --%1: “%2” is no whole number from %3 to %4")
                                                : model::say("practice: --%1: “%2” is no number from %3 to %4"))
                                           .arg(QLatin1String(name), text)
                                           .arg(least)
                                           .arg(most)};
}

// Whether two paths lead to one file, which need not be there yet.
bool isSameFile(const QString &one, const QString &other)
{
    const QFileInfo a(one), b(other);
    if (a.exists() && b.exists()) return a.canonicalFilePath() == b.canonicalFilePath();
    return !a.exists() && !b.exists() && a.fileName() == b.fileName() &&
           QFileInfo(a.absolutePath()).canonicalFilePath() == QFileInfo(b.absolutePath()).canonicalFilePath();
}

Result<PracticeCluster::Options> readOptions(const Arguments &arguments)
{
    PracticeCluster::Options options;
    const auto port = readNumber(arguments, "port", 0, 0, 65535, true);
    if (!port) return port.error();
    const auto nodes = readNumber(arguments, "nodes", defaultNodes, 0, maxNodes, true);
    if (!nodes) return nodes.error();
    const auto speed = readNumber(arguments, "speed", 1, 0.1, 100, false);
    if (!speed) return speed.error();
    options.port = quint16(*port);
    options.nodes = int(*nodes);
    options.speed = *speed;
    options.isLiving = true;
    options.stateFile = arguments.value("state");
    return options;
}

// Where the kubeconfig goes when nobody says: a file that is removed at the end.
QString passingFile(quint16 port)
{
    QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR"); // QStandardPaths complains where there is none
    if (folder.isEmpty()) folder = QDir::tempPath();
    return folder + u"/kubewright-practice-%1.kubeconfig"_s.arg(port);
}

} // namespace

int runPractice(const Arguments &arguments)
{
    // Before anything takes long. The state is saved after the first; an impatient second one does not lose it.
    StopSignals signals(nullptr, 3);
    auto options = readOptions(arguments);
    if (!options) return cannotRun(options.error().message);
    options->isStopped = [&signals] { return signals.isStopAsked(); };
    const QString wanted = arguments.value("write-kubeconfig");
    if (!wanted.isEmpty() && !mayReplace(wanted))
        return cannotRun(
            model::say("%1: exists and is no practice cluster's kubeconfig; nothing was written").arg(wanted));
    if (!wanted.isEmpty() && !options->stateFile.isEmpty() && isSameFile(wanted, options->stateFile))
        return cannotRun(model::say("practice: --state and --write-kubeconfig: both are %1").arg(wanted));
    auto cluster = PracticeCluster::start(*options);
    if (!cluster && cluster.error().code == Error::Code::Cancelled) return exitStatus(0);
    if (!cluster) return cannotRun(cluster.error().toString());
    const QString path = wanted.isEmpty() ? passingFile((*cluster)->port()) : wanted;
    if (auto written = writeKubeconfig(path, (*cluster)->kubeconfig()); !written)
        return cannotRun(written.error().toString());

    int status = 0;
    QObject::connect(&signals, &StopSignals::stopAsked, cluster->get(), &PracticeCluster::stop);
    QObject::connect(cluster->get(), &PracticeCluster::stopped, QCoreApplication::instance(),
                     [&status](const QString &error) {
                         if (!error.isEmpty()) status = cannotRun(error);
                         QCoreApplication::quit();
                     });
    putLine(model::say("The practice cluster is ready: https://127.0.0.1:%1, kubeconfig %2")
                .arg((*cluster)->port())
                .arg(path));
    QCoreApplication::exec();
    if (wanted.isEmpty()) QFile::remove(path);
    return exitStatus(status);
}

} // namespace app
