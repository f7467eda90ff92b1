// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/scheduler/podvolumes.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/scheduler/nodematch.h"
#include "cluster/practice/scheduler/plugin.h"
#include "cluster/practice/storage/claims.h"

#include <algorithm>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

bool reaches(const Value &selector, const NodeState &node)
{
    return selector.isNull() || nodeSelectorMatches(selector, node);
}

Value reachOf(const Value &volume)
{
    const Value *required = at(volume, {u"spec", u"nodeAffinity", u"required"});
    return required ? *required : Value();
}

// StorageClass allowedTopologies (component-helpers MatchTopologySelectorTerms): any of the terms, in it all labels.
bool isAllowed(const Value &storageClass, const NodeState &node)
{
    const model::ValueList &terms = listAt(storageClass, {u"allowedTopologies"});
    const auto holds = [&node](const Value &one) {
        const QString *label = node.label(textAt(one, {u"key"}));
        const model::ValueList &values = listAt(one, {u"values"});
        return label && std::ranges::any_of(values, [label](const Value &value) {
                   return value.string() && *value.string() == *label;
               });
    };
    return terms.empty() || std::ranges::any_of(terms, [&holds](const Value &term) {
               return std::ranges::all_of(listAt(term, {u"matchLabelExpressions"}), holds);
           });
}

// plugins/volumebinding: what keeps a pod from a node is its own matter, and no other pod's.
class VolumeBinding final : public FilterPlugin
{
public:
    explicit VolumeBinding(const PodVolumes &volumes) : m_volumes(volumes) {}
    QString name() const override { return u"VolumeBinding"_s; }
    std::optional<Rejection> filter(const NodeState &node) const override
    {
        const QStringList problems = m_volumes.problemsOn(node);
        if (problems.isEmpty()) return std::nullopt;
        return Rejection{problems, false};
    }

private:
    const PodVolumes &m_volumes;
};

} // namespace

QStringList PodVolumes::problemsOn(const NodeState &node) const
{
    QStringList problems;
    if (std::ranges::any_of(reach, [&node](const Value &selector) { return !reaches(selector, node); }))
        problems.append(u"node(s) didn't match PersistentVolume's node affinity"_s);
    if (!matchOn(node)) problems.append(u"node(s) didn't find available persistent volumes to bind"_s);
    if (lacksVolume) problems.append(u"node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)"_s);
    return problems;
}

std::optional<std::vector<PodVolumes::Match>> PodVolumes::matchOn(const NodeState &node) const
{
    std::vector<Match> matches;
    if (open.empty()) return matches;
    std::map<QString, Value> left;
    for (const auto &[name, volume] : volumes)
        if (reaches(reachOf(volume), node)) left.emplace(name, volume);
    for (const auto &[claim, storageClass] : open) {
        if (const Value *volume = bestVolume(claim, left, false)) {
            matches.push_back({claim, *volume});
            left.erase(nameOf(matches.back().volume));
            continue;
        }
        const QString provisioner = textAt(storageClass, {u"provisioner"});
        if (provisioner.isEmpty() || provisioner == u"kubernetes.io/no-provisioner" || !isAllowed(storageClass, node))
            return std::nullopt;
        matches.push_back({claim, {}});
    }
    return matches;
}

std::unique_ptr<FilterPlugin> makeVolumeFilter(const Cycle &cycle)
{
    if (!cycle.volumes || cycle.volumes->isEmpty()) return nullptr;
    return std::make_unique<VolumeBinding>(*cycle.volumes);
}

} // namespace practice
