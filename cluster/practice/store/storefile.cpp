// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/store/store.h"

#include "cluster/practice/store/storedata.h"
#include "cluster/practice/store/storefile.h"
#include "model/base/files.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QSaveFile>
#include <QtEndian>

#include <cerrno>
#include <unistd.h>

namespace practice {

using model::Error;
using model::Result;

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

Error notSaved(const QString &path, const QString &why)
{
    return {Error::Code::Io, QCoreApplication::translate("Files", "cannot be saved: %1").arg(why),
            model::Location{path}};
}

} // namespace

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
    out.bytes(storefile::magic);
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

Result<void> Store::trySaving(const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) return notSaved(path, file.errorString());
    file.cancelWriting();
    return {};
}

Result<void> Store::load(const QString &path, const std::function<bool()> &isStopped)
{
    // States cost little beside their bytes; a file that is twice what may be kept is none of ours.
    auto file = model::openFileLimited(path, d->limits.totalBytes * 2 + (1 << 20));
    if (!file) return file.error();
    Result<StoreContent> content = readStoreFile(**file, d->describe, d->limits, isStopped);
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
