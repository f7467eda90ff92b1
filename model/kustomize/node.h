// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/kustomize/sources.h"
#include "model/yaml/yamltree.h"

#include <QString>

#include <optional>
#include <vector>

namespace model::kustomize {

constexpr int maxNodeDepth = 200; // nesting of what a kustomization reads; deeper is refused

// A tree of data in which every part knows the text that it comes from: what kustomizations copy, merge and change. A
// copy is a copy. Never deeper than what readNode() lets in, so that walks over it may recurse.
class Node
{
public:
    struct Entry;
    enum class Kind : quint8 { Scalar, List, Map };

    Node(); // null, from nowhere
    explicit Node(Kind kind, Origin theOrigin = {});
    explicit Node(Value theScalar, Origin theOrigin = {});
    Node(const Node &other);
    Node(Node &&other) noexcept;
    Node &operator=(const Node &other);
    Node &operator=(Node &&other) noexcept;
    ~Node();

    bool isMap() const { return kind == Kind::Map; }
    bool isList() const { return kind == Kind::List; }
    bool isScalar() const { return kind == Kind::Scalar; }
    bool isNull() const { return isScalar() && scalar.isNull(); }
    bool isString() const { return isScalar() && scalar.isString(); }
    bool isEmptyMap() const;

    // A scalar's text ("80", "true", "1.10" as it is written), whatever its type; empty for null and for what is no
    // scalar.
    QString text() const;
    // Under a map's key; null pointer for what is not there or no map.
    const Node *find(QStringView key) const;
    Node *find(QStringView key);
    const Entry *entry(QStringView key) const;
    // The text under a way of keys ("metadata", "name"); empty where there is none.
    QString textAt(std::initializer_list<QStringView> way) const;

    // Into a map; a null becomes one. An entry that is there keeps its place.
    Node &set(const QString &key, Node value, Origin keyOrigin);
    bool remove(QStringView key);
    void append(Node item); // into a list

    Value toValue() const;
    qsizetype count() const; // nodes in it, itself among them

    Kind kind = Kind::Scalar;
    Value scalar;
    QString written; // what stands in the text of a scalar that is no string: "0x1f", "~"; null: nobody wrote it so
    Origin origin;
    std::vector<Entry> entries; // of a list: with empty keys
};

struct Node::Entry
{
    QString key;
    Origin keyOrigin;
    Node value;
};

// What a reader of YAML makes of plain `yes`, `no`, `on`, `off`, `y` and `n`: kubectl takes them for booleans,
// kustomize (go-yaml v3) for texts.
enum class Dialect : quint8 { Kubectl, Kustomize };

// A document's node with aliases and merges written out. Nothing when it is nested deeper than maxNodeDepth, or larger
// than budget, from which its nodes are taken.
std::optional<Node> readNode(YamlRef ref, int source, Dialect dialect, qsizetype &budget);

} // namespace model::kustomize
