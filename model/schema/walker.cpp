// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/walker.h"

#include "model/base/say.h"
#include "model/schema/hints.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {
constexpr int maxFindings = 1000;
// Aliases can make a small text large; go-yaml allows up to 400,000 nodes freely, and ten times that in big files.
constexpr int maxSteps = 5000000;
// Schemas nest deeply only in CRDs; the stack of a worker thread must do.
constexpr int maxDepth = 1000;

// matchLabels of a selector; those of metrics are not looked at (pkg/apis/autoscaling validation).
bool isCheckedSelector(const SchemaFrame &map)
{
    const SchemaFrame *selector = map.up;
    if (!selector || selector->schema.typeName() != "LabelSelector") return false;
    return !selector->up || selector->up->schema.typeName() != "MetricIdentifier";
}

// Fields that Go's types call required, or that validation wants in most places, and that a server does without.
struct OptionalField
{
    QByteArrayView holder, type, field; // holder: the type around it; empty: any
};
constexpr OptionalField optionalFields[] = {
    // A bool without omitempty: read as false (apiextensions-apiserver pkg/apis/apiextensions/v1/types.go).
    {"", "CustomResourceDefinitionVersion", "storage"},
    // pkg/apis/core/validation validateScaleIOVolumeSource does not ask for it.
    {"", "ScaleIOVolumeSource", "secretRef"},
    {"", "ScaleIOPersistentVolumeSource", "secretRef"},
    // pkg/apis/core/validation ValidatePersistentVolumeSpec forbids it to an inline volume.
    {"VolumeAttachmentSource", "PersistentVolumeSpec", "capacity"},
};

bool mayBeLeftOut(const SchemaFrame &object, QByteArrayView field)
{
    return std::ranges::any_of(optionalFields, [&](const OptionalField &row) {
        return row.field == field && row.type == object.schema.typeName() &&
               (row.holder.isEmpty() || (object.up && object.up->schema.typeName() == row.holder));
    });
}

void mark(std::array<quint64, SchemaStore::maxProperties / 64> &seen, int property)
{
    seen[size_t(property) / 64] |= quint64(1) << (property % 64);
}

} // namespace

SchemaWalker::SchemaWalker(const YamlDocument &document, SchemaFindings &out)
    : m_document(document), m_nodes(document.nodes()), m_out(out), m_left(maxFindings)
{
}

void SchemaWalker::walk(YamlRef root, const SchemaKind &kind)
{
    m_secret = kind.kind == "Secret" && kind.group.isEmpty();
    check({.node = root.index(), .schema = kind.node});
}

void SchemaWalker::report(Severity severity, QLatin1StringView rule, Span span, FieldPath field, QString message,
                          QString fix)
{
    if (m_left <= 0) return;
    --m_left;
    m_out.push_back({severity, rule, span, std::move(field), std::move(message), std::move(fix)});
    if (m_left == 0)
        m_out.push_back(
            {Severity::Warning, "schema-limit"_L1, span, {}, say("there are more problems than are listed"), {}});
}

int SchemaWalker::resolved(int node) const
{
    while (at(node).kind == YamlKind::Alias && at(node).target >= 0) node = at(node).target;
    return node;
}

bool SchemaWalker::isNull(int node) const
{
    const YamlNode &written = at(node);
    if (written.kind != YamlKind::Scalar) return false;
    if (written.style == YamlStyle::Plain && written.properties < 0 && written.value.size() > 4) return false;
    return scalar(written).type == ScalarType::Null;
}

// An explicit tag decides as YamlRef has it.
Scalar SchemaWalker::scalar(const YamlNode &node) const
{
    if (node.properties < 0) return node.style == YamlStyle::Plain ? resolvePlain(node.value) : Scalar{};
    return YamlRef(&m_document, int(&node - m_nodes.data())).scalar();
}

bool SchemaWalker::enter(const SchemaFrame &frame)
{
    if (m_stopped || isFull()) return false;
    if (++m_steps <= maxSteps && m_depth < maxDepth) return true;
    m_stopped = true;
    report(Severity::Warning, "schema-limit"_L1, frame.node < 0 ? Span() : at(frame.node).span, path(frame),
           say("the rest is too large or too deep to be checked"));
    return false;
}

void SchemaWalker::check(const SchemaFrame &frame)
{
    if (!enter(frame)) return;
    ++m_depth;
    if (frame.custom) {
        checkCustom(frame);
        --m_depth;
        return;
    }
    switch (frame.schema.type()) {
    case SchemaType::Any: break;
    case SchemaType::Object: frame.schema.propertyCount() == 0 ? checkMap(frame) : checkObject(frame); break;
    case SchemaType::Array: checkList(frame); break;
    default: checkScalar(frame); break;
    }
    --m_depth;
}

void SchemaWalker::checkObject(const SchemaFrame &frame)
{
    Seen seen{};
    const int mapping = frame.node < 0 ? -1 : resolved(frame.node);
    if (mapping >= 0 && !isNull(mapping)) {
        if (at(mapping).kind != YamlKind::Mapping) return wrongType(frame);
        forEachEntry(mapping, [&](int key, int value) { checkField(frame, key, value, seen); });
        checkRules(frame);
    }
    if (!m_ignored) checkRequired(frame, seen);
}

