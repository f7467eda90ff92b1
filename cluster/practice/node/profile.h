// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace practice {

// What a container does when it runs: docs/practice-profiles.md says how people choose it. Times in milliseconds from
// its start, -1: never.
struct ContainerProfile
{
    enum class OnTerm : quint8 { Exits, Ignores };

    qint64 pullMs = 1200;
    qint64 imageBytes = 72 * 1000 * 1000;
    QString pullError;          // what the registry answers; empty: the image can be pulled
    qint64 readyAfterMs = 0;    // until then all its probes fail
    qint64 unreadyAfterMs = -1; // its readiness probes fail from here on
    qint64 hangsAfterMs = -1;   // all its probes fail from here on
    qint64 endsAfterMs = -1;    // exits on its own
    int exitCode = 0;
    OnTerm onTerm = OnTerm::Exits;
    qint64 stopMs = 200; // from SIGTERM to its end
    int stopCode = 0;
    qint64 milliCpu = 5;
    qint64 memory = 24 * 1024 * 1024; // bytes
    qint64 leakPerSecond = 0;         // bytes
    QStringList says;                 // lines of its log when it starts
    QString lastWords;                // line of its log when it ends on its own

    // Bytes after so long.
    qint64 memoryAfter(qint64 ms) const { return memory + leakPerSecond * ms / 1000; }
};

// Of a container of a pod: by image, then by its command, then by the pod's annotations
// "practice.kubewright.io/profile" and "practice.kubewright.io/CONTAINER", the later one the stronger.
ContainerProfile profileOf(const model::Value &pod, const model::Value &container);

// "1500ms", "5s", "2m", "5": seconds. None: not a time.
std::optional<qint64> profileTime(QStringView text);
// "docker.io/library/nginx:latest" of "nginx".
QString fullImageName(const QString &image);
// "docker.io/library/nginx@sha256:…", the same for the same image.
QString imageReference(const QString &image);
// time.Duration.String(): "1.2s", "350ms", "1m0s".
QString goDuration(qint64 ms);

} // namespace practice
