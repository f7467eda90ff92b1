// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/selectorindex.h"

#include "model/base/limits.h"
#include "model/resource/kinds.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

QString placeName(const QString &ns, const QString &group, const QString &kind)
{
    return kind.isEmpty() ? effectiveNamespace(ns) : effectiveNamespace(ns) + u'\n' + group + u'/' + kind;
}

quint64 slot(int place, int wanted) { return quint64(quint32(place)) << 32 | quint32(wanted); }

} // namespace

void SelectorIndex::want(const LabelSelector &selector)
{
    const auto add = [&](const QString &key, const QString &value) {
        const int id = int(m_wanted.size() + m_wantedKeys.size());
        if (!m_wanted.contains({key, value})) m_wanted.insert({key, value}, id);
    };
    for (const auto &[key, value] : selector.matchLabels) add(key, value);
    for (const LabelRequirement &requirement : selector.requirements) {
        if (requirement.op == LabelRequirement::Operator::In)
            for (const QString &value : requirement.values) add(requirement.key, value);
        if (requirement.op == LabelRequirement::Operator::Exists && !m_wantedKeys.contains(requirement.key))
            m_wantedKeys.insert(requirement.key, int(m_wanted.size() + m_wantedKeys.size()));
    }
}

void SelectorIndex::addNamespaces(const std::vector<Subject> &subjects)
{
    const QString nameLabel = u"kubernetes.io/metadata.name"_s;
    for (const Subject &subject : subjects) {
        const ResourceKey &key = subject.resource->key;
        const bool isNamespace = isCore(key, u"Namespace");
        if (!isNamespace && !kindInfo(key).namespaced) continue;
        const QString name = isNamespace ? key.name : effectiveNamespace(key.ns);
        Labels &labels = m_namespaces[name];
        if (isNamespace) labels = subject.facts->ownLabels;
        if (findLabel(labels, nameLabel)) continue; // a cluster takes no other value for it
        labels.emplace_back(nameLabel, name);
        std::sort(labels.begin(), labels.end());
    }
}

void SelectorIndex::build(const std::vector<Subject> &subjects, const std::vector<int> &order)
{
    m_subjects = &subjects;
    bool any = false, byNamespace = false;
    const LabelSelection *last = nullptr;
    for (const Subject &subject : subjects)
        for (const Reference &reference : subject.facts->references) {
            if (!reference.selection || reference.selection.get() == last) continue;
            last = reference.selection.get();
            want(last->labels);
            any = true;
            byNamespace |= last->scope == LabelSelection::Scope::Labelled || last->scope == LabelSelection::Scope::All;
        }
    if (!any) return;
    if (byNamespace) addNamespaces(subjects);
    for (const int i : order) {
        const Subject &subject = subjects[size_t(i)];
        const ResourceKey &key = subject.resource->key;
        const bool own = !subject.facts->isWorkload;
        if (own && !subject.facts->isSelectable) continue;
        const QString name = placeName(key.ns, key.group, own ? key.kind : QString());
        auto place = m_places.find(name);
        if (place == m_places.end()) {
            place = m_places.insert(name, int(m_inPlace.size()));
            m_inPlace.emplace_back();
        }
        m_inPlace[size_t(*place)].push_back(i);
        addLabels(*place, subject.facts->labels, i);
    }
}

void SelectorIndex::addLabels(int place, const Labels &labels, int subject)
{
    for (const auto &label : labels) {
        const auto wanted = m_wanted.constFind({label.first, label.second});
        if (wanted != m_wanted.cend()) m_having[slot(place, *wanted)].push_back(subject);
        if (m_wantedKeys.isEmpty()) continue;
        const auto key = m_wantedKeys.constFind(label.first);
        if (key != m_wantedKeys.cend()) m_having[slot(place, *key)].push_back(subject);
    }
}

// The shortest lists that hold everything that could match.
std::vector<const std::vector<int> *> SelectorIndex::candidates(const LabelSelector &selector, int place) const
{
    static const std::vector<int> none;
    const auto having = [&](int wanted) {
        const auto found = m_having.constFind(slot(place, wanted));
        return found == m_having.cend() ? &none : &*found;
    };
    std::vector<const std::vector<int> *> best{&m_inPlace[size_t(place)]};
    size_t fewest = best[0]->size();
    const auto offer = [&](std::vector<const std::vector<int> *> lists) {
        size_t count = 0;
        for (const auto *list : lists) count += list->size();
        if (count >= fewest) return;
        fewest = count;
        best = std::move(lists);
    };
    for (const auto &label : selector.matchLabels) offer({having(m_wanted.value({label.first, label.second}))});
    for (const LabelRequirement &requirement : selector.requirements) {
        if (requirement.op == LabelRequirement::Operator::Exists) offer({having(m_wantedKeys.value(requirement.key))});
        if (requirement.op != LabelRequirement::Operator::In) continue;
        std::vector<const std::vector<int> *> lists;
        for (const QString &value : requirement.values) {
            const auto *list = having(m_wanted.value({requirement.key, value}));
            if (std::find(lists.begin(), lists.end(), list) == lists.end()) lists.push_back(list);
        }
        offer(std::move(lists));
    }
    return best;
}

bool SelectorIndex::selectIn(const LabelSelection &selection, const QString &ns,
                             std::vector<const Subject *> &all) const
{
    const auto place = m_places.constFind(placeName(ns, selection.group, selection.kind));
    if (place == m_places.cend()) return true;
    for (const std::vector<int> *list : candidates(selection.labels, *place)) {
        m_comparisons += qint64(list->size());
        if (m_comparisons > limits::maxLabelComparisons) return false;
        for (const int i : *list) {
            const Subject &subject = (*m_subjects)[size_t(i)];
            if (selection.labels.matches(subject.facts->labels)) all.push_back(&subject);
        }
    }
    return true;
}

std::optional<std::vector<const Subject *>> SelectorIndex::select(const LabelSelection &selection,
                                                                  const QString &ns) const
{
    std::vector<const Subject *> all;
    switch (selection.scope) {
    case LabelSelection::Scope::Own:
        if (!selectIn(selection, ns, all)) return std::nullopt;
        break;
    case LabelSelection::Scope::Named:
        for (const QString &name : selection.namespaceNames)
            if (!selectIn(selection, name, all)) return std::nullopt;
        break;
    case LabelSelection::Scope::Labelled:
    case LabelSelection::Scope::All:
        m_comparisons += qint64(m_namespaces.size());
        if (m_comparisons > limits::maxLabelComparisons) return std::nullopt;
        for (const auto &[name, labels] : m_namespaces)
            if (selection.scope == LabelSelection::Scope::All || selection.namespaces.matches(labels))
                if (!selectIn(selection, name, all)) return std::nullopt;
        break;
    }
    return all;
}

} // namespace model
