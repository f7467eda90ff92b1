// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/helm.h"

#include "app/cli/helmtalk.h"
#include "model/base/limits.h"
#include "model/base/say.h"
#include "model/schema/schemastore.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>

#include <sys/resource.h>

namespace app {

using model::Error;
using namespace Qt::StringLiterals;

namespace {

constexpr int maxMs = 10000;
constexpr qsizetype maxErrorBytes = 64 << 10;
constexpr rlim_t maxMemory = 800 << 20; // bytes

// Everything that helm would look for in the user's home is an empty folder.
QProcessEnvironment bareEnvironment(const QString &home)
{
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"LANG"_s, u"C.UTF-8"_s);
    for (const QString &name :
         {u"HOME"_s, u"HELM_CACHE_HOME"_s, u"HELM_CONFIG_HOME"_s, u"HELM_DATA_HOME"_s, u"HELM_PLUGINS"_s, u"TMPDIR"_s})
        environment.insert(name, home);
    environment.insert(u"KUBECONFIG"_s, home + u"/none"_s);
    return environment;
}

// Templates can make as much as they like; what is private to the process counts, not what it has reserved.
void boundMemory(QProcess &process)
{
    process.setChildProcessModifier([] {
        const rlimit most{maxMemory, maxMemory};
        setrlimit(RLIMIT_DATA, &most);
    });
}

// Ends it, for good.
void stop(QProcess &process)
{
    process.kill();
    process.waitForFinished();
}

} // namespace

model::Result<std::shared_ptr<const model::Rendering>> renderChart(const QString &folder,
                                                                   const QByteArray &kubernetesVersion)
{
    const model::Location where{folder};
    const QString canonical = QFileInfo(folder).canonicalFilePath();
    const QString helm = QStandardPaths::findExecutable(u"helm"_s);
    const bool isUsable = !helm.isEmpty() && QDir::isAbsolutePath(helm) && !helm.startsWith(canonical + u'/');
    if (!isUsable)
        return Error{
            Error::Code::NotFound,
            model::say("this is a Helm chart, and helm, which renders charts, is not installed (or not in PATH)"),
            where};
    const QTemporaryDir home;
    QProcess process;
    process.setProcessEnvironment(bareEnvironment(home.path()));
    process.setStandardInputFile(QProcess::nullDevice());
    process.setWorkingDirectory(home.path());
    boundMemory(process);
    const model::SchemaStore &schemas =
        kubernetesVersion.isEmpty() ? model::SchemaStore::newest() : model::SchemaStore::nearest(kubernetesVersion);
    const QString version = QString::fromUtf8(schemas.kubernetesVersion());
    process.start(helm,
                  {u"template"_s, u"release-name"_s, canonical, u"--include-crds"_s, u"--kube-version"_s, version},
                  QIODevice::ReadOnly);
    QElapsedTimer clock;
    clock.start();
    QByteArray out, err;
    bool isRunning = process.waitForStarted(maxMs);
    if (!isRunning)
        return Error{Error::Code::Io, model::say("helm cannot be started: %1").arg(process.errorString()), where};
    while (isRunning) {
        const int left = maxMs - int(clock.elapsed());
        if (left <= 0) {
            stop(process);
            return Error{Error::Code::Timeout, model::say("helm did not end within %1 s").arg(maxMs / 1000), where};
        }
        // Either channel may be what there is to read; helm is waited for in small steps.
        constexpr int stepMs = 20;
        process.waitForReadyRead(std::min(left, stepMs));
        out += process.readAllStandardOutput();
        const QByteArray more = process.readAllStandardError();
        if (err.size() < maxErrorBytes) err += more.left(maxErrorBytes - err.size());
        if (out.size() > model::limits::maxFileBytes) {
            stop(process);
            return Error{Error::Code::TooLarge,
                         model::say("helm prints more than %1 MiB").arg(model::limits::maxFileBytes >> 20), where};
        }
        isRunning = process.state() != QProcess::NotRunning;
    }
    out += process.readAllStandardOutput();
    err += process.readAllStandardError().left(maxErrorBytes);
    if (err.contains("fatal error: ") && (err.contains("out of memory") || err.contains("cannot allocate memory")))
        return Error{Error::Code::TooLarge, model::say("helm takes more than %1 MiB of memory").arg(maxMemory >> 20),
                     where};
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return model::Rendering::chart(folder, {}, {helmRefusal(folder, err)});
    return model::Rendering::chart(folder, std::move(out), helmWarnings(folder, err));
}

} // namespace app
