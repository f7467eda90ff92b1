// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"

#include <memory>
#include <vector>

namespace practice {

// Watches the CustomResourceDefinitions: serves what they define, and says so in their status, as an apiserver's own
// naming and establishing controllers do.
class Definitions
{
public:
    explicit Definitions(ApiCore &core);
    ~Definitions();

    // After the store was restored: all that are there, without writing.
    void readAll();

private:
    void changed(const Change &change);
    void accept();

    ApiCore &m_core;
    const ApiKind &m_kind;
    std::vector<QString> m_waiting; // names of definitions whose status is to be written
    std::unique_ptr<QObject> m_watch;
    std::unique_ptr<QObject> m_soon;
};

} // namespace practice
