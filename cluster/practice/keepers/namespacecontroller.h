// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"
#include "cluster/practice/keepers/namespacecontents.h"

#include <QHash>

namespace practice {

// Empties a namespace that is deleted and then lets go of it (pkg/controller/namespace).
class NamespaceController final : public Controller
{
public:
    static constexpr qint64 graceMs = 5000;          // after each change of a namespace that is going
    static constexpr qint64 lastRetryMs = 60 * 1000; // nsControllerRateLimiter

    explicit NamespaceController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    std::optional<ApiStatus> markTerminating(model::Value &space) const;
    std::optional<ApiStatus> finalize(const QString &name) const;
    void again(const QString &key, const QString &why);

    Informer &m_spaces;
    NamespaceContents m_contents;
    QHash<QString, int> m_failures;
};

} // namespace practice
