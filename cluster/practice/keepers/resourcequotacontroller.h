// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/keepers/everykind.h"
#include "cluster/practice/kinds/podresources.h"

namespace practice {

// Counts what is used of each quota when something goes, when the quota changes, and every five minutes; what is made
// the API server counts itself (pkg/controller/resourcequota).
class ResourceQuotaController final : public Controller
{
public:
    static constexpr qint64 recountMs = 300 * 1000;
    // Changes that come together are counted once, as with the real one, whose client makes 20 requests in a second.
    static constexpr qint64 batchMs = 50;

    explicit ResourceQuotaController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    void changed(const ApiKind &kind, const model::Value *before, const model::Value *now);
    void recountAll();
    // Of what the quota limits and this controller can count.
    ResourceAmounts usageIn(const model::Value &quota, const QStringList &limited) const;

    Informer &m_quotas;
    EveryKind m_kinds;
    std::unique_ptr<QObject> m_timer = {};
};

} // namespace practice
