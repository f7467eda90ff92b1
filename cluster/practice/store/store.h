// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace practice {

// What is known of a state beside its bytes, by those who write it: for selectors.
struct Facts
{
    std::shared_ptr<const void> data;
    qsizetype bytes = 0; // of memory
};

// One state of one object, immutable and shared by everybody who needs it.
struct Record
{
    QByteArray key;            // "pods/default/web"
    qint64 createRevision = 0; // of the write that made the object
    qint64 revision = 0;       // of this state
    QByteArray json;           // the object, with resourceVersion = revision in it
    Facts facts = {};
};
using RecordPtr = std::shared_ptr<const Record>;

// One write. before is null for the first state of an object; after a removal, now is the last state with the
// removal's revision, and removed is set.
struct Change
{
    RecordPtr now;
    RecordPtr before;
    bool removed = false;
    qint64 revision() const { return now->revision; }
};

// What etcd is to an apiserver: a sorted key space in which every write gets the next number of one counter, and every
// past state can be read until it is compacted. Lives on one thread, does no I/O but in save() and load().
class Store
{
public:
    // Called once for each record that is written without facts or restored. An error refuses it: what comes from a
    // file is looked at here.
    using Describe = std::function<model::Result<Facts>(const Record &record)>;
    struct Limits
    {
        qsizetype objectBytes = 1536 * 1024;         // etcd --max-request-bytes
        qsizetype totalBytes = qsizetype(512) << 20; // of all states that are kept, as etcd's quota; see bytes()
        qint64 keptChanges = 200000;                 // older ones are compacted by themselves
    };
    static constexpr qsizetype stateBytes = 320; // what a state takes in memory beside key, JSON and facts, about

    explicit Store(Describe describe = {}); // with the limits above
    Store(Describe describe, Limits limits);
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    qint64 revision() const; // of the newest write; 1 when there was none
    qint64
    compactedRevision() const; // states of this revision and older ones that were replaced since are gone; 0: none
    qint64 nextRevision() const { return revision() + 1; } // what the next write will get: for resourceVersion

    // Error TooLarge: "etcdserver: request is too large", "etcdserver: mvcc: database space exceeded".
    // facts spare the call of Describe.
    model::Result<RecordPtr> put(const QByteArray &key, const QByteArray &json, Facts facts = {});
    // lastJson is the object's last state with resourceVersion = nextRevision(). Error NotFound.
    model::Result<RecordPtr> remove(const QByteArray &key, const QByteArray &lastJson, Facts facts = {});

    // revision 0: now. Null: there was none. The revision must be readable (see isReadable).
    RecordPtr get(QByteArrayView key, qint64 revision = 0) const;
    bool isReadable(qint64 revision) const; // neither compacted nor in the future

    struct Page
    {
        std::vector<RecordPtr> records; // by key
        bool more = false;              // keys come after the last one, whether they pass the filter or not
        qint64 remaining = 0;           // how many; not counted with a filter
        qint64 revision = 0;            // that was read
    };
    using Filter = std::function<bool(const Record &)>;
    // Keys that begin with prefix and sort behind after (empty: all). limit 0: all of them. With a filter, pages are
    // filled with what passes. One walk, which ends behind the page where nothing is counted.
    Page list(QByteArrayView prefix, QByteArrayView after = {}, qint64 limit = 0, qint64 revision = 0,
              const Filter &filter = {}) const;
    qint64 count(QByteArrayView prefix) const;

    // The changes after a revision, oldest first; limit 0: all of them. Error Gone when revision is older than the
    // compacted one.
    model::Result<std::vector<Change>> since(qint64 revision, QByteArrayView prefix, std::size_t limit = 0) const;

    // Calls back after every write below prefix, in order, while the returned object lives. A callback may subscribe
    // and unsubscribe; it must not write.
    using Watcher = std::function<void(const Change &)>;
    [[nodiscard]] std::unique_ptr<QObject> watch(const QByteArray &prefix, Watcher watcher);

    // Forgets what was replaced before revision. Error Gone: compacted already; Invalid: in the future.
    model::Result<void> compact(qint64 revision);

    // Of memory, of all states that are kept: key, JSON, facts and stateBytes of each.
    qsizetype bytes() const;
    qint64 keys() const; // that exist now

    // Everything that is kept, history and counters too, as it is now. Cheap to take: it shares the states, and may be
    // saved on another thread while the store goes on.
    class Snapshot
    {
    public:
        qint64 revision() const;
        // Written beside and renamed over; 0600. Error Io. Any thread.
        model::Result<void> save(const QString &path) const;

    private:
        friend class Store;
        struct Data;
        std::shared_ptr<const Data> d;
    };
    Snapshot snapshot() const;
    model::Result<void> save(const QString &path) const { return snapshot().save(path); }
    // Whether save() could write there now: error Io as it would have it. The file stays as it is.
    static model::Result<void> trySaving(const QString &path);
    // Replaces the content; on an error nothing has changed. Hostile files are refused (Invalid, TooLarge); what is in
    // json is for Describe to judge. Takes no more memory than what it makes. isStopped is asked now and then:
    // Cancelled when it says so. Watchers stay and hear of later writes alone.
    model::Result<void> load(const QString &path, const std::function<bool()> &isStopped = {});

private:
    struct Data;
    std::unique_ptr<Data> d;
};

} // namespace practice