void SchemaWalker::checkField(const SchemaFrame &object, int key, int value, Seen &seen)
{
    if (isFull()) return;
    // Names of fields are words that YAML reads as text, so the bytes do; what is not found is read as kubectl does.
    int index = object.schema.indexOf(at(key).value);
    if (index < 0) index = object.schema.indexOf(keyText(YamlRef(&m_document, key)).toUtf8());
    if (index < 0) return unknownField(object, key);
    const SchemaProperty property = object.schema.property(index);
    if (isNull(resolved(value))) return;
    mark(seen, index);
    const bool ignored = m_ignored;
    if (!object.up && property.name == "status") m_ignored = true;
    // The server stores the templates as they are; a claim made from one is refused later, or completed by somebody.
    if (property.name == "volumeClaimTemplates" && object.schema.typeName() == "StatefulSetSpec") m_ignored = true;
    check({.up = &object, .key = key, .node = value, .schema = property.node});
    m_ignored = ignored;
}

void SchemaWalker::checkRequired(const SchemaFrame &object, const Seen &seen)
{
    for (int i = 0; i < object.schema.propertyCount(); ++i) {
        if (seen[size_t(i) / 64] >> (i % 64) & 1) continue;
        const SchemaProperty property = object.schema.property(i);
        if (property.required && !mayBeLeftOut(object, property.name))
            missingField(object, property);
        else if (property.always && (object.up || property.name != "status"))
            check({.up = &object, .name = property.name, .schema = property.node});
    }
}

void SchemaWalker::checkMap(const SchemaFrame &frame)
{
    if (frame.node < 0) return;
    const int mapping = resolved(frame.node);
    if (isNull(mapping)) return;
    if (at(mapping).kind != YamlKind::Mapping) return wrongType(frame);
    if (frame.schema.isOpen()) return;
    const SchemaNode values = frame.schema.child();
    const SchemaFormat format = frame.schema.format();
    const bool labels = !m_ignored && (format == SchemaFormat::LabelMap || format == SchemaFormat::Annotations ||
                                       isCheckedSelector(frame));
    forEachEntry(mapping, [&](int key, int value) {
        if (isFull()) return;
        if (labels) checkLabel(frame, key, value);
        if (!values)
            unknownField(frame, key);
        else if (!isNull(resolved(value)))
            check({.up = &frame, .key = key, .node = value, .schema = values});
    });
}

void SchemaWalker::checkList(const SchemaFrame &frame)
{
    if (frame.node < 0) return;
    const int list = resolved(frame.node);
    if (isNull(list)) return;
    if (at(list).kind != YamlKind::Sequence) return wrongType(frame);
    const SchemaNode items = frame.schema.child();
    int index = 0;
    for (int item = at(list).firstChild; item >= 0; item = at(item).nextSibling, ++index)
        if (items.type() == SchemaType::Object || !isNull(resolved(item)))
            check({.up = &frame, .index = index, .node = item, .schema = items});
}

// Entries as kubectl sees them: what a merge brings comes last.
void SchemaWalker::forEachEntry(int mapping, const std::function<void(int, int)> &visit) const
{
    if (m_document.hasMergesOrDuplicates()) {
        YamlRef(&m_document, mapping).forEachEntry([&](const QString &, YamlRef key, YamlRef value) {
            if (key && value) visit(key.index(), value.index());
        });
        return;
    }
    for (int key = at(mapping).firstChild; key >= 0; key = at(at(key).nextSibling).nextSibling)
        visit(key, at(key).nextSibling);
}

void SchemaWalker::unknownField(const SchemaFrame &object, int key)
{
    const QString name = keyText(YamlRef(&m_document, key));
    const FieldPath field = path({.up = &object, .key = key});
    report(Severity::Error, "schema-unknown-field"_L1, at(key).span, field,
           say("unknown field \"%1\"").arg(field.toString()), fieldHint(object, name.toUtf8()));
}

void SchemaWalker::missingField(const SchemaFrame &object, const SchemaProperty &property)
{
    const FieldPath field = path(object) / QString::fromUtf8(property.name);
    report(Severity::Error, "schema-missing-field"_L1, placeOf(object), field,
           say("missing required field \"%1\"").arg(field.toString()));
}

Span SchemaWalker::placeOf(const SchemaFrame &object) const
{
    const SchemaFrame *place = &object;
    while (place->node < 0 && place->up) place = place->up;
    if (place->key >= 0) return at(place->key).span;
    if (place->node < 0) return {};
    return at(at(place->node).firstChild >= 0 ? at(place->node).firstChild : place->node).span;
}

FieldPath SchemaWalker::path(const SchemaFrame &frame) const
{
    std::vector<FieldPath::Step> steps;
    for (const SchemaFrame *f = &frame; f->up; f = f->up) {
        if (f->key >= 0)
            steps.emplace_back(keyText(YamlRef(&m_document, f->key)));
        else if (!f->name.isEmpty())
            steps.emplace_back(QString::fromUtf8(f->name));
        else
            steps.emplace_back(f->index);
    }
    return FieldPath(std::vector<FieldPath::Step>(steps.rbegin(), steps.rend()));
}

} // namespace model
