// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"
#include "model/base/value.h"
#include "model/resource/resource.h"

#include <QString>

#include <optional>
#include <vector>

// What the inspector offers for a resource, as plain values.
namespace editor {

struct InspectorField
{
    enum class Kind {
        Text,
        Integer,  // an empty text removes the field
        Fixed,    // shown, not edited
        Lines,    // has line breaks, which a line of text cannot edit: shown by its first line
        Hidden,   // a Secret's value: that it is there, not what it is
        AddEntry, // a line that adds "key=value" to the mapping, or an item to the list, at path
    };
    Kind kind = Kind::Text;
    QString group; // heading; fields of a group follow each other
    QString label;
    model::FieldPath path; // what is set
    QString value;
    QString placeholder; // what counts when nothing is written
    bool removable = false;
    model::FieldPath removes; // what the remove button takes away; path when empty

    // metadata.name and metadata.namespace: what the resource is known by.
    bool isIdentity() const
    {
        return path.size() == 2 && path[0] == model::FieldPath::Step(QStringLiteral("metadata"));
    }
    bool isEditable() const { return kind == Kind::Text || kind == Kind::Integer || kind == Kind::AddEntry; }
    // The same row, whatever stands in it.
    bool sameShape(const InspectorField &other) const
    {
        return kind == other.kind && group == other.group && label == other.label && path == other.path;
    }
};

// Name, namespace, labels, replicas, and per container image, ports and env; for a Secret or ConfigMap its keys.
std::vector<InspectorField> inspectorFields(const model::Resource &resource);

// "first" and "… 2 more lines" of a value that has line breaks.
struct ShownLines
{
    QString first, more;
};
ShownLines shownLines(const QString &value);

// The value that a text typed into a field means, or nothing when it is not one. An empty Integer is null: remove it.
std::optional<model::Value> inspectorValue(InspectorField::Kind kind, const QString &text);

// What adding "key=value", "8080" or "NAME=value" at a place means: the path to set and its value.
struct InspectorEntry
{
    model::FieldPath path;
    model::Value value;
};
std::optional<InspectorEntry> inspectorEntry(const model::Resource &resource, const model::FieldPath &place,
                                             const QString &text);

} // namespace editor
