// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/scheduler/nodestate.h"

// Nodes and pods to place. (The texts are not here, because moc cannot read raw strings that end in a quote.)
namespace scenes {

model::Value json(const QByteArray &text);

// A node with 4 processors, 8 GiB and room for 10 pods where nothing else is said; spec is what its JSON has inside.
model::Value node(const QByteArray &name, const QByteArray &labels = {}, const QByteArray &spec = {},
                  const QByteArray &allocatable = {});
// A pod with the label app=web that asks for one processor and 1 GiB where nothing else is said.
practice::PodPtr pod(const QByteArray &name, const QByteArray &spec = {});
practice::PodPtr pod(const QByteArray &name, const QByteArray &spec, const QByteArray &labels);
practice::PodPtr pod(const QByteArray &name, const QByteArray &spec, const QByteArray &labels,
                     const QByteArray &requests);

// A pod's spec: away from, or near, others of app=web by that label of nodes; spread over zones.
QByteArray away(const QByteArray &key);
QByteArray near(const QByteArray &key);
QByteArray spread(const QByteArray &action, int skew = 1);

// As clients post them.
QByteArray nodeJson(const QByteArray &name);
QByteArray podJson(const QByteArray &name, const QByteArray &more, const QByteArray &cpu);

} // namespace scenes
