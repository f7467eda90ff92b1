// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/resource/resourceset.h"

#include <QSet>
#include <QString>

namespace model {

// What the LimitRanges of namespaces give to containers that say nothing (core/v1 SetDefaults_LimitRangeItem, and the
// admission plugin LimitRanger): the limit is the default or else max, the request is defaultRequest or else the limit
// or else min.
class ContainerDefaults
{
public:
    ContainerDefaults() = default;
    explicit ContainerDefaults(const ResourceSet &set); // of all LimitRanges of the set
    void add(const Resource &limitRange);
    bool isEmpty() const { return m_defaults.isEmpty(); }
    // which: "requests.cpu", "limits.memory". ns: "" is default.
    bool has(const QString &ns, const QString &which) const;

private:
    QSet<QString> m_defaults; // namespace/which
};

} // namespace model
