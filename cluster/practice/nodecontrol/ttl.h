// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// Says in an annotation of each node how long its kubelet may keep ConfigMaps and Secrets: the longer, the more nodes
// there are (pkg/controller/ttl).
class TtlController final : public Controller
{
public:
    explicit TtlController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    void count(int change);

    Informer &m_nodes;
    int m_count = 0;
    std::size_t m_step = 0;
};

} // namespace practice
