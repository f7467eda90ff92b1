// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/store/store.h"

#include "cluster/practice/store/storedata.h"
#include "model/base/files.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QSaveFile>
#include <QtEndian>

#include <algorithm>
#include <cerrno>
#include <unistd.h>

// The file, numbers big-endian:
//   magic (8 bytes, with the format's version), revision (8), compacted revision (8), number of states (8),
//   states by key and revision: removed (1), create revision (8), revision (8), sizes of key (4) and JSON (4), key,
//   JSON; SHA-256 of everything before (32).
// Changes are not written: they follow from the states.

namespace practice {

using model::Error;
using model::Result;

namespace {

constexpr QByteArrayView magic("KWSTORE\x01", 8);
constexpr qsizetype headBytes = 8 + 3 * 8;
constexpr qsizetype stateBytes = 1 + 2 * 8 + 2 * 4;
constexpr qsizetype checksumBytes = 32;
constexpr qsizetype maxKeyBytes = 4096;
constexpr qint64 maxRevision = qint64(1) << 62;

Error damaged(const char16_t *why)
{
    return {
        Error::Code::Invalid,
        QCoreApplication::translate("Practice", "not a state of a practice cluster: %1").arg(QString::fromUtf16(why))};
}

} // namespace

struct Store::Snapshot::Data
{
    qint64 revision = 1;
    qint64 compacted = 0;
    std::vector<Versions::Version> states; // by key and revision
};

namespace {

class Writer
{
public:
    explicit Writer(QSaveFile &file) : m_file(file), m_hash(QCryptographicHash::Sha256)
    {
        m_buffer.reserve(bufferBytes + 4096);
    }

    void bytes(QByteArrayView bytes)
    {
        m_buffer.append(bytes);
        if (m_buffer.size() >= bufferBytes) flush();
    }

    template<typename T>
    void number(T value)
    {
        char text[sizeof(T)];
        qToBigEndian(value, text);
        bytes({text, qsizetype(sizeof(T))});
    }

    // Whether everything is in the file.
    bool finish()
    {
        flush();
        m_buffer = m_hash.result();
        flush();
        return m_good;
    }

private:
    static constexpr qsizetype bufferBytes = 1 << 20;

    void flush()
    {
        m_hash.addData(m_buffer);
        for (qsizetype done = 0; m_good && done < m_buffer.size();) {
            const qint64 count = m_file.write(m_buffer.constData() + done, m_buffer.size() - done);
            m_good = count > 0;
            done += count;
        }
        m_buffer.resize(0);
    }

    QSaveFile &m_file;
    QCryptographicHash m_hash;
    QByteArray m_buffer;
    bool m_good = true;
};

void writeState(Writer &out, const Versions::Version &version)
{
    const Record &record = *version.record;
    out.number(quint8(version.removed));
    out.number(record.createRevision);
    out.number(record.revision);
    out.number(quint32(record.key.size()));
    out.number(quint32(record.json.size()));
    out.bytes(record.key);
    out.bytes(record.json);
}

// Never reads behind the end, and makes nothing that is larger than what it reads.
class Reader
{
public:
    Reader(QByteArrayView bytes, const Store::Describe &describe, const Store::Limits &limits)
        : m_bytes(bytes), m_describe(describe), m_limits(limits)
    {
    }

