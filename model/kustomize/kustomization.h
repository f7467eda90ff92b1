// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/node.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace model::kustomize {

// The names that a kustomization's file may have; of one folder, one.
const QStringList &fileNames();

struct Text
{
    QString value;
    Origin origin;
};
using Texts = std::vector<Text>;
struct Pair
{
    QString key, value;
    Origin origin;
};
using Pairs = std::vector<Pair>; // sorted by key

// A kustomization.yaml whose fields are known to be what they should be (kustomize api/types): each field is there with
// its type or not at all.
struct Kustomization
{
    Node root;
    bool isComponent = false;

    // kind and apiVersion, types and names of all fields; what this reader does not do is refused by its name.
    static MaybeFault check(Node &root);
    explicit Kustomization(Node checked);

    // A list of texts; of several fields one behind the other.
    Texts texts(std::initializer_list<QStringView> fields) const;
    Text text(QStringView field) const;
    Origin originOf(QStringView field) const; // of its key
};

// The same for an item of replacements that stands in a file of its own.
MaybeFault checkReplacement(Node &item);

// The parts of any checked map.
Texts textsOf(const Node &node, QStringView field);
Text textOf(const Node &node, QStringView field);
bool truthOf(const Node &node, QStringView field);
Pairs pairsOf(const Node &node, QStringView field);

} // namespace model::kustomize
