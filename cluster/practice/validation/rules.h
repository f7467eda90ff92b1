// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "model/base/value.h"

#include <QString>
#include <QStringView>

#include <span>
#include <vector>

namespace practice {

// How the objects of a kind are checked, whatever its version (the object's apiVersion tells it). Each function checks
// metadata too. Null pointers: nothing is checked there.
struct KindValidation
{
    using Create = void (*)(const model::Value &object, FieldErrors &errors);
    using Update = void (*)(const model::Value &object, const model::Value &old, FieldErrors &errors);
    using Warnings = std::vector<QString> (*)(const model::Value &object, const model::Value *old);

    QStringView group; // empty: core
    QStringView kind;
    Create create = nullptr;
    Update update = nullptr;
    Update statusUpdate = nullptr;
    Warnings warnings = nullptr;
};

// The tables that validation.cpp looks kinds up in.
std::span<const KindValidation> podKinds();      // Pod, PodTemplate, Binding, Eviction, …
std::span<const KindValidation> workloadKinds(); // Deployment, Job, …: what makes pods
std::span<const KindValidation> restKinds();     // every other kind

} // namespace practice
