// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/relations/facts.h"

#include <QHash>

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace model {

struct Subject
{
    const Resource *resource = nullptr;
    std::shared_ptr<const Facts> facts;
};

// Who has which labels where: finds what a selector selects without looking at everything. Only labels that some
// selector asks for are kept.
class SelectorIndex
{
public:
    // Keeps pointers to the subjects. order: of their keys; what is selected comes in it, by namespaces.
    void build(const std::vector<Subject> &subjects, const std::vector<int> &order);

    // Nothing: limits::maxLabelComparisons are spent. ns: of the holder. Namespaces are those of the set's resources;
    // their labels are those of Namespaces in the set, and kubernetes.io/metadata.name.
    std::optional<std::vector<const Subject *>> select(const LabelSelection &selection, const QString &ns) const;

private:
    using Places = QHash<QString, int>; // namespace, or namespace and kind
    void want(const LabelSelector &selector);
    void addLabels(int place, const Labels &labels, int subject);
    void addNamespaces(const std::vector<Subject> &subjects);
    bool selectIn(const LabelSelection &selection, const QString &ns, std::vector<const Subject *> &all) const;
    std::vector<const std::vector<int> *> candidates(const LabelSelector &selector, int place) const;

    const std::vector<Subject> *m_subjects = nullptr;
    QHash<std::pair<QString, QString>, int> m_wanted; // label and value
    QHash<QString, int> m_wantedKeys;
    Places m_places;
    std::vector<std::vector<int>> m_inPlace;
    QHash<quint64, std::vector<int>> m_having; // place and what is wanted
    std::map<QString, Labels> m_namespaces;
    mutable qint64 m_comparisons = 0;
};

} // namespace model
