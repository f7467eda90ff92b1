// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The practice cluster's file from anybody: it is refused, or what it holds is in order. The fuzzer writes what stands
// before the checksum.
#include "cluster/practice/store/storedata.h"

#include <QBuffer>
#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace practice;

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

void checkContent(StoreContent &content)
{
    qsizetype bytes = 0;
    qint64 live = 0;
    QByteArray last;
    content.index.forEach([&](const Versions &versions) {
        require(versions.begin() != versions.end());
        const QByteArray &key = versions.begin()->record->key;
        require(last < key);
        last = key;
        live += versions.isLive();
        for (const Versions::Version &version : versions) bytes += bytesOf(*version.record);
    });
    require(bytes == content.bytes && live == content.index.live());
    require(qint64(content.index.list("", {}, 0, content.revision).records.size()) == live);
    qint64 revision = std::max<qint64>(content.compacted, 1);
    for (const Change &change : content.log) require(change.revision() == ++revision);
    require(revision == content.revision || content.log.empty());

    content.compact(content.revision);
    require(content.log.empty() && content.index.live() == live);
    require(qint64(content.index.list("", {}, 0, content.revision).records.size()) == live);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray bytes("KWSTORE\x01", 8);
    bytes.append(reinterpret_cast<const char *>(data), qsizetype(size));
    bytes += QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    QBuffer file(&bytes);
    require(file.open(QIODevice::ReadOnly));
    model::Result<StoreContent> content = readStoreFile(file, {}, {});
    if (content) checkContent(*content);
    return 0;
}
