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

IncludeObject includeOf(const QString &text)
{
    return text == u"None" ? IncludeObject::None : text == u"Object" ? IncludeObject::Object : IncludeObject::Metadata;
}

} // namespace

Rendering::Rendering(const ApiCore &core, const ApiKind &kind, const OutputFormat &format, const Query &query)
    : m_core(core), m_kind(kind), m_format(format), m_include(includeOf(query.value(QStringLiteral("includeObject"))))
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

QByteArray Rendering::jsonList(const std::vector<RecordPtr> &records, const ListMeta &meta) const
{
    QByteArray out = "{\"kind\":\"" + m_kind.listName().toUtf8() + "\",\"apiVersion\":\"" +
                     m_kind.apiVersion().toUtf8() +
                     "\",\"metadata\":" + model::writeJson(listMetaValue(meta, m_kind.isCustom)) + ",\"items\":[";
    const QByteArray head = m_kind.isCustom ? QByteArray() : headOf(m_kind);
    qsizetype size = out.size() + 8;
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
    return out + "]}\n";
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
    if (m_format.transform == Transform::None && m_format.type == MediaType::Json && !m_format.pretty)
        return jsonList(records, meta);
    return writeBody(listValue(records, meta), m_format);
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
