// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the walker that looks at values of schemas that somebody wrote (apiextensions-apiserver
// pkg/apiserver/schema, kube-openapi pkg/validation/validate).
#include "model/base/say.h"
#include "model/schema/customschema.h"
#include "model/schema/suggest.h"
#include "model/schema/walker.h"
#include "model/wire/json.h"
#include "model/yaml/yamlvalue.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {
SchemaType shownType(quint8 types)
{
    if ((types & JsonString) && (types & JsonInteger)) return SchemaType::IntOrString;
    if (types & JsonNumber) return SchemaType::Number;
    if (types & JsonObject) return SchemaType::Object;
    if (types & JsonList) return SchemaType::Array;
    if (types & JsonString) return SchemaType::String;
    return types & JsonInteger ? SchemaType::Integer : SchemaType::Boolean;
}

bool isIdentity(QByteArrayView name) { return name == "apiVersion" || name == "kind" || name == "metadata"; }

} // namespace

void SchemaWalker::walkCustom(YamlRef root, const CustomSchema &schema, int node, bool hasStatus)
{
    m_customStatus = hasStatus;
    check({.node = root.index(), .custom = &schema, .customNode = node});
}

const CustomNode &SchemaWalker::customOf(const SchemaFrame &frame) const
{
    return frame.custom->node(frame.customNode);
}

// The JSON types that the value is of; a whole float is an integer, too.
quint8 SchemaWalker::jsonTypes(int node) const
{
    const YamlNode &value = at(node);
    if (value.kind == YamlKind::Mapping) return JsonObject;
    if (value.kind == YamlKind::Sequence) return JsonList;
    const Scalar read = scalar(value);
    switch (read.type) {
    case ScalarType::Null: return JsonNull;
    case ScalarType::Bool: return JsonBoolean;
    case ScalarType::Int: return JsonInteger | JsonNumber;
    case ScalarType::Float: return isWholeNumber(read) ? JsonInteger | JsonNumber : JsonNumber;
    case ScalarType::String: break;
    }
    return JsonString;
}

void SchemaWalker::checkCustom(const SchemaFrame &frame)
{
    const CustomNode &custom = customOf(frame);
    const int node = resolved(frame.node);
    const quint8 types = jsonTypes(node);
    if (types == JsonNull && (custom.nullable || custom.types == 0)) return;
    if (custom.types != 0 && (custom.types & types) == 0) {
        if (!m_ignored) wrongType(frame, shownType(custom.types));
        return;
    }
    if (!m_ignored && custom.hasEnum) checkCustomEnum(frame, custom, node);
    if (types == JsonObject)
        checkCustomObject(frame, custom, node);
    else if (types == JsonList)
        checkCustomList(frame, custom, node);
    else if (!m_ignored)
        checkCustomScalar(frame, custom, node);
    if (!m_ignored) checkCompositions(frame, custom);
}

void SchemaWalker::checkCustomObject(const SchemaFrame &frame, const CustomNode &custom, int mapping)
{
    std::vector<bool> seen(custom.properties.size());
    qint64 count = 0;
    forEachEntry(mapping, [&](int key, int value) {
        if (isFull()) return;
        const QByteArray name = keyText(YamlRef(&m_document, key)).toUtf8();
        const CustomNode::Property *property = custom.property(name);
        const bool identity = custom.isEmbedded && isIdentity(name);
        const int schema = property ? property->node : custom.values;
        const bool nullable = schema >= 0 && frame.custom->node(schema).nullable;
        // The server leaves such a null out, or puts the default there.
        const bool gone = isNull(resolved(value)) && !nullable && (schema >= 0 || identity);
        if (!gone) ++count;
        if (property && !gone) seen[size_t(property - custom.properties.data())] = true;
        if (!property && schema < 0 && !identity && custom.closed) return unknownCustomField(frame, custom, key);
        if (gone) return;
        if (identity && name == "metadata")
            return check({.up = &frame, .key = key, .node = value, .schema = m_metadata});
        if (schema < 0) return;
        const bool ignored = m_ignored;
        if (!frame.up && name == "status" && m_customStatus) m_ignored = true;
        check({.up = &frame, .key = key, .node = value, .custom = frame.custom, .customNode = schema});
        m_ignored = ignored;
    });
    if (m_ignored) return;
    for (const QByteArray &name : custom.required) checkCustomRequired(frame, custom, mapping, name, seen);
    checkCount(frame, count, custom.minFields, custom.maxFields, say("entries"));
}

void SchemaWalker::checkCustomRequired(const SchemaFrame &frame, const CustomNode &custom, int mapping,
                                       const QByteArray &name, const std::vector<bool> &seen)
{
    if (custom.isEmbedded && !frame.up && isIdentity(name)) return;
    if (const CustomNode::Property *property = custom.property(name)) {
        if (seen[size_t(property - custom.properties.data())] || property->hasDefault) return;
    } else if (const YamlRef value = YamlRef(&m_document, mapping)[QString::fromUtf8(name)]; value && !value.isNull()) {
        return;
    }
    const FieldPath field = path(frame) / QString::fromUtf8(name);
    report(Severity::Error, "schema-missing-field"_L1, placeOf(frame), field,
           say("missing required field \"%1\"").arg(field.toString()));
}

void SchemaWalker::unknownCustomField(const SchemaFrame &object, const CustomNode &custom, int key)
{
    const QString name = keyText(YamlRef(&m_document, key));
    const FieldPath field = path({.up = &object, .key = key});
    std::vector<QByteArrayView> names;
    for (const CustomNode::Property &property : custom.properties) names.push_back(property.name);
    const QByteArray written = name.toUtf8();
    const QByteArrayView near = nearestWord(written, names);
    report(Severity::Error, "schema-unknown-field"_L1, at(key).span, field,
           say("unknown field \"%1\"").arg(field.toString()),
           near.isEmpty() ? QString() : say("did you mean %1?").arg(QString::fromUtf8(near)));
}

