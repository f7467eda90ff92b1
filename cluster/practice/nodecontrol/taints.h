// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

struct Taint
{
    QString key;
    QString effect; // "NoSchedule", "NoExecute"
    bool operator==(const Taint &) const = default;
};

// The taints of a node, by key and effect.
bool hasTaint(const model::Value &node, const Taint &taint);
// Adds some with the time, then takes others away: two writes, where each changes anything
// (pkg/controller/util/node SwapNodeControllerTaint).
std::optional<ApiStatus> swapTaints(const ComponentClient &client, const model::Value &node,
                                    const std::vector<Taint> &add, const std::vector<Taint> &remove, qint64 nowMs);

// A condition of an object's status; null: it has none.
const model::Value *conditionOf(const model::Value &object, const QString &type);
// What pods are found by in an informer: their node.
QStringList nodeNameOf(const model::Value &pod);

} // namespace practice
