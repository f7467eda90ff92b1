// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/diff/completed.h"
#include "model/schema/schemastore.h"

#include <QString>

#include <vector>

namespace model {

enum class ChangeKind : quint8 { Added, Removed, Changed };

// "added", "removed", "changed": the words of every data format.
QString toWord(ChangeKind change);

// One field that two versions of an object do not have alike.
struct FieldChange
{
    ChangeKind change = ChangeKind::Changed;
    // From the object's root; items that Kubernetes tells apart by keys are named by these, others by their place:
    // "spec.containers[name=web].args[0]", "metadata.finalizers[=kubewright.io/keep]" for an item of a set.
    QString path;
    Value before, after; // null: not there
    // The items are the same and stand in another order, where the order says something (initContainers).
    bool isOrder = false;

    bool operator==(const FieldChange &) const = default;
};

// Two objects as an API server completes them. Null: that is not known.
struct Completed
{
    Value before = {}, after = {};
};

// What differs between two values of a schema, by path. What Kubernetes takes for the same is no difference: the order
// of entries and of items that have keys, null and nothing, a default and nothing, 1 and 1.0, quantities that are
// written in another way. Lists without keys lose and gain items in their middle. The node may be invalid: then lists
// have no keys. Where the server's form of both is known, what one says is no difference either when it is what the
// server makes of the other, which says nothing; a field that both fill with something is always compared as it is
// written. Uses no stack per level. Any thread. Lists and their keys: x-kubernetes-list-type,
// x-kubernetes-list-map-keys; patch merge keys where an API states only those.
std::vector<FieldChange> fieldDifference(const Value &before, const Value &after, SchemaNode node,
                                         const Completed &completed = {});

} // namespace model
