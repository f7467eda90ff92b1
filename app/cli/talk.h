// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace app {

// The two ways out of a command without a window: data to standard output, talk to standard error. Unbuffered beyond
// the call. A reader that has gone (a closed pipe) ends nothing; what is written then is lost, without a word. Data
// that cannot be written for any other reason is told once, and makes exitStatus() 2.
void putData(const QByteArray &bytes);
void putLine(const QString &line);
void say(const QString &line);      // one line on stderr, without control characters
void complain(const QString &line); // "kubewright: …" on stderr
int cannotRun(const QString &line); // complains; 2, the exit status of it

// The command's own exit status, or 2 when some of its data was not written.
int exitStatus(int status);

// Called first: a standard stream that the caller closed is opened so that its use fails; else the next file that is
// opened would take its place, and get what is printed.
void guardStandardStreams();

} // namespace app
