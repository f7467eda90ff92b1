// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/quantities.h"
#include "model/base/value.h"

#include <QMap>
#include <QString>
#include <QStringView>

namespace practice {

// A ResourceList; what is no quantity is left out.
using ResourceAmounts = QMap<QString, Quantity>;

ResourceAmounts amountsOf(const model::ValueMap &list);
model::Value toValue(const ResourceAmounts &amounts);
// "cpu=2,pods=1"
QString amountsText(const ResourceAmounts &amounts);
// What a pod needs at most at once: field is "requests" or "limits" (component-helpers resource PodRequests,
// PodLimits). withOverhead adds spec.overhead, to limits only where there are some.
ResourceAmounts podAmounts(const model::Value &pod, QStringView field, bool withOverhead);

} // namespace practice
