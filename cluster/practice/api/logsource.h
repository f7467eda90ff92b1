// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

#include <QObject>

namespace practice {

// corev1.PodLogOptions.
struct LogOptions
{
    QString container; // empty: the only one
    bool follow = false;
    bool previous = false;
    bool timestamps = false;
    std::optional<qint64> sinceSeconds;
    QString sinceTime;
    std::optional<qint64> tailLines;
    std::optional<qint64> limitBytes;
};

// Where logs come from: the kubelet of the pod's node.
class LogSource
{
public:
    virtual ~LogSource() = default;
    // Calls write with pieces of the log, now and, when following, later, then end once. Destroying what is returned
    // stops it. Error: what the kubelet says.
    virtual Answer<std::unique_ptr<QObject>> read(const QString &space, const QString &pod, const LogOptions &options,
                                                  std::function<void(const QByteArray &)> write,
                                                  std::function<void()> end) const = 0;
};

} // namespace practice
