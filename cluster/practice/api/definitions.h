// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace practice {

// Watches the CustomResourceDefinitions: accepts their names where no other definition has them, then serves what they
// define, and says both in their status, as an apiserver's own naming and establishing controllers do.
class Definitions
{
public:
    explicit Definitions(ApiCore &core);
    ~Definitions();

    // After the store was restored: all that are there are served at once.
    void readAll();

private:
    void changed(const Change &change);
    std::vector<model::Value> all(const QStringList &groups) const;
    void judgeSoon(const model::Value &definition);
    void judge();
    void write(model::Value &definition, model::Value status);

    ApiCore &m_core;
    const ApiKind &m_kind;
    QStringList m_waiting; // groups whose definitions are to be judged
    std::unique_ptr<QObject> m_watch;
    std::unique_ptr<QObject> m_soon;
};

} // namespace practice
