// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/otherpods.h"

#include "model/base/limits.h"
#include "model/resource/kinds.h"
#include "model/resource/views.h"

namespace model {

OtherPods::OtherPods(const ResourceSet &set)
{
    const auto add = [this](Labels labels) {
        if (!labels.empty()) m_labels.push_back(std::move(labels));
    };
    for (const Resource &resource : set.leftOut())
        if (isWorkload(resource.key)) add(WorkloadView(resource).podLabels());
    for (const Resource &resource : set.resources())
        if (!isWorkload(resource.key) && resource.key.group.contains(u'.'))
            add(readLabels(resource.root()[u"spec"][u"template"][u"metadata"][u"labels"]));
}

bool OtherPods::match(const LabelSelector &selector) const
{
    for (const Labels &labels : m_labels) {
        if (++m_compared > limits::maxLabelComparisons) return false;
        if (selector.matches(labels)) return true;
    }
    return false;
}

} // namespace model
