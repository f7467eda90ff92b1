// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/store/keyindex.h"
#include "cluster/practice/store/store.h"
#include "cluster/practice/store/watchers.h"

#include <deque>
#include <memory>

namespace practice {

// What a store holds. log has every change behind the compacted revision, one a revision without gaps.
struct StoreContent
{
    KeyIndex index;
    std::deque<Change> log;
    qint64 revision = 1;
    qint64 compacted = 0;
    qsizetype bytes = 0;

    // The revision of log's first change; of the next write when there is none.
    qint64 firstLogged() const { return revision - qint64(log.size()) + 1; }
    void add(Change change); // the next revision's
    void compact(qint64 upTo);
};

struct Store::Data
{
    Describe describe;
    Limits limits;
    StoreContent content;
    std::shared_ptr<Watchers> watchers = std::make_shared<Watchers>();

    RecordPtr makeRecord(const QByteArray &key, const QByteArray &json, qint64 createRevision,
                         std::shared_ptr<const void> facts) const;
    bool makeRoom(qsizetype bytes);
    RecordPtr write(const Change &change);
};

// The file's content as bytes and back; the format is in storefile.cpp.
model::Result<StoreContent> readStoreFile(const QByteArray &bytes, const Store::Describe &describe,
                                          const Store::Limits &limits);

} // namespace practice
