// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/resource/labels.h"

#include <QString>

#include <optional>
#include <vector>

namespace model::kustomize {

// A selector as text: "app=web, tier in (a,b), !old" (apimachinery pkg/labels). Nothing where it is none; gt and lt are
// not known here.
std::optional<std::vector<LabelRequirement>> parseSelector(const QString &text);

} // namespace model::kustomize
