// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/store/store.h"

#include "cluster/practice/store/storedata.h"

#include <algorithm>

namespace practice {

using model::Error;
using model::Result;

namespace {

// The words are etcd's (api/v3/rpctypes/error.go), which an apiserver passes on.
Error failure(Error::Code code, const char16_t *message) { return {code, QString::fromUtf16(message)}; }

Error compactedAlready()
{
    return failure(Error::Code::Gone, u"etcdserver: mvcc: required revision has been compacted");
}

} // namespace

Store::Store(Describe describe) : Store(std::move(describe), Limits()) {}

Store::Store(Describe describe, Limits limits) : d(std::make_unique<Data>())
{
    d->describe = std::move(describe);
    d->limits = limits;
}

Store::~Store() = default;

qint64 Store::revision() const { return d->content.revision; }

qint64 Store::compactedRevision() const { return d->content.compacted; }

Result<RecordPtr> Store::put(const QByteArray &key, const QByteArray &json, Facts facts)
{
    if (json.size() > d->limits.objectBytes) return failure(Error::Code::TooLarge, u"etcdserver: request is too large");
    const RecordPtr before = get(key);
    auto now = d->makeRecord(key, json, before ? before->createRevision : nextRevision(), std::move(facts));
    if (!now) return now;
    if (!d->makeRoom(bytesOf(**now)))
        return failure(Error::Code::TooLarge, u"etcdserver: mvcc: database space exceeded");
    return d->write({std::move(*now), before, false});
}

Result<RecordPtr> Store::remove(const QByteArray &key, const QByteArray &lastJson, Facts facts)
{
    const RecordPtr before = get(key);
    if (!before) return failure(Error::Code::NotFound, u"key not found");
    auto now = d->makeRecord(key, lastJson, before->createRevision, std::move(facts));
    if (!now) return now;
    d->makeRoom(bytesOf(**now)); // a removal is how room is made: never refused
    return d->write({std::move(*now), before, true});
}

RecordPtr Store::get(QByteArrayView key, qint64 revision) const
{
    const Versions *versions = d->content.index.find(key);
    if (!versions) return {};
    return versions->at(revision > 0 ? revision : d->content.revision);
}

bool Store::isReadable(qint64 revision) const
{
    return revision == 0 || (revision > 0 && revision >= d->content.compacted && revision <= d->content.revision);
}

Store::Page Store::list(QByteArrayView prefix, QByteArrayView after, qint64 limit, qint64 revision,
                        const Filter &filter) const
{
    return d->content.index.list(prefix, after, limit, revision > 0 ? revision : d->content.revision, filter);
}

qint64 Store::count(QByteArrayView prefix) const { return d->content.index.count(prefix, d->content.revision); }

Result<std::vector<Change>> Store::since(qint64 revision, QByteArrayView prefix, std::size_t limit) const
{
    const StoreContent &content = d->content;
    if (revision < content.compacted) return compactedAlready();
    std::vector<Change> changes;
    const qint64 skipped = std::max<qint64>(revision - content.firstLogged() + 1, 0);
    for (qint64 at = skipped; at < qint64(content.log.size()); ++at) {
        const Change &change = content.log[std::size_t(at)];
        if (QByteArrayView(change.now->key).startsWith(prefix)) changes.push_back(change);
        if (limit > 0 && changes.size() == limit) break;
    }
    return changes;
}

std::unique_ptr<QObject> Store::watch(const QByteArray &prefix, Watcher watcher)
{
    return d->watchers->add(prefix, std::move(watcher));
}

Result<void> Store::compact(qint64 revision)
{
    if (revision <= d->content.compacted) return compactedAlready();
    if (revision > d->content.revision)
        return failure(Error::Code::Invalid, u"etcdserver: mvcc: required revision is a future revision");
    d->content.compact(revision);
    return {};
}

qsizetype Store::bytes() const { return d->content.bytes; }

qint64 Store::keys() const { return d->content.index.live(); }

} // namespace practice
