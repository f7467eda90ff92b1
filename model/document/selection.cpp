// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/selection.h"

namespace model {

ResourceKey Selection::single() const { return m_resources.size() == 1 ? *m_resources.cbegin() : ResourceKey(); }

void Selection::select(const QSet<ResourceKey> &resources, Origin origin)
{
    if (resources == m_resources && m_field.isEmpty()) return;
    m_resources = resources;
    m_field = {};
    Q_EMIT changed(origin);
}

void Selection::select(const ResourceKey &resource, const FieldPath &field, Origin origin)
{
    const QSet<ResourceKey> resources{resource};
    if (resources == m_resources && field == m_field) return;
    m_resources = resources;
    m_field = field;
    Q_EMIT changed(origin);
}

} // namespace model
