// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/watchfailure.h"
#include "cluster/watch/watchkind.h"
#include "model/base/result.h"

#include <memory>

namespace cluster {

// One frame of a watch.
struct WatchEvent
{
    enum class Type {
        Changed, // ADDED and MODIFIED, which a client must not tell apart: either may come for a known and an unknown
                 // object
        Deleted,
        Bookmark,
        Error,  // the server ends the watch: failure says why
        Skipped // an unknown type, another kind than asked for, or without name, uid or resourceVersion: see why
    };
    Type type = Type::Skipped;
    QByteArray resourceVersion;
    AnyRow row = ObjectRow{};
    WatchFailure failure;
    QString why;
};

// What a list says beside its items.
struct ListEnvelope
{
    QByteArray resourceVersion;
    QByteArray continueToken;
};

// Turns the JSON of one kind's objects into rows; whatever else is in them is dropped unread. Keeps its buffers between
// calls, but not those that one huge object needed. For one thread.
class Decoder
{
public:
    Decoder(const WatchSpec &spec, SourceId source);
    ~Decoder();

    // Nothing: not an object with name, uid and resourceVersion.
    std::optional<AnyRow> item(QByteArrayView json);
    // Error: not JSON; the stream is of no use any more.
    model::Result<WatchEvent> event(QByteArrayView json);
    // Error: not JSON, or not a list of this kind.
    model::Result<ListEnvelope> envelope(QByteArrayView json);

private:
    struct Parser;
    void classify(WatchEvent &event, const QByteArray &type, const QByteArray &apiVersion, const QByteArray &kind,
                  const QByteArray &resourceVersion) const;

    AnyRow m_empty; // of this kind, with what every row of this source has in common
    std::unique_ptr<Parser> m_parser;
    QByteArray m_apiVersion; // as an event's object has it
    QByteArray m_kind;
};

} // namespace cluster
