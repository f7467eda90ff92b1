// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/resource/resourceset.h"

#include <QHash>
#include <QPointF>
#include <QString>
#include <QStringList>

namespace model {

// Where users have put cards, from one run of the program to the next: one file of JSON for all that they open,
// {"files":[{"path","pins":{ID:[x,y]}}]}, the file that was used last first. Manifests stay as they are. For the
// user alone (0600); safe from several programs at once. Blocks for as long as the disk does; any thread.
class PlaceMemory
{
public:
    static constexpr qsizetype maxFiles = 2000; // of manifests; those that were used longest ago are forgotten

    // In a folder that is made when it is needed.
    explicit PlaceMemory(QString path) : m_path(std::move(path)) {}

    // Of the resources that stand in the set's files. None where the file is missing or damaged.
    QHash<ResourceKey, QPointF> pinsOf(const ResourceSet &set) const;
    // Those of these files of the set, in place of what was known of them. Error Io.
    Result<void> remember(const ResourceSet &set, const QStringList &files,
                          const QHash<ResourceKey, QPointF> &pins) const;

private:
    QString m_path;
};

} // namespace model
