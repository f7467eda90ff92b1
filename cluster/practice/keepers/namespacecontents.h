// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/componentclient.h"
#include "model/base/clock.h"

#include <QMap>

namespace practice {

// Deletes what is in a namespace, kind by kind, and says what is left of it
// (pkg/controller/namespace/deletion/namespaced_resources_deleter.go).
class NamespaceContents
{
public:
    NamespaceContents(const ComponentClient &client, const model::Clock &clock) : m_client(client), m_clock(clock) {}

    struct Left
    {
        qint64 estimateSeconds = 0; // 0: nothing is waited for
        QStringList problems;       // of kinds whose objects could not be deleted
        QMap<QString, int> kinds;   // "pods.": how many are left
        QMap<QString, int> finalizers;
        bool isCounted = false; // false: pods are left, and nothing else was looked at
    };
    // space: the Namespace. Pods first; nothing else goes as long as there are any.
    Left removeAll(const model::Value &space) const;

    // Sets the five conditions that say it; whether any of them is another now.
    static bool setConditions(model::Value &space, const Left &left, const QString &now);

private:
    void removeKind(const ApiKind &kind, const model::Value &space, Left &left) const;
    qint64 estimateFor(const ApiKind &kind, const model::Value &space) const;

    const ComponentClient &m_client;
    const model::Clock &m_clock;
};

} // namespace practice
