// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/rendering.h"

#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/request/bodies.h"
#include "model/wire/json.h"
#include "model/wire/protobuf.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

Value listMetaValue(const ListMeta &meta, bool isCustom)
{
    Value value(ValueMap{{QStringLiteral("resourceVersion"), QString::number(meta.revision)}});
    // Lists of custom objects have no Go type that would leave it out.
    if (isCustom || !meta.continueToken.isEmpty()) value.set(u"continue", meta.continueToken);
    if (meta.remaining) value.set(u"remainingItemCount", *meta.remaining);
    return value;
}

// "Pod" → "PodList"; in JSON the items of built-in kinds leave out what all have in common.
QByteArray headOf(const ApiKind &kind)
{
    return "{\"kind\":\"" + kind.kind.toUtf8() + "\",\"apiVersion\":\"" + kind.apiVersion().toUtf8() + "\",";
}

constexpr const char *listEnd = "]}\n";
constexpr qsizetype longListBytes = 512 * 1024; // of the states
constexpr qsizetype pieceBytes = 64 * 1024;     // the same

IncludeObject includeOf(const QString &text)
{
    return text == u"None" ? IncludeObject::None : text == u"Object" ? IncludeObject::Object : IncludeObject::Metadata;
}

} // namespace

Rendering::Rendering(const ApiCore &core, const ApiKind &kind, const OutputFormat &format, const Query &query)
    : Rendering(core, kind, format, includeOf(query.value(QStringLiteral("includeObject"))))
{
}

Rendering::Rendering(const ApiCore &core, const ApiKind &kind, const OutputFormat &format, IncludeObject include)
    : m_core(core), m_kind(kind), m_format(format), m_include(include)
{
}

TableOptions Rendering::tableOptions(bool withColumns) const
{
    return {.include = m_include,
            .noHeaders = !withColumns,
            .version = m_format.transformVersion,
            .nowMs = m_core.clock.wallMs(),
            .columns = m_core.customKinds.columnsOf(m_kind)};
}

Value Rendering::transformed(const Value &value, bool withColumns) const
{
    if (m_format.transform == Transform::PartialMetadata) return partialMetadata(value, m_format.transformVersion);
    if (m_kind.kind == u"Scale") return makeScaleTable(value, tableOptions(withColumns));
    const Value meta(ValueMap{{QStringLiteral("resourceVersion"), textAt(value, {u"metadata", u"resourceVersion"})}});
    return makeTable(m_kind, {&value}, meta, tableOptions(withColumns));
}

QByteArray Rendering::object(const Record &record) const
{
    if (m_format.transform == Transform::None && m_format.type == MediaType::Json && !m_format.pretty)
        return m_core.registry.jsonOf(record, m_kind) + '\n';
    return object(m_core.registry.objectOf(record, m_kind));
}

QByteArray Rendering::object(const Value &value) const
{
    if (m_format.transform == Transform::None) return writeBody(value, m_format);
    return writeBody(transformed(value, true), m_format);
}

bool Rendering::isPlainJson() const
{
    return m_format.transform == Transform::None && m_format.type == MediaType::Json && !m_format.pretty;
}

QByteArray Rendering::jsonListHead(const ListMeta &meta) const
{
    if (!isPlainJson()) {
        Value list = listValue({}, meta);
        list.set(m_format.transform == Transform::Table ? u"rows" : u"items", ValueList());
        return model::writeJson(list).chopped(2);
    }
    return "{\"kind\":\"" + m_kind.listName().toUtf8() + "\",\"apiVersion\":\"" + m_kind.apiVersion().toUtf8() +
           "\",\"metadata\":" + model::writeJson(listMetaValue(meta, m_kind.isCustom)) + ",\"items\":[";
}

QByteArray Rendering::jsonItems(const std::vector<RecordPtr> &records) const
{
    QByteArray out;
    if (!isPlainJson()) {
        const Value list = listValue(records, {});
        for (const Value &item : listAt(list, {m_format.transform == Transform::Table ? u"rows" : u"items"}))
            out.append(out.isEmpty() ? "" : ",").append(model::writeJson(item));
        return out;
    }
    const QByteArray head = m_kind.isCustom ? QByteArray() : headOf(m_kind);
    qsizetype size = 0;
    for (const RecordPtr &record : records) size += record->json.size() + 1;
    out.reserve(size);
    bool first = true;
    for (const RecordPtr &record : records) {
        if (!first) out += ',';
        first = false;
        const QByteArray json = m_core.registry.jsonOf(*record, m_kind);
        if (!head.isEmpty() && json.startsWith(head))
            out.append('{').append(QByteArrayView(json).sliced(head.size()));
        else
            out += json;
    }
    return out;
}

