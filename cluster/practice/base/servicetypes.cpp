// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/servicetypes.h"

#include "cluster/practice/base/objects.h"

namespace practice {

bool hasNodePorts(const model::Value &spec)
{
    const QString type = textAt(spec, {u"type"});
    return type == u"NodePort" || type == u"LoadBalancer";
}

bool needsHealthCheck(const model::Value &spec)
{
    return textAt(spec, {u"type"}) == u"LoadBalancer" && textAt(spec, {u"externalTrafficPolicy"}) == u"Local";
}

} // namespace practice
