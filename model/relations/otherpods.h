// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/resource/labels.h"
#include "model/resource/resourceset.h"

#include <optional>
#include <utility>
#include <vector>

namespace model {

// Pods that no edge leads to: of definitions that are left out because they are there already, and of kinds that are
// not known but have a template (Argo's Rollout).
class OtherPods
{
public:
    explicit OtherPods(const ResourceSet &set);
    // Some of them, in the namespace or in any, have such labels. False also where that would take too long to know.
    bool match(const LabelSelector &selector, const std::optional<QString> &ns) const;

private:
    std::vector<std::pair<QString, Labels>> m_pods; // with their namespaces as effectiveNamespace() has them
    mutable qint64 m_compared = 0;
};

} // namespace model
