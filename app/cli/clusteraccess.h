// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "cluster/api/exchange.h"
#include "cluster/config/connection.h"

#include <QString>

#include <functional>
#include <memory>

namespace app {

// What kubectl's options say about the cluster. A value; any thread.
struct ClusterAccess
{
    cluster::Connection connection;
    QString nameSpace = {};   // --namespace, else the context's
    int requestTimeoutMs = 0; // 0: none

    // An error names the context and what is missing.
    static model::Result<ClusterAccess> open(const Arguments &arguments);

    // With --request-timeout applied to every request that is no watch.
    std::unique_ptr<cluster::Transport> makeTransport() const;
    // "context kind, server https://127.0.0.1:6443, namespace shop"
    QString describe(bool allNamespaces = false) const;
};

// One line on stderr: the server asks to wait. For Exchange's throttled(), and those of what uses it.
void tellOfWait(int waitMs);

// Asks the server for its version, to tell in seconds that it is not there, refuses the credentials, or is no
// Kubernetes API. then gets the error, or none. Destroying the result cancels.
std::unique_ptr<QObject> probeServer(cluster::Transport &transport,
                                     std::function<void(const std::optional<model::Error> &)> then);

} // namespace app
