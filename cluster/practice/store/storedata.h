// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/store/keyindex.h"
#include "cluster/practice/store/store.h"
#include "cluster/practice/store/watchers.h"

#include <QIODevice>

#include <deque>
#include <functional>
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

    model::Result<RecordPtr> makeRecord(const QByteArray &key, const QByteArray &json, qint64 createRevision,
                                        Facts facts) const;
    bool makeRoom(qsizetype bytes);
    RecordPtr write(const Change &change);
};

// A file's content, from its beginning; the format is in storefile.h. The device can go back, and is read twice: first
// for the checksum. Error Invalid, TooLarge, Io, Cancelled.
model::Result<StoreContent> readStoreFile(QIODevice &file, const Store::Describe &describe, const Store::Limits &limits,
                                          const std::function<bool()> &isStopped = {});

} // namespace practice
