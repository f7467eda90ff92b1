// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/talk.h"

#include "cluster/api/status.h"

#include <cstdio>

namespace app {

namespace {

void put(std::FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

void putData(const QByteArray &bytes) { put(stdout, bytes); }
void putLine(const QString &line) { put(stdout, line.toUtf8() + '\n'); }
void say(const QString &line)
{
    // What is foreign in it (a server's words, names in a kubeconfig) must not command the terminal.
    put(stderr, cluster::inertText(line, line.size()).toUtf8() + '\n');
}

int cannotRun(const QString &line)
{
    say(QStringLiteral("kubewright: ") + line);
    return 2;
}

} // namespace app
