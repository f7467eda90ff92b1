// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"

#include <QHash>

namespace model {

// What rules of other layers tell in better words than an API server does, with a fix mostly: told by the rule alone,
// unless that is switched off.
class ApiEchoes
{
public:
    // A problem that is told. Those of no other rule than the table's are kept.
    void note(const Problem &problem);
    // Takes a problem out of appendApiProblems() that another one may say, to be answered by take().
    bool hold(const Problem &problem);
    // Those that nobody else said.
    Problems take();

private:
    QHash<ResourceKey, Problems> m_told;
    Problems m_held;
};

} // namespace model
