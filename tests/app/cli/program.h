// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

// The event loop runs meanwhile, so that servers of the test can answer.
inline Run runProgram(const QStringList &arguments, const QByteArray &input = {}, int timeoutMs = 60000)
{
    QProcess process;
    process.setProcessEnvironment(bareEnvironment());
    Run run;
    QElapsedTimer clock;
    clock.start();
    QTestEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, [&loop] { loop.exitLoop(); });
    process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/kubewright"), arguments);
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

// The most memory that any run so far has had.
inline qint64 peakBytesOfRuns()
{
    rusage usage = {};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    return qint64(usage.ru_maxrss) * 1024;
}

// What any hostile input may take. Instrumented programs are slower and larger by a factor.
#ifdef __SANITIZE_ADDRESS__
constexpr qint64 maxMs = 40000, maxBytes = qint64(3600) << 20;
#else
constexpr qint64 maxMs = 10000, maxBytes = qint64(900) << 20;
#endif

} // namespace support
