// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/limits.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTestEventLoop>

#include <sys/resource.h>

namespace support {

// One run of the program that was built with the tests.
struct Run
{
    int exit = -1; // -1: it crashed, or did not end in time
    QByteArray out, err;
    qint64 ms = 0;

    QByteArray firstError() const { return err.left(err.indexOf('\n')); }
};

inline QProcessEnvironment bareEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"KUBECONFIG", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "http_proxy", "HTTP_PROXY"})
        environment.remove(QLatin1String(name));
    static const QTemporaryDir home;
    environment.insert(QStringLiteral("HOME"), home.path());
    return environment;
}

// As a service manager starts it, or `env -i`: nobody says where the user's files are.
inline QProcessEnvironment homelessEnvironment()
{
    QProcessEnvironment environment = bareEnvironment();
    for (const char *name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME",
                             "XDG_RUNTIME_DIR", "USER", "LOGNAME"})
        environment.remove(QLatin1String(name));
    return environment;
}

inline QString programPath() { return QCoreApplication::applicationDirPath() + QStringLiteral("/kubewright"); }

// The event loop runs meanwhile, so that servers of the test can answer.
inline Run runProcess(QProcess &process, const QString &program, const QStringList &arguments, const QByteArray &input,
                      int timeoutMs)
{
    Run run;
    QElapsedTimer clock;
    clock.start();
    QTestEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, [&loop] { loop.exitLoop(); });
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    loop.enterLoopMSecs(timeoutMs);
    run.ms = clock.elapsed();
    const bool ended = process.state() == QProcess::NotRunning && process.exitStatus() == QProcess::NormalExit;
    if (process.state() != QProcess::NotRunning) process.kill();
    process.waitForFinished();
    run.exit = ended ? process.exitCode() : -1;
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    return run;
}

inline Run runProgram(const QStringList &arguments, const QByteArray &input = {}, int timeoutMs = 60000,
                      const QProcessEnvironment &environment = bareEnvironment())
{
    QProcess process;
    process.setProcessEnvironment(environment);
    return runProcess(process, programPath(), arguments, input, timeoutMs);
}

// Through a shell, where "$0" is the program and "$@" are the arguments: for what only a shell can arrange.
inline Run runScript(const QString &script, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.setProcessEnvironment(bareEnvironment());
    constexpr int timeoutMs = 60000;
    return runProcess(process, QStringLiteral("/bin/sh"),
                      QStringList{QStringLiteral("-c"), script, programPath()} + arguments, input, timeoutMs);
}

// The most memory that any run so far has had.
inline qint64 peakBytesOfRuns()
{
    rusage usage = {};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    return qint64(usage.ru_maxrss) * 1024;
}

} // namespace support