void SchemaWalker::checkCustomList(const SchemaFrame &frame, const CustomNode &custom, int list)
{
    qint64 count = 0;
    for (int item = at(list).firstChild; item >= 0; item = at(item).nextSibling, ++count)
        if (custom.items >= 0 && !isFull())
            check(
                {.up = &frame, .index = int(count), .node = item, .custom = frame.custom, .customNode = custom.items});
    if (m_ignored) return;
    checkCount(frame, count, custom.minItems, custom.maxItems, say("items"));
    if (custom.listType != CustomNode::ListType::Atomic || custom.mustBeUnique)
        checkCustomDuplicates(frame, custom, list);
}

// Without descending: a reference, or an unusual node, is what its bytes are.
QByteArray SchemaWalker::identityOf(int node) const
{
    const YamlNode &value = at(resolved(node));
    if (value.kind != YamlKind::Scalar)
        return value.span.isEmpty() ? QByteArray() : m_document.text().mid(value.span.begin, value.span.size());
    const Scalar read = scalar(value);
    if (read.type == ScalarType::String) return 's' + value.value.toByteArray();
    const auto meant = toValue(YamlRef(&m_document, resolved(node)));
    return meant ? 'i' + writeJson(*meant) : 'v' + value.value.toByteArray();
}

void SchemaWalker::checkCustomDuplicates(const SchemaFrame &frame, const CustomNode &custom, int list)
{
    QSet<QByteArray> known;
    int index = 0;
    for (int item = at(list).firstChild; item >= 0; item = at(item).nextSibling, ++index) {
        QByteArray identity;
        if (custom.listType == CustomNode::ListType::Map) {
            const YamlRef object(&m_document, resolved(item));
            if (!object.isMapping()) continue;
            for (size_t key = 0; key < custom.mapKeys.size(); ++key) {
                const YamlRef value = object[QString::fromUtf8(custom.mapKeys[key])];
                const QByteArray byDefault = key < custom.keyDefaults.size() ? custom.keyDefaults[key] : QByteArray();
                const bool isText = byDefault.startsWith('"');
                const QByteArray missing = isText                ? 's' + byDefault.mid(1, byDefault.size() - 2)
                                           : byDefault.isEmpty() ? "n"
                                                                 : 'i' + byDefault;
                identity += value && !value.isNull() ? identityOf(value.index()) : missing;
                identity += '\0';
            }
        } else {
            identity = identityOf(item);
        }
        const qsizetype before = known.size();
        known.insert(identity);
        if (known.size() > before || isFull()) continue;
        const FieldPath field = path({.up = &frame, .index = index});
        report(
            Severity::Error, "schema-duplicate"_L1, at(item).span, field,
            custom.mapKeys.empty()
                ? say("\"%1\": the value is in the list already").arg(field.toString())
                : say("\"%1\": the list has an item with the same %2 already")
                      .arg(field.toString(),
                           QString::fromUtf8(QByteArrayList(custom.mapKeys.begin(), custom.mapKeys.end()).join(", "))));
    }
}

// What the value would say of a branch alone: nothing when it fits.
SchemaFindings SchemaWalker::probe(const SchemaFrame &frame, int node)
{
    SchemaFindings found;
    SchemaWalker walker(m_document, found);
    walker.m_metadata = m_metadata;
    walker.m_steps = m_steps;
    walker.m_depth = m_depth;
    walker.m_customStatus = m_customStatus;
    walker.m_patternTime = m_patternTime;
    SchemaFrame branch = frame;
    branch.customNode = node;
    walker.check(branch);
    m_steps = walker.m_steps;
    m_patternTime = walker.m_patternTime;
    if (walker.m_stopped) m_stopped = true;
    return found;
}

void SchemaWalker::checkCompositions(const SchemaFrame &frame, const CustomNode &custom)
{
    for (const int node : custom.all) {
        SchemaFrame branch = frame;
        branch.customNode = node;
        check(branch);
    }
    const auto reportBranches = [&](const QString &message, const SchemaFindings &first) {
        if (m_stopped) return;
        const FieldPath field = path(frame);
        const QString what = field.isEmpty() ? say("the resource") : u'"' + field.toString() + u'"';
        report(Severity::Error, "schema-alternatives"_L1, placeOfValue(frame), field, message.arg(what),
               first.empty() ? QString() : say("for the first: %1").arg(first.front().message));
    };
    const auto fitting = [&](const std::vector<int> &branches, SchemaFindings &first, int enough) {
        int count = 0;
        for (const int node : branches) {
            SchemaFindings found = probe(frame, node);
            if (found.empty() && ++count == enough) break;
            if (first.empty()) first = std::move(found);
        }
        return count;
    };
    SchemaFindings first;
    if (!custom.any.empty() && fitting(custom.any, first, 1) == 0)
        reportBranches(
            custom.any.size() == 1 ? say("%1 is not what it must be") : say("%1 fits none of the alternatives"), first);
    first.clear();
    if (!custom.one.empty()) {
        const int count = fitting(custom.one, first, 2);
        if (count == 0) reportBranches(say("%1 fits none of the alternatives"), first);
        if (count > 1) reportBranches(say("%1 must fit only one of the alternatives"), {});
    }
    if (custom.nothing >= 0 && probe(frame, custom.nothing).empty())
        reportBranches(say("%1 is what it must not be"), {});
}

} // namespace model
