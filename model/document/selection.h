// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"
#include "model/document/changeset.h"
#include "model/resource/resourcekey.h"

#include <QObject>
#include <QSet>

namespace model {

// What the user looks at: the same in every pane. Keys may name resources that are gone; views ignore those. GUI
// thread.
class Selection : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    const QSet<ResourceKey> &resources() const { return m_resources; }
    // The one selected resource, or an empty key when there is none or more than one.
    ResourceKey single() const;
    const FieldPath &field() const { return m_field; } // of the single resource; may be empty

    void select(const QSet<ResourceKey> &resources, Origin origin);
    void select(const ResourceKey &resource, const FieldPath &field, Origin origin);
    void clear(Origin origin) { select(QSet<ResourceKey>(), origin); }

Q_SIGNALS:
    // origin: the pane that the user touched, so that it can leave its own view alone.
    void changed(model::Origin origin);

private:
    QSet<ResourceKey> m_resources;
    FieldPath m_field;
};

} // namespace model
