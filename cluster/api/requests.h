// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/api/apiresources.h"
#include "cluster/http/transport.h"

namespace cluster {

// The requests of the Kubernetes API, as data.

Request getRequest(const ApiResource &resource, const QString &ns, const QString &name);

struct ListOptions
{
    int limit = 500;            // objects a page; 0: no paging
    QString continueToken = {}; // of the page before
    QString labelSelector = {};
    QString fieldSelector = {};
};
// ns empty: all namespaces.
Request listRequest(const ApiResource &resource, const QString &ns, const ListOptions &options = {});

struct ApplyFlags
{
    QString fieldManager;
    bool dryRun = false;
    bool force = false; // takes fields from other managers
};
// Server-side apply with strict field validation; safe to replay. body: YAML or JSON.
Request applyRequest(const ApiResource &resource, const QString &ns, const QString &name, const QByteArray &body,
                     const ApplyFlags &flags);

enum class Propagation { Background, Foreground, Orphan };
// uid makes it safe to replay, and safe when the object was replaced meanwhile (409): always give it. resourceVersion
// may be empty; give it when the user has seen that state. The answer: a Status means gone, an object with a
// deletionTimestamp means that it waits for its finalizers.
Request deleteRequest(const ApiResource &resource, const QString &ns, const QString &name, const QString &uid,
                      Propagation propagation = Propagation::Background, const QString &resourceVersion = {});

} // namespace cluster
