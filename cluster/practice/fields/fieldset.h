// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>
#include <QStringView>

#include <functional>
#include <span>
#include <vector>

namespace practice {

// Deeper parts of an object are owned, compared and merged as a whole, and a set of fields that is deeper is refused:
// so the depth of recursion is bounded.
constexpr int maxFieldDepth = 300;

// One step of a field's path: a map's key, the keys or the value of a list's item, or an item's index.
class PathElement
{
public:
    enum class Kind : quint8 { Field, Key, Value, Index };

    static PathElement field(QString name) { return {Kind::Field, std::move(name)}; }
    static PathElement key(model::ValueMap keys); // sorts them by name
    static PathElement value(model::Value value) { return {Kind::Value, std::move(value)}; }
    static PathElement index(qint64 at) { return {Kind::Index, at}; }

    Kind kind() const { return m_kind; }
    bool isField() const { return m_kind == Kind::Field; }
    const QString &name() const { return *m_content.string(); } // of a Field
    // A Key's map, a Value's value, an Index's number.
    const model::Value &content() const { return m_content; }
    // structured-merge-diff's order: fields, keys, values, indexes.
    int compare(const PathElement &other) const;
    QString toString() const; // ".spec", "[name=\"a\"]", "[=\"a\"]", "[3]"

private:
    PathElement(Kind kind, model::Value content) : m_kind(kind), m_content(std::move(content)) {}
    Kind m_kind = Kind::Field;
    model::Value m_content;
};

// A set of fields (structured-merge-diff v4 fieldpath/set.go), as a sorted tree.
class FieldSet
{
public:
    struct Entry;

    bool isEmpty() const { return m_entries.empty(); }
    const std::vector<Entry> &entries() const { return m_entries; }
    // Null: none.
    const Entry *find(const PathElement &element) const;
    const Entry *findField(QStringView name) const;
    bool has(std::span<const PathElement> path) const;
    // Of paths: a member for each of them, "metadata.labels" as two steps.
    static FieldSet ofDotted(const std::vector<QString> &paths);

    FieldSet unitedWith(const FieldSet &other) const;
    FieldSet without(const FieldSet &other) const;
    FieldSet intersectedWith(const FieldSet &other) const;
    // Without other's members and all that is below them.
    FieldSet withoutTrees(const FieldSet &other) const;
    // The members that have none below them.
    FieldSet leaves() const;

    // Calls visit for every member: those of a level come before what is below them, as conflicts are listed.
    void visit(const std::function<void(std::span<const PathElement>)> &visitor) const;

    bool operator==(const FieldSet &other) const;

    // Building: add entries in any order, then sort once. An entry that is no member and has nothing below is left out.
    void add(PathElement element, bool member, FieldSet below);
    void sort();

private:
    void visit(std::vector<PathElement> &path, const std::function<void(std::span<const PathElement>)> &visitor) const;

    std::vector<Entry> m_entries;
};

struct FieldSet::Entry
{
    PathElement element;
    bool member = false;
    FieldSet below;
};

QString printedPath(std::span<const PathElement> path);

} // namespace practice
