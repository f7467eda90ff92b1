// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/yamltree.h"

#include <QString>

#include <utility>
#include <vector>

namespace model {

// Labels as Kubernetes compares them: sorted by key, keys unique.
using Labels = std::vector<std::pair<QString, QString>>;

// A mapping's scalar entries, null as an empty text, as Go reads it; what is no scalar is left out (the schema layer
// reports it).
Labels readLabels(YamlRef mapping);
// The value of a key, or null.
const QString *findLabel(const Labels &labels, const QString &key);
// Every wanted label is there. True for nothing wanted.
bool containsLabels(const Labels &labels, const Labels &wanted);
// "app=web,tier=front"
QString toText(const Labels &labels);

// One line of matchExpressions. An operator that Kubernetes doesn't know matches nothing.
struct LabelRequirement
{
    enum class Operator : quint8 { In, NotIn, Exists, DoesNotExist, Unknown };
    QString key;
    Operator op = Operator::Unknown;
    std::vector<QString> values;

    bool matches(const Labels &labels) const;
    QString toString() const; // "tier in (a,b)", "!legacy", as kubectl writes selectors
};

// metav1.LabelSelector, or the plain map of a Service and a ReplicationController. All parts must match
// (apimachinery pkg/apis/meta/v1 LabelSelectorAsSelector).
struct LabelSelector
{
    Labels matchLabels;
    std::vector<LabelRequirement> requirements;

    static LabelSelector read(YamlRef selector); // matchLabels and matchExpressions
    static LabelSelector readMap(YamlRef map);

    bool isEmpty() const { return matchLabels.empty() && requirements.empty(); }
    // An empty selector matches everything; whether it means that is up to the kind that holds it.
    bool matches(const Labels &labels) const;
    QString toString() const;
};

} // namespace model
