// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

#include <vector>

namespace practice {

// Where the Ingresses that one controller serves send a request (networking.k8s.io/v1 Ingress).
struct IngressMatch
{
    const model::Value *ingress = nullptr; // null: none of them takes it
    model::Value backend = {};             // {"service":{"name","port"}} or {"resource":…}
    QString host = {};                     // of the rule; empty: any
    QString path = {};
    QString pathType = {};
    bool isDefault = false; // by a defaultBackend
    QString why = {};       // what decided
};

// The host that fits best decides first (the name itself, then a wildcard, then none), in it the longest path, of equal
// ones Exact; then the older Ingress, then by name.
IngressMatch matchIngress(const std::vector<const model::Value *> &ingresses, const QString &host, const QString &path);

bool hostMatches(const QString &rule, const QString &host);
// By path elements: "/foo" is a prefix of "/foo/bar", not of "/foobar". ImplementationSpecific is taken as Prefix.
bool pathMatches(const QString &rule, const QString &pathType, const QString &path);

} // namespace practice
