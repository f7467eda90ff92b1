// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/otherpods.h"

#include "model/base/limits.h"
#include "model/resource/kinds.h"
#include "model/resource/views.h"

namespace model {

OtherPods::OtherPods(const ResourceSet &set)
{
    const auto add = [this](const Resource &resource, Labels labels) {
        if (!labels.empty()) m_pods.emplace_back(effectiveNamespace(resource.key.ns), std::move(labels));
    };
    for (const Resource &resource : set.leftOut())
        if (isWorkload(resource.key)) add(resource, WorkloadView(resource).podLabels());
    for (const Resource &resource : set.resources()) {
        if (isWorkload(resource.key) || !resource.key.group.contains(u'.')) continue;
        const YamlRef pod = resource.root()[u"spec"][u"template"];
        if (pod[u"spec"][u"containers"].size() > 0) add(resource, readLabels(pod[u"metadata"][u"labels"]));
    }
}

bool OtherPods::match(const LabelSelector &selector, const std::optional<QString> &ns) const
{
    for (const auto &[place, labels] : m_pods) {
        if (++m_compared > limits::maxLabelComparisons) return false;
        if ((!ns || effectiveNamespace(*ns) == place) && selector.matches(labels)) return true;
    }
    return false;
}

} // namespace model