    Result<StoreContent> read();

private:
    template<typename T>
    T number()
    {
        const T value = qFromBigEndian<T>(m_bytes.data() + m_at);
        m_at += qsizetype(sizeof(T));
        return value;
    }
    QByteArray bytes(qsizetype size)
    {
        const QByteArray read = m_bytes.sliced(m_at, size).toByteArray();
        m_at += size;
        return read;
    }
    qsizetype left() const { return m_bytes.size() - m_at; }
    const char16_t *readState();
    const char16_t *problemOf(const Record &record, bool removed) const;
    Result<StoreContent> assemble();

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    const Store::Describe &m_describe;
    const Store::Limits &m_limits;
    qint64 m_revision = 1;
    qint64 m_compacted = 0;
    std::vector<Change> m_old;     // what the compacted revision still shows
    std::vector<Change> m_changes; // behind it
    RecordPtr m_last;
    bool m_lastRemoved = false;
    qsizetype m_total = 0;
};

const char16_t *Reader::problemOf(const Record &record, bool removed) const
{
    if (record.revision < 2 || record.revision > m_revision || record.createRevision < 2 ||
        record.createRevision > record.revision)
        return u"a revision that cannot be";
    const bool sameKey = m_last && m_last->key == record.key;
    if (m_last && !sameKey && m_last->key > record.key) return u"keys out of order";
    const bool isOld = record.revision <= m_compacted;
    if (!sameKey) {
        if (removed) return u"a removal of nothing";
        return isOld || record.createRevision == record.revision ? nullptr : u"an object without a beginning";
    }
    if (isOld || record.revision <= m_last->revision) return u"revisions out of order";
    if (m_lastRemoved)
        return !removed && record.createRevision == record.revision ? nullptr : u"an object without a beginning";
    return record.createRevision == m_last->createRevision ? nullptr : u"an object with two beginnings";
}

// Null pointer, or what is wrong.
const char16_t *Reader::readState()
{
    if (left() < stateBytes) return u"it ends early";
    const auto removed = number<quint8>();
    auto record = std::make_shared<Record>();
    record->createRevision = number<qint64>();
    record->revision = number<qint64>();
    const qsizetype keySize = number<quint32>();
    const qsizetype jsonSize = number<quint32>();
    if (removed > 1) return u"a state of an unknown sort";
    if (keySize < 1 || keySize > maxKeyBytes) return u"a key's size";
    if (keySize + jsonSize > left()) return u"it ends early";
    record->key = bytes(keySize);
    record->json = bytes(jsonSize);
    if (const char16_t *problem = problemOf(*record, removed != 0)) return problem;
    if (m_describe) record->facts = m_describe(record->key, record->json);

    const bool goesOn = m_last && m_last->key == record->key && !m_lastRemoved;
    std::vector<Change> &changes = record->revision <= m_compacted ? m_old : m_changes;
    changes.push_back({record, goesOn ? m_last : RecordPtr(), removed != 0});
    m_total += bytesOf(*record);
    m_last = record;
    m_lastRemoved = removed != 0;
    return nullptr;
}

Result<StoreContent> Reader::read()
{
    if (m_bytes.size() < headBytes + checksumBytes || !m_bytes.startsWith(magic)) return damaged(u"another format");
    const QByteArrayView body = m_bytes.chopped(checksumBytes);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::fromRawData(body.data(), body.size()));
    if (QByteArrayView(hash.result()) != m_bytes.last(checksumBytes)) return damaged(u"wrong checksum");
    m_bytes = body;
    m_at = magic.size();
    m_revision = number<qint64>();
    m_compacted = number<qint64>();
    const auto states = number<qint64>();
    if (m_revision < 1 || m_revision > maxRevision || m_compacted < 0 || m_compacted > m_revision)
        return damaged(u"a revision that cannot be");
    for (qint64 i = 0; i < states; ++i) {
        if (const char16_t *problem = readState()) return damaged(problem);
        if (m_total > m_limits.totalBytes)
            return Error{Error::Code::TooLarge,
                         QCoreApplication::translate("Practice", "a state larger than a practice cluster may have")};
    }
    if (left() != 0) return damaged(u"something behind the end");
    return assemble();
}

Result<StoreContent> Reader::assemble()
{
    const auto isOlder = [](const Change &a, const Change &b) { return a.revision() < b.revision(); };
    std::sort(m_old.begin(), m_old.end(), isOlder);
    std::sort(m_changes.begin(), m_changes.end(), isOlder);
    for (std::size_t i = 1; i < m_old.size(); ++i)
        if (m_old[i].revision() == m_old[i - 1].revision()) return damaged(u"a revision twice");
    // Every revision behind the compacted one is one write's.
    qint64 next = std::max<qint64>(m_compacted, 1) + 1;
    for (const Change &change : m_changes)
        if (change.revision() != next++) return damaged(u"a revision is missing");
    if (next != m_revision + 1) return damaged(u"a revision is missing");

    StoreContent content;
    for (Change &change : m_old) content.add(std::move(change));
    content.log.clear();
    for (Change &change : m_changes) content.add(std::move(change));
    content.revision = m_revision;
    content.compacted = m_compacted;
    return content;
}

Error notSaved(const QString &path, const QString &why)
{
    return {Error::Code::Io, QCoreApplication::translate("Files", "cannot be saved: %1").arg(why),
            model::Location{path}};
}

} // namespace

Result<StoreContent> readStoreFile(const QByteArray &bytes, const Store::Describe &describe,
                                   const Store::Limits &limits)
{
    return Reader(bytes, describe, limits).read();
}

Store::Snapshot Store::snapshot() const
{
    auto data = std::make_shared<Snapshot::Data>();
    const StoreContent &content = d->content;
    data->revision = content.revision;
    data->compacted = content.compacted;
    content.index.forEach([&data](const Versions &versions) {
        data->states.insert(data->states.end(), versions.begin(), versions.end());
    });
    Snapshot snapshot;
    snapshot.d = std::move(data);
    return snapshot;
}

qint64 Store::Snapshot::revision() const { return d->revision; }

Result<void> Store::Snapshot::save(const QString &path) const
{
    QSaveFile file(path);
    // A buffer would be written by commit(), which renames the file even when that fails.
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) return notSaved(path, file.errorString());
    // Secrets are in it: nobody else's before the first byte.
    if (!file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) return notSaved(path, file.errorString());
    Writer out(file);
    out.bytes(magic);
    out.number(d->revision);
    out.number(d->compacted);
    out.number(qint64(d->states.size()));
    for (const Versions::Version &version : d->states) writeState(out, version);
    if (!out.finish()) return notSaved(path, file.errorString());
    if (::fsync(file.handle()) != 0 && errno != EINVAL && errno != ENOSYS)
        return notSaved(path, qt_error_string(errno));
    if (!file.commit()) return notSaved(path, file.errorString());
    return {};
}

Result<void> Store::load(const QString &path)
{
    // States cost little beside their bytes; a file that is twice what may be kept is none of ours.
    const Result<QByteArray> bytes = model::readFileLimited(path, d->limits.totalBytes * 2 + (1 << 20));
    if (!bytes) return bytes.error();
    Result<StoreContent> content = readStoreFile(*bytes, d->describe, d->limits);
    if (!content) {
        Error error = content.error();
        error.where = model::Location{path};
        return error;
    }
    const qint64 surplus = qint64(content->log.size()) - d->limits.keptChanges;
    if (surplus > 0) content->compact(content->firstLogged() + surplus - 1);
    d->content = std::move(*content);
    return {};
}

} // namespace practice
