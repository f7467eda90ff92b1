// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

#include <vector>

namespace practice {

// A request that somebody makes in the practice cluster.
struct RequestSpec
{
    enum class Target : quint8 { Ingress, Service, NodePort, Pod };

    Target target = Target::Service;
    QString host = {};                  // of an Ingress
    QString path = QStringLiteral("/"); // of an Ingress
    QString ingressClass = {};          // empty: whatever class serves the host
    QString space = {};                 // of a Service or pod; of an Ingress, to ask that one alone
    QString name = {};                  // as above
    QString port = {};                  // a number, or of a Service a port's name; empty where it has one only
    QString fromPod = {};               // "default/client"; empty: from outside
    QString node = {};                  // of whose kube-proxy; empty: the pod's, else the first
    QString client = QStringLiteral("198.51.100.1"); // the address of whoever asks from outside

    // {"target":"ingress|service|nodePort|pod","host",…}: what is not said is as above.
    static RequestSpec read(const model::Value &value);
};

// One look on the way of a request, and what came of it.
struct RouteStep
{
    QString what; // client, dns, ingress, service, proxy, endpoints, networkPolicy, pod, container
    QString text; // in plain words: what was looked at, what was chosen and why
    bool ok = true;
    std::vector<model::Value> objects = {}; // {"apiVersion","kind","namespace","name"} of what was looked at
};

// The way of a request, as far as it came.
struct RequestRoute
{
    std::vector<RouteStep> steps = {};
    bool ok = false;  // it reached a container
    QString pod = {}; // "default/web-1"
    QString container = {};
    QString node = {};
    QString address = {};
    qint64 port = 0;

    // The last step's text: why it was lost, or where it arrived.
    QString outcome() const { return steps.empty() ? QString() : steps.back().text; }
    // {"ok","outcome","pod","container","node","address","port","steps":[{"what","text","ok","objects":[…]}]}
    model::Value toValue() const;
};

} // namespace practice
