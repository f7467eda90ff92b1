// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/rows.h"

#include <QList>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace cluster {

struct ObjectNameHash
{
    size_t operator()(const ObjectName &name) const { return qHash(name); }
};

// What changed in one source since the last delta. Immutable once it is on its way.
struct SourceDelta
{
    SourceId source = 0;
    std::optional<std::vector<AnyRow>> snapshot; // if set: all there was after a list; what it lacks is gone
    std::vector<AnyRow> changed;                 // on top of the snapshot; the latest state of each
    struct Deleted
    {
        ObjectName name;
        std::optional<AnyRow> last; // as it was when it went, if that is known
    };
    std::vector<Deleted> deleted;
};

struct StoreDelta
{
    std::vector<SourceDelta> sources;
};

// Collects changes until somebody takes them: of each object only the latest state, so that the buffer is bounded by
// objects, however fast events come and however slow the taker is. States shorter than that are lost on purpose.
class DeltaBuffer
{
public:
    void replaceAll(SourceId source, std::vector<AnyRow> rows);
    void changed(AnyRow row);
    void deleted(SourceId source, const ObjectName &name, std::optional<AnyRow> last = std::nullopt);

    void forget(SourceId source) { m_pending.erase(source); }

    std::shared_ptr<const StoreDelta> take();

private:
    struct Pending
    {
        std::optional<std::vector<AnyRow>> snapshot;
        struct Latest
        {
            std::optional<AnyRow> row;
            bool isDeleted = false; // row is its last state then
        };
        std::unordered_map<ObjectName, Latest, ObjectNameHash> latest;
    };
    std::unordered_map<SourceId, Pending> m_pending;
};

} // namespace cluster