Value Rendering::listValue(const std::vector<RecordPtr> &records, const ListMeta &meta) const
{
    ValueList items;
    items.reserve(records.size());
    for (const RecordPtr &record : records) items.push_back(m_core.registry.objectOf(*record, m_kind));
    std::vector<const Value *> pointers;
    for (const Value &item : items) pointers.push_back(&item);
    const Value metadata = listMetaValue(meta, m_kind.isCustom && m_format.transform == Transform::None);
    if (m_format.transform == Transform::Table) return makeTable(m_kind, pointers, metadata, tableOptions(true));
    if (m_format.transform == Transform::PartialMetadata)
        return partialMetadataList(pointers, metadata, m_format.transformVersion);
    if (!m_kind.isCustom)
        for (Value &item : items) {
            item.remove(u"kind");
            item.remove(u"apiVersion");
        }
    return ValueMap{{QStringLiteral("kind"), m_kind.listName()},
                    {QStringLiteral("apiVersion"), m_kind.apiVersion()},
                    {QStringLiteral("metadata"), metadata},
                    {QStringLiteral("items"), std::move(items)}};
}

QByteArray Rendering::list(const std::vector<RecordPtr> &records, const ListMeta &meta) const
{
    if (!isPlainJson()) return writeBody(listValue(records, meta), m_format);
    return jsonListHead(meta) + jsonItems(records) + listEnd;
}

bool Rendering::isInPieces(const std::vector<RecordPtr> &records) const
{
    if (m_format.type != MediaType::Json || m_format.pretty) return false;
    qsizetype size = 0;
    for (const RecordPtr &record : records)
        if ((size += record->json.size()) >= longListBytes) return true;
    return false;
}

// A list on its way. Its kind is looked up for each piece: the definition of a custom one may go.
struct Rendering::Pieces
{
    const ApiCore &core;
    QString group;
    QString version;
    QString plural;
    OutputFormat format;
    IncludeObject include;
    QByteArray head;
    std::vector<std::weak_ptr<const Record>> records;
    std::size_t at = 0;
    bool isEnded = false;

    std::optional<QByteArray> next()
    {
        if (isEnded) return QByteArray();
        isEnded = at == records.size();
        if (isEnded) return head + listEnd;
        const ServedKind *served = core.catalogue.byPlural(group, version, plural);
        if (!served) return std::nullopt;
        std::vector<RecordPtr> some;
        for (qsizetype size = 0; at < records.size() && size < pieceBytes; ++at) {
            some.push_back(records[at].lock());
            if (!some.back()) return std::nullopt;
            size += some.back()->json.size();
        }
        const QByteArray items = Rendering(core, served->api, format, include).jsonItems(some);
        return head.isEmpty() ? ',' + items : std::exchange(head, {}) + items;
    }
};

HttpPieces Rendering::listPieces(const std::vector<RecordPtr> &records, const ListMeta &meta) const
{
    auto pieces = std::make_shared<Pieces>(Pieces{.core = m_core,
                                                  .group = m_kind.group,
                                                  .version = m_kind.version,
                                                  .plural = m_kind.plural,
                                                  .format = m_format,
                                                  .include = m_include,
                                                  .head = jsonListHead(meta),
                                                  .records = {records.begin(), records.end()}});
    return {.next = [pieces] { return pieces->next(); },
            .bytes = qint64(records.size() * sizeof(std::weak_ptr<const Record>))};
}

QByteArray Rendering::framed(const char *type, const QByteArray &body) const
{
    if (m_format.type == MediaType::Protobuf) return model::writeProtobufWatchFrame(type, body);
    return QByteArray("{\"type\":\"") + type + "\",\"object\":" + body.trimmed() + "}\n";
}

QByteArray Rendering::event(const char *type, const Record &record, bool isFirst) const
{
    if (m_format.transform == Transform::None && m_format.type == MediaType::Json)
        return QByteArray("{\"type\":\"") + type + "\",\"object\":" + m_core.registry.jsonOf(record, m_kind) + "}\n";
    return event(type, m_core.registry.objectOf(record, m_kind), isFirst);
}

QByteArray Rendering::event(const char *type, const Value &object, bool isFirst) const
{
    OutputFormat format = m_format;
    format.pretty = false;
    const bool plain = m_format.transform == Transform::None || qstrcmp(type, "ERROR") == 0;
    return framed(type, writeBody(plain ? object : transformed(object, isFirst), format));
}

} // namespace practice
