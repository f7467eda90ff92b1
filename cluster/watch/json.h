// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/rows.h"

#include <simdjson.h>

// The door to simdjson: only the decoders of this room include this file.
namespace cluster {

using JsonValue = simdjson::ondemand::value;

// Walks one JSON text. Reads as Go does where the two differ: the last of several equal keys wins, null is absent, a
// value of the wrong type is as good as absent, a lone surrogate becomes U+FFFD, and an integer that does not fit is
// the nearest one that does.
class JsonWalk
{
public:
    static constexpr qsizetype maxTextBytes = 1024;

    // function(QByteArrayView key, JsonValue value), in the text's order. Keys are compared as written.
    template<typename F>
    void fields(JsonValue value, F &&function)
    {
        simdjson::ondemand::object object;
        if (auto error = value.get_object().get(object)) return note(error);
        for (auto field : object) {
            JsonValue content;
            simdjson::ondemand::raw_json_string key;
            if (auto error = field.key().get(key)) return note(error);
            if (auto error = field.value().get(content)) return note(error);
            function(keyText(key.raw()), content);
        }
    }
    // function(JsonValue element)
    template<typename F>
    void elements(JsonValue value, F &&function)
    {
        simdjson::ondemand::array array;
        if (auto error = value.get_array().get(array)) return note(error);
        for (auto element : array) {
            JsonValue content;
            if (auto error = element.get(content)) return note(error);
            function(content);
        }
    }

    // Cut at maxTextBytes, between characters.
    Atom atom(JsonValue value) const { return Atom(cut(text(value))); }
    QByteArray text(JsonValue value) const;
    qint64 integer(JsonValue value) const;
    qint32 count(JsonValue value) const; // 0 and more
    bool boolean(JsonValue value) const;
    QUuid uid(JsonValue value) const;
    qint64 timeMs(JsonValue value) const; // RFC 3339; 0 where it is none

    // The text is not JSON, somewhere that was walked over.
    bool broken() const { return m_broken; }
    void note(simdjson::error_code error) { m_broken = m_broken || error != simdjson::INCORRECT_TYPE; }

    static QByteArrayView cut(QByteArrayView text);

private:
    static QByteArrayView keyText(const char *afterQuote);

    bool m_broken = false;
};

// What only some rows want of the metadata.
struct MetaExtras
{
    QByteArray resourceVersion;
    qint64 generation = 0;
    QByteArray labels; // "app=web,tier=front", at most JsonWalk::maxTextBytes of it
    Atom serviceName;  // kubernetes.io/service-name, on EndpointSlices
    Atom revision;     // deployment.kubernetes.io/revision
};

// metadata of any object. What it lacks stays empty.
void readMeta(JsonWalk &walk, JsonValue value, RowMeta &meta, MetaExtras &extras);

// One field at the top of an object other than metadata.
void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, PodRow &row);
void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, WorkloadRow &row);
void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, ServiceRow &row);
void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, EndpointSliceRow &row);
void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, NodeRow &row);
void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, ClaimRow &row);
void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, EventRow &row);
inline void readField(JsonWalk &, QByteArrayView, JsonValue, ObjectRow &) {}

// What can be said only when the whole object has been read.
void finishRow(PodRow &row, const MetaExtras &extras);
void finishRow(WorkloadRow &row, const MetaExtras &extras);
void finishRow(EndpointSliceRow &row, const MetaExtras &extras);
template<typename Row>
void finishRow(Row &, const MetaExtras &)
{
}

} // namespace cluster
