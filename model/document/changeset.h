// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"
#include "model/base/value.h"
#include "model/resource/resourcekey.h"

#include <QByteArray>
#include <QPointF>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace model {

// What an edit means, before it is compiled into bytes.
struct SetField
{
    ResourceKey resource;
    FieldPath path;
    Value value;
}; // creates missing parents; a list index one past the end appends
struct RemoveField
{
    ResourceKey resource;
    FieldPath path;
}; // nothing there: nothing happens
struct RenameField
{
    ResourceKey resource;
    FieldPath path;
    QString name;
}; // gives a mapping's entry another key, in its place
struct MoveItem
{
    ResourceKey resource;
    FieldPath path; // of a list's item
    int to = 0;     // its index afterwards
};
struct AddResource
{
    QString file;
    Value content;
}; // appended to the file, which may be new; refused for a JSON file without a List
struct RemoveResource
{
    ResourceKey resource;
};
using Edit = std::variant<SetField, RemoveField, RenameField, MoveItem, AddResource, RemoveResource>;
using Edits = std::vector<Edit>;

// What is done, exactly reversible. Offsets are bytes in the file as it stands when the change is applied, in order.
struct TextChange
{
    QString file;
    qsizetype offset = 0;
    QByteArray before, after;
    bool operator==(const TextChange &) const = default;
};
struct FileChange
{
    QString file;
    std::optional<QByteArray> before, after;
    int position = -1; // the file's place in Document::files(); -1 when joining: the end; when leaving: wherever it is
    bool operator==(const FileChange &) const = default;
}; // a file joins or leaves the document, or (both given) gets another text as a whole
struct MoveChange
{
    ResourceKey resource;
    std::optional<QPointF> before, after;
    bool operator==(const MoveChange &) const = default;
}; // a node is pinned, moved or let go; YAML is not touched
using Change = std::variant<TextChange, FileChange, MoveChange>;

// Every edit of the document is one of these.
struct ChangeSet
{
    std::vector<Change> changes;

    bool isEmpty() const { return changes.empty(); }
    // Nothing would be different after it.
    bool isNoOp() const;
    // Undoes it: applied right after it, gives the bytes before it.
    ChangeSet inverse() const;
    // The same effect with as few changes as possible: text changes that touch are joined, what cancels out is gone.
    ChangeSet simplified() const;
    void append(const ChangeSet &later);
    // The files that it touches, each once.
    QStringList files() const;
    bool operator==(const ChangeSet &) const = default;
};

// Where an edit came from, so that a view can skip its own echo.
enum class Origin { Canvas, Inspector, Text, QuickFix, Template, File, History, Search };

// Why an edit is made: the text of the undo step, and what it continues.
struct Intent
{
    QString text; // "Set replicas of Deployment frontend", translated
    Origin origin = Origin::Canvas;
    // Consecutive edits with the same key that is not empty are one step (typing in one field, one drag), as long as
    // they write where the step wrote already or next to it.
    QString mergeKey = {};
};

} // namespace model
