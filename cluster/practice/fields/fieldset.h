// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QExplicitlySharedDataPointer>
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

// A set of fields (structured-merge-diff v4 fieldpath/set.go), as a sorted tree. Copies share what they have in common.
class FieldSet
{
public:
    struct Entry;
    using Entries = std::vector<Entry>;

    FieldSet();
    FieldSet(const FieldSet &other);
    FieldSet(FieldSet &&other) noexcept;
    FieldSet &operator=(const FieldSet &other);
    FieldSet &operator=(FieldSet &&other) noexcept;
    ~FieldSet();

    bool isEmpty() const { return entries().empty(); }
    const Entries &entries() const;
    // Whether both are one set, of which one is a copy.
    bool isSharedWith(const FieldSet &other) const { return d == other.d; }
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
    // Whether every member of other is one of these; whether any is.
    bool contains(const FieldSet &other) const;
    bool meets(const FieldSet &other) const;

    // Calls visit for every member: those of a level come before what is below them, as conflicts are listed.
    void visit(const std::function<void(std::span<const PathElement>)> &visitor) const;

    bool operator==(const FieldSet &other) const;

    // Building: add entries in any order, then sort once. An entry that is no member and has nothing below is left out.
    void add(PathElement element, bool member, FieldSet below);
    void sort();

private:
    void visit(std::vector<PathElement> &path, const std::function<void(std::span<const PathElement>)> &visitor) const;

    struct Data;
    Entries &own(); // to be changed, so nobody else's

    QExplicitlySharedDataPointer<Data> d; // null: empty
};

struct FieldSet::Entry
{
    PathElement element;
    bool member = false;
    FieldSet below;
};

QString printedPath(std::span<const PathElement> path);

} // namespace practice
