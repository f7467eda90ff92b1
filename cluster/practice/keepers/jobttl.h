// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// Deletes Jobs that have been over for their ttlSecondsAfterFinished (pkg/controller/ttlafterfinished).
class TtlAfterFinishedController final : public Controller
{
public:
    explicit TtlAfterFinishedController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    // Milliseconds that are left, 0 and less: none; nothing: it stays.
    std::optional<qint64> leftMs(const model::Value &job) const;

    Informer &m_jobs;
};

} // namespace practice
