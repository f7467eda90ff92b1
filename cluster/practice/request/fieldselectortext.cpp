// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/request/fieldselectortext.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"

#include <QStringList>

#include <algorithm>
#include <span>

namespace practice {

using model::Value;

namespace {

using Reader = QString (*)(const Value &object);

// One selectable field: the name that is asked with, and how it is read from an object in the version that is stored.
struct Field
{
    QStringView name;
    Reader read;
};

QString boolText(bool value) { return value ? QStringLiteral("true") : QStringLiteral("false"); }

QString podIps(const Value &pod)
{
    QStringList ips;
    for (const Value &ip : listAt(pod, {u"status", u"podIPs"})) ips.append(textAt(ip, {u"ip"}));
    return ips.isEmpty() ? textAt(pod, {u"status", u"podIP"}) : ips.join(u',');
}

QString eventSource(const Value &event)
{
    const QString component = textAt(event, {u"source", u"component"});
    return component.isEmpty() ? textAt(event, {u"reportingComponent"}) : component;
}

#define KUBEWRIGHT_TEXT(...) [](const Value &o) { return textAt(o, {__VA_ARGS__}); }

constexpr Field nameField{u"metadata.name", nameOf};
constexpr Field spaceField{u"metadata.namespace", namespaceOf};
constexpr Field plainFields[] = {nameField, spaceField};
constexpr Field podFields[] = {
    nameField,
    spaceField,
    {u"spec.nodeName", KUBEWRIGHT_TEXT(u"spec", u"nodeName")},
    {u"spec.restartPolicy", KUBEWRIGHT_TEXT(u"spec", u"restartPolicy")},
    {u"spec.schedulerName", KUBEWRIGHT_TEXT(u"spec", u"schedulerName")},
    {u"spec.serviceAccountName", KUBEWRIGHT_TEXT(u"spec", u"serviceAccountName")},
    {u"spec.hostNetwork",
     [](const Value &o) {
         return boolText(boolAt(o, {u"spec", u"hostNetwork"}));
     }},
    {u"status.phase", KUBEWRIGHT_TEXT(u"status", u"phase")},
    {u"status.podIP", KUBEWRIGHT_TEXT(u"status", u"podIP")},
    {u"status.podIPs", podIps},
    {u"status.nominatedNodeName", KUBEWRIGHT_TEXT(u"status", u"nominatedNodeName")},
    {u"spec.host", KUBEWRIGHT_TEXT(u"spec", u"nodeName")},
};
constexpr Field nodeFields[] = {nameField, {u"spec.unschedulable", [](const Value &o) {
                                                return boolText(boolAt(o, {u"spec", u"unschedulable"}));
                                            }}};
constexpr Field namespaceFields[] = {nameField, {u"status.phase", KUBEWRIGHT_TEXT(u"status", u"phase")}};
constexpr Field secretFields[] = {nameField, spaceField, {u"type", KUBEWRIGHT_TEXT(u"type")}};
constexpr Field serviceFields[] = {nameField,
                                   spaceField,
                                   {u"spec.clusterIP", KUBEWRIGHT_TEXT(u"spec", u"clusterIP")},
                                   {u"spec.type", KUBEWRIGHT_TEXT(u"spec", u"type")}};
constexpr Field replicasFields[] = {
    nameField, spaceField, {u"status.replicas", [](const Value &o) {
                                return QString::number(integerAt(o, {u"status", u"replicas"}));
                            }}};
constexpr Field jobFields[] = {
    nameField, spaceField, {u"status.successful", [](const Value &o) {
                                return QString::number(integerAt(o, {u"status", u"succeeded"}));
                            }}};
constexpr Field eventFields[] = {
    nameField,
    spaceField,
    {u"involvedObject.kind", KUBEWRIGHT_TEXT(u"involvedObject", u"kind")},
    {u"involvedObject.namespace", KUBEWRIGHT_TEXT(u"involvedObject", u"namespace")},
    {u"involvedObject.name", KUBEWRIGHT_TEXT(u"involvedObject", u"name")},
    {u"involvedObject.uid", KUBEWRIGHT_TEXT(u"involvedObject", u"uid")},
    {u"involvedObject.apiVersion", KUBEWRIGHT_TEXT(u"involvedObject", u"apiVersion")},
    {u"involvedObject.resourceVersion", KUBEWRIGHT_TEXT(u"involvedObject", u"resourceVersion")},
    {u"involvedObject.fieldPath", KUBEWRIGHT_TEXT(u"involvedObject", u"fieldPath")},
    {u"reason", KUBEWRIGHT_TEXT(u"reason")},
    {u"reportingComponent", KUBEWRIGHT_TEXT(u"reportingComponent")},
    {u"source", eventSource},
    {u"type", KUBEWRIGHT_TEXT(u"type")},
};
#undef KUBEWRIGHT_TEXT

// The text of a custom object's field (apiextensions pkg/registry/customresource/strategy.go).
QString scalarText(const Value &object, const QString &path)
{
    const Value *value = &object;
    for (const QStringView step : QStringView(path).split(u'.'))
        if (value = value->find(step); !value) return {};
    if (const QString *text = value->string()) return *text;
    if (const bool *truth = value->boolean()) return boolText(*truth);
    return value->integer() ? QString::number(*value->integer()) : QString();
}

// Where a field stands in ObjectFacts::fields; none: it cannot be asked for.
std::optional<size_t> indexOf(const ApiKind &kind, std::span<const Field> fields, const QString &name)
{
    const auto field = std::find_if(fields.begin(), fields.end(), [&name](const Field &f) { return f.name == name; });
    if (field != fields.end()) {
        if (kind.isCustom && !kind.namespaced && field->name == spaceField.name) return std::nullopt;
        return size_t(field - fields.begin());
    }
    const qsizetype at = kind.selectableFields.indexOf(name);
    return at < 0 ? std::nullopt : std::optional(fields.size() + size_t(at));
}

// The names by which events.k8s.io asks for the same fields; empty for what it does not know.
QString coreEventField(const QString &name)
{
    if (name.startsWith(u"involvedObject.") || name == u"source" || name == u"reportingComponent") return {};
    if (name.startsWith(u"regarding.")) return QStringLiteral("involvedObject.") + name.mid(10);
    if (name == u"reportingController") return QStringLiteral("reportingComponent");
    return name;
}

std::span<const Field> fieldsOf(const ApiKind &kind)
{
    struct Row
    {
        QStringView group, kind;
        std::span<const Field> fields;
    };
    static const Row rows[] = {
        {u"", u"Pod", podFields},
        {u"", u"Node", nodeFields},
        {u"", u"Namespace", namespaceFields},
        {u"", u"Secret", secretFields},
        {u"", u"Service", serviceFields},
        {u"", u"ReplicationController", replicasFields},
        {u"apps", u"ReplicaSet", plainFields},
        {u"batch", u"Job", jobFields},
        {u"", u"Event", eventFields},
        {u"events.k8s.io", u"Event", eventFields},
    };
    for (const Row &row : rows)
        if (row.group == kind.group && row.kind == kind.kind) return row.fields;
    return plainFields;
}

// Values may hold escaped commas, equals signs and backslashes; anything else escaped is an error.
Answer<QString> unescaped(const QString &text)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'\\') {
            const QChar next = i + 1 < text.size() ? text.at(i + 1) : QChar();
            if (next != u'\\' && next != u',' && next != u'=')
                return ApiStatus::badRequest(QStringLiteral("invalid field selector: invalid escape sequence: \\") +
                                             (next.isNull() ? QString() : QString(next)));
            out += next;
            ++i;
        } else if (c == u',' || c == u'=') {
            return ApiStatus::badRequest(
                QStringLiteral("invalid field selector: unescaped character in value: %1").arg(c.unicode()));
        } else {
            out += c;
        }
    }
    return out;
}

