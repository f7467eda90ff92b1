// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace app {

// The two ways out of a command without a window: data to standard output, talk to standard error. Unbuffered beyond
// the call. A reader that has gone (a closed pipe) ends nothing; what is written then is lost.
void putData(const QByteArray &bytes);
void putLine(const QString &line);
void say(const QString &line);      // one line on stderr, without control characters
int cannotRun(const QString &line); // "kubewright: …" on stderr; 2, the exit status of it

} // namespace app
