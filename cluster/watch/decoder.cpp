// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/decoder.h"

#include "cluster/api/status.h"
#include "cluster/watch/json.h"
#include "cluster/watch/jsonframes.h"

#include <QCoreApplication>

namespace cluster {

using namespace Qt::StringLiterals;

namespace {

// An object as far as one pass over it tells.
struct ReadObject
{
    QByteArray apiVersion;
    QByteArray kind;
    QByteArray resourceVersion;
};

AnyRow emptyRow(const WatchSpec &spec, SourceId source)
{
    AnyRow row = ObjectRow{};
    switch (spec.kind.rows) {
    case RowType::Pod: row = PodRow{}; break;
    case RowType::Workload: row = WorkloadRow{}; break;
    case RowType::Service: row = ServiceRow{}; break;
    case RowType::EndpointSlice: row = EndpointSliceRow{}; break;
    case RowType::Node: row = NodeRow{}; break;
    case RowType::Claim: row = ClaimRow{}; break;
    case RowType::Event: row = EventRow{}; break;
    case RowType::Object: break;
    }
    metaOf(row).name.kind = spec.kind.groupKind();
    metaOf(row).source = source;
    return row;
}

template<typename Row>
void readInto(JsonWalk &walk, JsonValue value, ReadObject &object, Row &row)
{
    MetaExtras extras;
    walk.fields(value, [&](QByteArrayView key, JsonValue v) {
        if (key == "metadata")
            readMeta(walk, v, row.meta, extras);
        else if (key == "apiVersion")
            object.apiVersion = walk.text(v);
        else if (key == "kind")
            object.kind = walk.text(v);
        else
            readField(walk, key, v, row);
    });
    object.resourceVersion = extras.resourceVersion;
    finishRow(row, extras);
}

ReadObject readObject(JsonWalk &walk, JsonValue value, AnyRow &row)
{
    ReadObject object;
    std::visit([&](auto &r) { readInto(walk, value, object, r); }, row);
    return object;
}

bool isWhole(const AnyRow &row)
{
    const RowMeta &meta = metaOf(row);
    return !meta.name.name.isEmpty() && !meta.uid.isNull() && meta.version != 0;
}

QString shown(const QByteArray &text) { return inertText(QString::fromUtf8(text), 80); }

model::Error brokenJson(simdjson::error_code error)
{
    return {model::Error::Code::Protocol,
            QCoreApplication::translate("Watch", "the server sent something that is not JSON (%1)")
                .arg(QString::fromUtf8(simdjson::error_message(error)))};
}

} // namespace

// The parser wants readable bytes behind the text, so the text is copied: a small part of the cost of parsing it.
struct Decoder::Parser
{
    simdjson::ondemand::parser parser;
    QByteArray text;
    simdjson::ondemand::document document;

