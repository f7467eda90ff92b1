// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/config/kubeconfig.h"
#include "cluster/http/transport.h"

#include <memory>

namespace cluster {

// One context of a kubeconfig, ready to be spoken to: everything has been read and checked. A value; any thread.
struct Connection
{
    ContextInfo context;
    Endpoint endpoint;

    // A new transport with connections of its own, for the thread that will use it: one for a ClusterSession, one for
    // single requests beside it. Never null; connects to nothing yet.
    std::unique_ptr<Transport> makeTransport() const;

    // An empty name means the current context. environment: for the proxy.
    static model::Result<Connection> open(const Kubeconfig &config, const QString &context,
                                          const QProcessEnvironment &environment);
};

} // namespace cluster
