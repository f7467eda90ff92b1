// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// Whom a pod belongs with, for spreading by default (plugins/helper/spread.go DefaultSelector): a label selector, of
// the Services that mean it and of the set that controls it. Null: nobody.
class Kin
{
public:
    explicit Kin(ComponentProcess &process);

    model::Value selectorFor(const model::Value &pod) const;

private:
    Informer &m_services;
    std::vector<std::pair<QString, Informer *>> m_sets; // by kind
};

} // namespace practice
