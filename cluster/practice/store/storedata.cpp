// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/store/storedata.h"

#include <algorithm>

namespace practice {

void StoreContent::add(Change change)
{
    revision = change.revision();
    bytes += bytesOf(*change.now);
    index.add(change.now, change.removed);
    log.push_back(std::move(change));
}

void StoreContent::compact(qint64 upTo)
{
    compacted = std::max(compacted, upTo);
    // Only what changed since the last compaction can have replaced something.
    while (!log.empty() && log.front().revision() <= upTo) {
        bytes -= index.compact(log.front().now->key, upTo);
        log.pop_front();
    }
}

model::Result<RecordPtr> Store::Data::makeRecord(const QByteArray &key, const QByteArray &json, qint64 createRevision,
                                                 Facts facts) const
{
    auto record = std::make_shared<Record>();
    record->key = key;
    record->createRevision = createRevision;
    record->revision = content.revision + 1;
    record->json = json;
    record->facts = std::move(facts);
    if (!record->facts.data && describe) {
        auto described = describe(*record);
        if (!described) return described.error();
        record->facts = std::move(*described);
    }
    return RecordPtr(std::move(record));
}

// History gives way before a write is refused.
bool Store::Data::makeRoom(qsizetype bytes)
{
    while (content.bytes + bytes > limits.totalBytes && !content.log.empty())
        content.compact(content.log.front().revision());
    return content.bytes + bytes <= limits.totalBytes;
}

RecordPtr Store::Data::write(const Change &change)
{
    Q_ASSERT(!watchers->isNotifying());
    const RecordPtr record = change.now;
    content.add(change);
    const qint64 surplus = qint64(content.log.size()) - limits.keptChanges;
    if (surplus > 0) content.compact(content.firstLogged() + surplus - 1);
    watchers->notify(change);
    return record;
}

} // namespace practice
