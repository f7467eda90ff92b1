// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/store/storedata.h"
#include "cluster/practice/store/storefile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <array>

namespace practice {

using model::Error;
using model::Result;
using namespace storefile;

namespace {

constexpr qint64 maxRevision = qint64(1) << 62;
constexpr qint64 chunkBytes = 1 << 20; // read at once

Error damaged(const QString &why)
{
    return {Error::Code::Invalid,
            QCoreApplication::translate("Practice", "not a state of a practice cluster: %1").arg(why)};
}
Error damaged(const char16_t *why) { return damaged(QString::fromUtf16(why)); }

Error cancelled() { return {Error::Code::Cancelled, QCoreApplication::translate("Practice", "stopped")}; }

// Never reads behind the end, and makes nothing that is larger than what it reads.
class Reader
{
public:
    Reader(QIODevice &file, const Store::Describe &describe, const Store::Limits &limits,
           const std::function<bool()> &isStopped)
        : m_file(file), m_describe(describe), m_limits(limits), m_isStopped(isStopped)
    {
    }

    Result<StoreContent> read();

private:
    // False: there are not so many bytes, and the rest is as if there were none.
    bool take(char *to, qsizetype size);
    QByteArray bytes(qsizetype size);
    template<typename T>
    static T number(const char *&from)
    {
        const T value = qFromBigEndian<T>(from);
        from += sizeof(T);
        return value;
    }
    std::optional<Error> checkSum();
    std::optional<Error> readState();
    const char16_t *problemOf(const Record &record, bool removed) const;
    Result<StoreContent> assemble();

    QIODevice &m_file;
    qint64 m_left = 0; // of the body
    const Store::Describe &m_describe;
    const Store::Limits &m_limits;
    const std::function<bool()> &m_isStopped;
    qint64 m_revision = 1;
    qint64 m_compacted = 0;
    std::vector<Change> m_old;     // what the compacted revision still shows
    std::vector<Change> m_changes; // behind it
    RecordPtr m_last;
    bool m_lastRemoved = false;
    qsizetype m_total = 0;
};

bool Reader::take(char *to, qsizetype size)
{
    const bool whole = size <= m_left && m_file.read(to, size) == size;
    m_left = whole ? m_left - size : 0;
    return whole;
}

QByteArray Reader::bytes(qsizetype size)
{
    QByteArray read(size, Qt::Uninitialized);
    if (!take(read.data(), size)) read.clear();
    return read;
}

// Before anything in it is believed.
std::optional<Error> Reader::checkSum()
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    m_left = m_file.size() - checksumBytes;
    while (m_left > 0) {
        if (m_isStopped && m_isStopped()) return cancelled();
        const QByteArray chunk = bytes(std::min(chunkBytes, m_left));
        if (chunk.isEmpty()) return Error{Error::Code::Io, m_file.errorString()};
        hash.addData(chunk);
    }
    m_left = checksumBytes;
    if (bytes(checksumBytes) != hash.result()) return damaged(u"wrong checksum");
    return std::nullopt;
}

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

std::optional<Error> Reader::readState()
{
    std::array<char, stateHeadBytes> head = {};
    if (!take(head.data(), stateHeadBytes)) return damaged(u"it ends early");
    const char *at = head.data();
    const auto removed = number<quint8>(at);
    auto record = std::make_shared<Record>();
    record->createRevision = number<qint64>(at);
    record->revision = number<qint64>(at);
    const qsizetype keySize = number<quint32>(at);
    const qsizetype jsonSize = number<quint32>(at);
    if (removed > 1) return damaged(u"a state of an unknown sort");
    if (keySize < 1 || keySize > maxKeyBytes) return damaged(u"a key's size");
    if (keySize + jsonSize > m_left) return damaged(u"it ends early");
    record->key = bytes(keySize);
    record->json = bytes(jsonSize);
    if (const char16_t *problem = problemOf(*record, removed != 0)) return damaged(problem);
    if (m_describe) {
        auto described = m_describe(*record);
        if (!described)
            return damaged(QStringLiteral("%1: %2").arg(QString::fromUtf8(record->key), described.error().message));
        record->facts = std::move(*described);
    }

    const bool goesOn = m_last && m_last->key == record->key && !m_lastRemoved;
    if (m_last && m_last->key == record->key) record->key = m_last->key; // one for all states
    std::vector<Change> &changes = record->revision <= m_compacted ? m_old : m_changes;
    changes.push_back({record, goesOn ? m_last : RecordPtr(), removed != 0});
    m_total += bytesOf(*record);
    m_last = record;
    m_lastRemoved = removed != 0;
    return std::nullopt;
}

Result<StoreContent> Reader::read()
{
    constexpr qint64 statesBetweenLooks = 256;
    const bool known = m_file.size() >= headBytes + checksumBytes && m_file.peek(magic.size()) == magic;
    if (!known) return damaged(u"another format");
    if (auto error = checkSum()) return *error;
    if (!m_file.seek(0)) return Error{Error::Code::Io, m_file.errorString()};
    m_left = m_file.size() - checksumBytes;
    const QByteArray head = bytes(headBytes);
    if (head.isEmpty()) return damaged(u"it ends early");
    const char *at = head.data() + magic.size();
    m_revision = number<qint64>(at);
    m_compacted = number<qint64>(at);
    const auto states = number<qint64>(at);
    if (m_revision < 1 || m_revision > maxRevision || m_compacted < 0 || m_compacted > m_revision)
        return damaged(u"a revision that cannot be");
    // A store may be larger than its limit by the last removal.
    const qsizetype most = m_limits.totalBytes + std::min(m_limits.totalBytes, 4 * m_limits.objectBytes);
    for (qint64 i = 0; i < states; ++i) {
        if (i % statesBetweenLooks == 0 && m_isStopped && m_isStopped()) return cancelled();
        if (auto error = readState()) return *error;
        if (m_total > most)
            return Error{Error::Code::TooLarge,
                         QCoreApplication::translate("Practice", "a state larger than a practice cluster may have")};
    }
    if (m_left != 0) return damaged(u"something behind the end");
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

} // namespace

Result<StoreContent> readStoreFile(QIODevice &file, const Store::Describe &describe, const Store::Limits &limits,
                                   const std::function<bool()> &isStopped)
{
    return Reader(file, describe, limits, isStopped).read();
}

} // namespace practice
