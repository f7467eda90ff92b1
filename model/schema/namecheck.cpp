// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the walker that looks at names and labels.
#include "model/base/say.h"
#include "model/schema/names.h"
#include "model/schema/walker.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {
QString meantHint(NameRule rule, QByteArrayView name)
{
    const QByteArray meant = repairedName(rule, name);
    return meant.isEmpty() ? QString() : say("did you mean %1?").arg(QString::fromUtf8(meant));
}

} // namespace

void SchemaWalker::checkOwnName(YamlRef root, const SchemaKind &kind, int minor)
{
    const YamlRef metadata = root[u"metadata"], name = metadata[u"name"];
    const YamlRef prefix = metadata[u"generateName"];
    const FieldPath field{u"metadata"_s, u"name"_s};
    if (!kind.stored || (metadata && !metadata.isMapping() && !metadata.isNull())) return;
    if (!name || name.isNull() || name.text().isEmpty()) {
        if (prefix && !prefix.text().isEmpty()) return;
        const YamlRef place = metadata ? root.keyNode(u"metadata") : root.keyNode(u"kind");
        const Span span = name && !name.isNull() ? name.span() : place ? place.span() : root.span();
        return report(Severity::Error, "schema-missing-field"_L1, span, field,
                      say("missing required field \"%1\"").arg(field.toString()));
    }
    if (name.scalar().type != ScalarType::String) return; // the walk tells
    NameRule rule = nameRule(kind.group, kind.kind);
    // RelaxedServiceNameValidation is on since 1.36.
    constexpr int relaxed = 36;
    if (rule == NameRule::Label1035 && minor >= relaxed) rule = NameRule::Label;
    // Then the cluster makes no label of the name (batch Job strategy, generateSelector).
    if (rule == NameRule::Job && root[u"spec"][u"manualSelector"].boolean().value_or(false)) rule = NameRule::Subdomain;
    const YamlNode &node = name.node();
    if (keeps(rule, node.value)) return;
    report(Severity::Error, "schema-name"_L1, name.span(), field,
           say("\"%1\" must be %2, not %3").arg(field.toString(), model::describe(rule), excerpt(node)),
           meantHint(rule, node.value));
}

void SchemaWalker::checkName(const SchemaFrame &frame, const YamlNode &node)
{
    const bool port = frame.schema.format() == SchemaFormat::PortName;
    if (node.value.isEmpty() || (port ? isPortName(node.value) : isDnsLabel(node.value))) return;
    const FieldPath field = path(frame);
    const QString wanted =
        port ? say("at most 15 lower-case letters, digits and single inner \"-\", with a letter among them")
             : model::describe(NameRule::Label);
    report(Severity::Error, "schema-name"_L1, at(frame.node).span, field,
           say("\"%1\" must be %2, not %3").arg(field.toString(), wanted, excerpt(node)),
           port && !isPortName(repairedName(NameRule::Label, node.value)) ? QString()
                                                                          : meantHint(NameRule::Label, node.value));
}

// A text where a port may be a number or a name: a Service's targetPort, a probe's or a NetworkPolicy's port.
void SchemaWalker::checkPortName(const SchemaFrame &frame, const YamlNode &node)
{
    if (frame.key < 0 || node.value.isEmpty() || isPortName(node.value)) return;
    const QString name = keyText(YamlRef(&m_document, frame.key));
    if (name != u"port" && name != u"targetPort") return;
    const FieldPath field = path(frame);
    report(Severity::Error, "schema-name"_L1, at(frame.node).span, field,
           say("\"%1\" must be a number or a name with a letter in it, not %2").arg(field.toString(), describe(node)),
           resolvePlain(node.value).type == ScalarType::Int ? say("remove the quotes") : QString());
}

// One entry of labels, a selector's labels, or annotations.
void SchemaWalker::checkLabel(const SchemaFrame &map, int key, int value)
{
    const bool annotation = map.schema.format() == SchemaFormat::Annotations;
    QByteArray name = keyText(YamlRef(&m_document, key)).toUtf8();
    if (annotation) name = name.toLower(); // apimachinery ValidateAnnotations does
    if (!isQualifiedName(name))
        report(Severity::Error, "schema-label"_L1, at(key).span, path({.up = &map, .key = key}),
               say("the key %1 must be [DOMAIN/]NAME: at most 63 letters, digits, inner \"-\", \"_\" and \".\"")
                   .arg(excerpt(at(key))));
    const YamlNode &node = at(resolved(value));
    if (annotation || node.kind != YamlKind::Scalar || isLabelValue(node.value) || isNull(resolved(value))) return;
    const FieldPath field = path({.up = &map, .key = key});
    report(Severity::Error, "schema-label"_L1, at(value).span, field,
           say("\"%1\" must be at most 63 letters, digits, inner \"-\", \"_\" and \".\", not %2")
               .arg(field.toString(), excerpt(node)));
}

} // namespace model
