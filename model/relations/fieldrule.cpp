// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/fieldrule.h"

#include "model/base/limits.h"
#include "model/relations/rulefile.h"
#include "model/resource/kinds.h"
#include "model/resource/views.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

QString idOf(const QString &group, const QString &kind) { return group + u'/' + kind; }

std::unique_ptr<const FieldRules> &installed()
{
    static std::unique_ptr<const FieldRules> rules;
    return rules;
}

} // namespace

bool FieldRule::isWhole() const
{
    return selects || (!at.isEmpty() && at.last() == u"[]") || !kindKey.isEmpty() || !namespaceKey.isEmpty() ||
           !portKey.isEmpty();
}

bool FieldRule::isDrawable() const
{
    const qsizetype lists = at.count(u"[]"_s);
    return !isReadOnly && !name.contains(u"[]"_s) && (selects ? lists == 0 : lists <= 2);
}

void forEachPlace(YamlRef node, const FieldPath &base, const FieldPattern &pattern,
                  const std::function<void(YamlRef, FieldPath)> &visit)
{
    using Place = std::pair<YamlRef, FieldPath>;
    std::vector<Place> places{{node, base}};
    for (const QString &step : pattern) {
        std::vector<Place> next;
        for (const Place &place : places) {
            if (step != u"[]") {
                if (const YamlRef child = place.first[step]) next.emplace_back(child, place.second / step);
                continue;
            }
            place.first.forEachItem([&](int i, YamlRef item) {
                if (next.size() <= limits::maxEdges) next.emplace_back(item, place.second / i);
            });
        }
        places = std::move(next);
        if (places.empty()) return;
    }
    for (Place &place : places) visit(place.first, std::move(place.second));
}

bool fits(const FieldPath &field, const FieldPath &base, const FieldPattern &pattern)
{
    if (field.size() != base.size() + int(pattern.size()) || !field.startsWith(base)) return false;
    for (int i = 0; i < int(pattern.size()); ++i) {
        const FieldPath::Step &step = field[base.size() + i];
        const QString *key = std::get_if<QString>(&step);
        if (pattern[i] == u"[]" ? key != nullptr : !key || *key != pattern[i]) return false;
    }
    return true;
}

FieldRules::FieldRules(std::vector<FieldRule> more) : m_rules(builtinFieldRules())
{
    for (FieldRule &rule : wellKnownFieldRules()) m_rules.push_back(std::move(rule));
    std::move(more.begin(), more.end(), std::back_inserter(m_rules));
    for (const FieldRule &rule : m_rules) {
        if (rule.holder.kind.isEmpty())
            m_ofPods.push_back(&rule);
        else
            m_byKind[idOf(rule.holder.group, rule.holder.kind)].push_back(&rule);
        if (rule.selects && !rule.targets[0].kind.isEmpty())
            m_selected.insert(idOf(rule.targets[0].group, rule.targets[0].kind));
    }
    // A workload's are those of Pods, too: looked up once, not each time.
    for (const char16_t *kind :
         {u"/Pod", u"/ReplicationController", u"/PodTemplate", u"apps/Deployment", u"apps/ReplicaSet",
          u"apps/StatefulSet", u"apps/DaemonSet", u"batch/Job", u"batch/CronJob"}) {
        std::vector<const FieldRule *> &rules = m_byKind[QString::fromUtf16(kind)];
        rules.insert(rules.end(), m_ofPods.begin(), m_ofPods.end());
    }
}

const FieldRules &FieldRules::current()
{
    static const FieldRules builtin{{}};
    return installed() ? *installed() : builtin;
}

void FieldRules::install(std::vector<FieldRule> more) { installed().reset(new FieldRules(std::move(more))); }

const std::vector<const FieldRule *> &FieldRules::of(const ResourceKey &key) const
{
    static const std::vector<const FieldRule *> none;
    const auto found = m_byKind.constFind(idOf(kindInfo(key).group, key.kind));
    return found == m_byKind.cend() ? none : *found;
}

bool FieldRules::isSelected(const ResourceKey &key) const { return m_selected.contains(idOf(key.group, key.kind)); }

const FieldRule *fieldRuleOf(const Edge &edge)
{
    for (const FieldRule *rule : FieldRules::current().of(edge.holder)) {
        if (rule->relation != edge.relation) continue;
        // Where a Pod's spec stands depends on the kind; the tail tells rows of Pods apart well enough.
        const FieldPattern pattern = rule->selects ? rule->at : rule->at + rule->name;
        const int before = rule->holder.kind.isEmpty() ? edge.field.size() - int(pattern.size()) : 0;
        if (before < 0) continue;
        std::vector<FieldPath::Step> base(edge.field.steps().begin(), edge.field.steps().begin() + before);
        if (fits(edge.field, FieldPath(std::move(base)), pattern)) return rule;
    }
    return nullptr;
}

} // namespace model
