// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/objects.h"
#include "cluster/practice/proxy/requestrouter.h"

namespace practice {

// A request under way.
struct RequestRouter::Travel
{
    const RequestSpec &spec;
    RequestRoute route = {};
    Peer from = {};
    QString node = {}; // where the client is, or where it comes in

    void step(const QString &what, const QString &text, std::vector<model::Value> objects = {})
    {
        route.steps.push_back({what, text, true, std::move(objects)});
    }
    bool lost(const QString &what, const QString &text, std::vector<model::Value> objects = {})
    {
        route.steps.push_back({what, text, false, std::move(objects)});
        return false;
    }
};

// {"apiVersion","kind","namespace","name"}
inline model::Value reference(const QString &apiVersion, const QString &kind, const QString &space, const QString &name)
{
    model::Value value;
    value.set(u"apiVersion", apiVersion);
    value.set(u"kind", kind);
    if (!space.isEmpty()) value.set(u"namespace", space);
    value.set(u"name", name);
    return value;
}

inline model::Value reference(const model::Value &object)
{
    return reference(textAt(object, {u"apiVersion"}), textAt(object, {u"kind"}), namespaceOf(object), nameOf(object));
}

inline QString quoted(const QString &text) { return u'"' + text + u'"'; }

} // namespace practice