    simdjson::error_code load(QByteArrayView json)
    {
        document = {};
        if (text.capacity() > maxEnvelopeBytes && json.size() < maxEnvelopeBytes) {
            text = QByteArray();
            parser = simdjson::ondemand::parser();
        }
        text.resize(0);
        text.reserve(json.size() + qsizetype(simdjson::SIMDJSON_PADDING));
        text.append(json);
        const simdjson::error_code error = iterate();
        if (error != simdjson::UTF8_ERROR) return error;
        const QByteArray mended = QString::fromUtf8(text).toUtf8(); // as Go: what is no character becomes U+FFFD
        text.reserve(mended.size() + qsizetype(simdjson::SIMDJSON_PADDING));
        text.replace(0, text.size(), mended);
        text.reserve(mended.size() + qsizetype(simdjson::SIMDJSON_PADDING));
        return iterate();
    }

private:
    simdjson::error_code iterate()
    {
        return parser.iterate(text.constData(), size_t(text.size()), size_t(text.size()) + simdjson::SIMDJSON_PADDING)
            .get(document);
    }
};

Decoder::Decoder(const WatchSpec &spec, SourceId source)
    : m_empty(emptyRow(spec, source)),
      m_parser(std::make_unique<Parser>()),
      m_apiVersion(spec.kind.rows == RowType::Object ? "meta.k8s.io/v1" : spec.kind.apiVersion()),
      m_kind(spec.kind.rows == RowType::Object ? "PartialObjectMetadata" : spec.kind.kind)
{
}

Decoder::~Decoder() = default;

std::optional<AnyRow> Decoder::item(QByteArrayView json)
{
    JsonWalk walk;
    JsonValue value;
    if (m_parser->load(json) || m_parser->document.get_value().get(value)) return std::nullopt;
    AnyRow row = m_empty;
    readObject(walk, value, row);
    if (walk.broken() || !isWhole(row)) return std::nullopt;
    return row;
}

model::Result<WatchEvent> Decoder::event(QByteArrayView json)
{
    if (const auto error = m_parser->load(json)) return brokenJson(error);
    JsonWalk walk;
    JsonValue value;
    WatchEvent event;
    QByteArray type;
    if (!m_parser->document.find_field_unordered("type").get(value)) type = walk.text(value);
    if (type == "ERROR") {
        event.type = WatchEvent::Type::Error;
        event.failure = WatchFailure::frame(json.size() <= maxStatusBytes ? json.toByteArray() : QByteArray());
        return event;
    }
    if (const auto error = m_parser->document.find_field_unordered("object").get(value);
        error == simdjson::NO_SUCH_FIELD) {
        event.why = u"an event without an object"_s;
        return event;
    } else if (error) {
        return brokenJson(error);
    }
    event.row = m_empty;
    const ReadObject object = readObject(walk, value, event.row);
    if (walk.broken()) return brokenJson(simdjson::TAPE_ERROR);
    classify(event, type, object.apiVersion, object.kind, object.resourceVersion);
    return event;
}

void Decoder::classify(WatchEvent &event, const QByteArray &type, const QByteArray &apiVersion, const QByteArray &kind,
                       const QByteArray &resourceVersion) const
{
    using Type = WatchEvent::Type;
    const bool isBookmark = type == "BOOKMARK";
    if (!isBookmark && type != "ADDED" && type != "MODIFIED" && type != "DELETED")
        event.why = u"event type \"%1\""_s.arg(shown(type));
    else if (apiVersion != m_apiVersion || kind != m_kind)
        event.why = u"%1 %2 instead of %3"_s.arg(shown(apiVersion), shown(kind), QString::fromUtf8(m_kind));
    else if (isBookmark ? resourceVersion.isEmpty() : !isWhole(event.row))
        event.why = u"an object without name, uid or resourceVersion"_s;
    else
        event.type = isBookmark ? Type::Bookmark : type == "DELETED" ? Type::Deleted : Type::Changed;
    if (event.type != Type::Skipped) event.resourceVersion = resourceVersion;
}

model::Result<ListEnvelope> Decoder::envelope(QByteArrayView json)
{
    JsonValue value;
    if (const auto error = m_parser->load(json)) return brokenJson(error);
    if (const auto error = m_parser->document.get_value().get(value)) return brokenJson(error);
    JsonWalk walk;
    ListEnvelope result;
    QByteArray kind;
    walk.fields(value, [&](QByteArrayView key, JsonValue v) {
        if (key == "kind") kind = walk.text(v);
        if (key != "metadata") return;
        walk.fields(v, [&](QByteArrayView name, JsonValue text) {
            if (name == "resourceVersion") result.resourceVersion = walk.text(text);
            if (name == "continue") result.continueToken = walk.text(text);
        });
    });
    if (walk.broken()) return brokenJson(simdjson::TAPE_ERROR);
    if (kind != m_kind + "List" || result.resourceVersion.isEmpty())
        return model::Error{
            model::Error::Code::Protocol,
            QCoreApplication::translate("Watch", "the server's answer is not a %1 (it calls itself \"%2\")")
                .arg(QString::fromUtf8(m_kind + "List"), shown(kind))};
    return result;
}

} // namespace cluster
