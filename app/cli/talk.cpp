// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/talk.h"

#include "cluster/api/status.h"

#include <QCoreApplication>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace app {

namespace {

bool dataLost = false;

// 0, or errno.
int put(std::FILE *stream, const QByteArray &bytes)
{
    errno = 0;
    const bool written = std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream) == size_t(bytes.size());
    return written && std::fflush(stream) == 0 ? 0 : errno;
}

} // namespace

void putData(const QByteArray &bytes)
{
    const int error = put(stdout, bytes);
    if (error == 0 || error == EPIPE || dataLost) return;
    dataLost = true;
    complain(QCoreApplication::translate("CommandLine", "standard output cannot be written: %1")
                 .arg(qt_error_string(error)));
}

void putLine(const QString &line) { putData(line.toUtf8() + '\n'); }
void say(const QString &line)
{
    // What is foreign in it (a server's words, names in a kubeconfig) must not command the terminal.
    put(stderr, cluster::inertText(line, line.size()).toUtf8() + '\n');
}

int exitStatus(int status) { return dataLost ? 2 : status; }

void guardStandardStreams()
{
    // The lowest free number is taken; reading from one and writing to the others fails as if it were closed.
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(stream, F_GETFD) < 0) ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

void complain(const QString &line) { say(QStringLiteral("kubewright: ") + line); }

int cannotRun(const QString &line)
{
    complain(line);
    return 2;
}

} // namespace app
