// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diff/fielddifference.h"
#include "model/relations/edge.h"
#include "model/resource/resourceset.h"

#include <vector>

namespace model {

// A resource that two sets do not have alike.
struct ResourceChange
{
    ChangeKind change = ChangeKind::Changed;
    ResourceKey key;                 // as the newer set has it, where it has it
    QString fileBefore, fileAfter;   // below the roots; empty: the root itself, or it is not there
    std::vector<FieldChange> fields; // of one that is in both; empty: it has only moved to another file, or its name
    // Of a ConfigMap or Secret whose name ends in another hash of kustomize's: its name before; else empty. That the
    // name differs is then not among the fields.
    QString nameBefore = {};

    // To another file of a folder: the root itself may have any name.
    bool isMoved() const
    {
        return change == ChangeKind::Changed && fileBefore != fileAfter && !fileBefore.isEmpty() &&
               !fileAfter.isEmpty();
    }
};

// A line of the graph that is new, gone, or broken in one set alone (Changed: then as the newer set has it).
struct EdgeChange
{
    ChangeKind change = ChangeKind::Changed;
    Edge edge;
};

struct Difference
{
    std::vector<ResourceChange> resources; // by key
    std::vector<EdgeChange> edges;         // by ends and rule

    bool isEmpty() const { return resources.empty() && edges.empty(); }
};

// What the sets were read from, so that files can be compared: a folder, or the one file.
struct Roots
{
    QString before = {}, after = {};
};

// From one set to another. Resources are the same by group, kind, namespace ("" and "default" are one) and name; their
// order and formatting do not count, nor whether they stand in a List. Generated names count without their hash. Values
// of a Secret's data are not in the result: a text says how long they are. Edges are the same by ends and rule.
// completion: asked for resources that differ and have one apiVersion, so that defaults are no differences
// (fieldDifference). Any thread.
Difference differenceOf(const ResourceSet &before, const ResourceSet &after, const Roots &roots = {},
                        const SchemaStore &schemas = SchemaStore::newest(), const Completion &completion = {});

} // namespace model
