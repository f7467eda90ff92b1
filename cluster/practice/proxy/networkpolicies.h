// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

#include <functional>
#include <vector>

namespace practice {

// One end of a connection.
struct Peer
{
    const model::Value *pod = nullptr; // null: no pod, but an address
    QString address;
};

struct Connection
{
    Peer from;
    Peer to;
    qint64 port = 0; // of the target
    QString protocol = QStringLiteral("TCP");
};

struct PolicyVerdict
{
    bool isAllowed = true;
    std::vector<model::Value> selecting = {}; // the policies that apply to the pod in this direction
    model::Value allowing = {};               // the one whose rule lets it through; null: none
    int rule = -1;                            // its number there
};

enum class Direction : quint8 { Ingress, Egress };

// What the NetworkPolicies of a namespace say of a connection at one of its ends (networking.k8s.io/v1): whoever no
// policy selects may do everything; else one rule of any of them has to allow it. A pod always reaches itself.
// policies: all there are. namespaceOf: a Namespace by name, or null.
PolicyVerdict judge(const std::vector<const model::Value *> &policies, const Connection &connection,
                    Direction direction, const std::function<const model::Value *(const QString &)> &namespaceOf);

} // namespace practice