QStringList splitTerms(const QString &text)
{
    QStringList terms;
    qsizetype start = 0;
    bool escaped = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (escaped)
            escaped = false;
        else if (text.at(i) == u'\\')
            escaped = true;
        else if (text.at(i) == u',') {
            terms.append(text.mid(start, i - start));
            start = i + 1;
        }
    }
    terms.append(text.mid(start));
    terms.sort();
    return terms;
}

} // namespace

ObjectFacts factsOf(const ApiKind &kind, const Value &object)
{
    std::vector<QString> labels;
    for (auto &[key, value] : labelsOf(object)) {
        labels.push_back(key);
        labels.push_back(value);
    }
    std::vector<QString> fields;
    for (const Field &field : fieldsOf(kind)) fields.push_back(field.read(object));
    for (const QString &path : kind.selectableFields) fields.push_back(scalarText(object, path));
    return {PackedTexts(labels), PackedTexts(fields)};
}

Answer<FieldSelectorText> FieldSelectorText::read(const QString &text, const ApiKind &kind)
{
    FieldSelectorText selector;
    const std::span<const Field> fields = fieldsOf(kind);
    for (const QString &term : splitTerms(text)) {
        if (term.isEmpty()) continue;
        qsizetype at = 0;
        while (at < term.size() && term.at(at) != u'=' &&
               !(term.at(at) == u'!' && at + 1 < term.size() && term.at(at + 1) == u'='))
            ++at;
        if (at >= term.size())
            return ApiStatus::badRequest(
                QStringLiteral("invalid selector: '%1'; can't understand '%2'").arg(text, term));
        const bool equal = term.at(at) == u'=';
        const qsizetype length = !equal || (at + 1 < term.size() && term.at(at + 1) == u'=') ? 2 : 1;
        auto value = unescaped(term.mid(at + length));
        if (!value) return std::move(value).status();
        const QString asked = term.left(at);
        const QString name = kind.group == u"events.k8s.io" ? coreEventField(asked) : asked;
        const std::optional<size_t> index = indexOf(kind, fields, name);
        if (!index) {
            if (fields.data() == plainFields && !kind.isCustom)
                return ApiStatus::badRequest(
                    QStringLiteral(
                        "\"%1\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")
                        .arg(asked));
            if (fields.data() == jobFields)
                return ApiStatus::badRequest(
                    QStringLiteral("field label %1 not supported for Job").arg(goQuoted(asked)));
            return ApiStatus::badRequest(QStringLiteral("field label not supported: ") + asked);
        }
        Term &said = selector.termOf(*index);
        if (!equal) {
            said.unequal.push_back(std::move(*value));
        } else {
            said.isImpossible = said.isImpossible || (said.equal && *said.equal != *value);
            if (!said.equal) said.equal = std::move(*value);
        }
    }
    for (Term &term : selector.m_terms) std::sort(term.unequal.begin(), term.unequal.end());
    return selector;
}

FieldSelectorText::Term &FieldSelectorText::termOf(size_t field)
{
    for (Term &term : m_terms)
        if (term.field == field) return term;
    return m_terms.emplace_back(Term{.field = field});
}

bool FieldSelectorText::matches(const ObjectFacts &facts) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&facts](const Term &term) {
        if (term.field >= facts.fields.size() || term.isImpossible) return false;
        const QStringView value = facts.fields.at(term.field);
        return (!term.equal || *term.equal == value) &&
               !std::binary_search(term.unequal.begin(), term.unequal.end(), value);
    });
}

std::optional<QString> FieldSelectorText::exactName() const
{
    for (const Term &term : m_terms)
        if (term.field == 0) return term.equal; // metadata.name is every kind's first
    return std::nullopt;
}

} // namespace practice
