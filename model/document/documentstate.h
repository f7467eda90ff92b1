// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/changeset.h"
#include "model/resource/resourceset.h"

#include <QHash>

#include <memory>

namespace model {

// All that undo restores: the files with what is read from them, and the pins. A value; private to the document.
struct DocumentState
{
    std::shared_ptr<const ResourceSet> resources = std::make_shared<ResourceSet>(); // never null
    QHash<ResourceKey, QPointF> pins;

    QByteArray text(const QString &file) const;
    int position(const QString &file) const; // -1: no such file
    // The same changes with every position said, so that they can be undone.
    ChangeSet withPositions(const ChangeSet &changes) const;
    // False when the changes do not fit; then nothing is changed.
    [[nodiscard]] bool apply(const ChangeSet &changes);
    // What moves the pins of the resources that stood in `before` under another name to that name.
    ChangeSet pinsToFollow(const ResourceSet &before) const;
    // What must never be: for asserts. Empty: all is well.
    QStringList violations() const;
};

} // namespace model
