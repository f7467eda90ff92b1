// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/schemafixes.h"

#include "model/base/say.h"
#include "model/resource/kinds.h"
#include "model/resource/views.h"
#include "model/schema/kindcheck.h"
#include "model/schema/problemplace.h"
#include "model/schema/suggest.h"
#include "model/yaml/resolver.h"
#include "model/yaml/yamlvalue.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

// What a fix of "did you mean X?" means, in whatever language it was said; empty: it is another one.
QString meantWord(const QString &fix)
{
    const QStringList around = say("did you mean %1?").split(u"%1"_s);
    const QString &head = around.first(), &tail = around.last();
    if (around.size() != 2 || fix.size() <= head.size() + tail.size() || !fix.startsWith(head) || !fix.endsWith(tail))
        return {};
    return fix.mid(head.size(), fix.size() - head.size() - tail.size());
}

using SchemaFixes = std::vector<SchemaFix>;

// Whether the newer version reads what is written as this one does. Most old versions have other defaults
// (pkg/apis/*/v1beta1/defaults.go).
bool saysTheSame(const Resource &resource)
{
    static const QStringList alike{u"apps/v1beta2"_s,
                                   u"autoscaling/v2beta2"_s,
                                   u"batch/v1beta1"_s,
                                   u"coordination.k8s.io/v1beta1"_s,
                                   u"discovery.k8s.io/v1beta1"_s,
                                   u"networking.k8s.io/v1beta1"_s,
                                   u"node.k8s.io/v1beta1"_s,
                                   u"rbac.authorization.k8s.io/v1beta1"_s,
                                   u"scheduling.k8s.io/v1beta1"_s,
                                   u"storage.k8s.io/v1beta1"_s};
    // An empty selector meant no Pods, and means all (pkg/apis/policy/v1beta1/conversion.go).
    if (resource.apiVersion == u"policy/v1beta1") {
        const YamlRef selector = resource.root()[u"spec"][u"selector"];
        return selector[u"matchLabels"].size() + selector[u"matchExpressions"].size() > 0;
    }
    return alike.contains(resource.apiVersion);
}

SchemaFixes useAnotherVersion(const Resource &resource, const KindSet &kinds)
{
    // An item of a PodList has no apiVersion of its own.
    if (!resource.root()[u"apiVersion"]) return {};
    const NewVersion instead = newVersionOf(resource.root(), resource.apiVersion, resource.key.kind, kinds);
    if (!instead.isEnough) return {};
    return {{say("Use apiVersion: %1").arg(instead.apiVersion),
             {SetField{resource.key, {u"apiVersion"_s}, instead.apiVersion}},
             saysTheSame(resource)}};
}

// A kind that is not in this apiVersion, but is in one of Kubernetes' own.
SchemaFixes useVersionOfKind(const Resource &resource, const Problem &problem)
{
    const QStringList around = say("use apiVersion: %1").split(u"%1"_s);
    if (around.size() != 2 || !problem.fix.startsWith(around.first()) || !resource.root()[u"apiVersion"]) return {};
    const QString version = problem.fix.mid(around.first().size());
    if (version.contains(u' ') || version == resource.apiVersion) return {};
    return {{say("Use apiVersion: %1").arg(version), {SetField{resource.key, {u"apiVersion"_s}, version}}}};
}

SchemaFixes removeQuotes(const Resource &resource, const FieldPath &field)
{
    const YamlRef value = resource.at(field);
    if (!value || !value.isScalar() || value.node().style == YamlStyle::Plain) return {};
    const Scalar plain = resolvePlain(value.node().value);
    if (plain.type == ScalarType::String || plain.type == ScalarType::Null) return {};
    const auto number = value.text().toLongLong();
    if (const auto *truth = std::get_if<bool>(&plain.value))
        return {{say("Remove the quotes"), {SetField{resource.key, field, *truth}}, true}};
    if (QString::number(number) != value.text()) return {}; // 0777, 1e3: somebody must choose
    return {{say("Remove the quotes"), {SetField{resource.key, field, number}}, true}};
}

SchemaNode schemaOfField(const Resource &resource, const KindSet &kinds, const FieldPath &field)
{
    if (kinds.find(resource.apiVersion, resource.key.kind)) return {};
    return SchemaStore::at(kinds.builtin().kind(resource.apiVersion.toUtf8(), resource.key.kind.toUtf8()).node, field);
}

// Whether a word is one letter, at most, from the one that was meant, and no other is as near.
bool isSure(const QString &word, const QString &instead, const std::vector<QByteArrayView> &candidates)
{
    constexpr int sure = 1, shortest = 4; // of shorter words one letter is much
    const QByteArray written = word.toUtf8();
    const int distance = wordDistance(written, instead.toUtf8(), sure);
    if (distance > sure || (distance == sure && written.size() < shortest)) return false;
    return std::ranges::count_if(
               candidates, [&](QByteArrayView other) { return wordDistance(written, other, sure) <= distance; }) == 1;
}

// Whether a value is of the kind that a field wants, or is but for its quotes.
bool fits(YamlRef value, SchemaNode wanted)
{
    if (wanted.type() == SchemaType::Array) return value.isSequence();
    if (wanted.type() == SchemaType::Object) return value.isMapping();
    if (!value.isScalar() || value.isNull()) return false;
    const ScalarType type = resolvePlain(value.node().value).type;
    switch (wanted.type()) {
    case SchemaType::Boolean: return type == ScalarType::Bool;
    case SchemaType::Integer: return type == ScalarType::Int;
    case SchemaType::Number: return type == ScalarType::Int || type == ScalarType::Float;
    default: return true;
    }
}

// Fields that give a container a hold on its node: never by a guess.
bool grantsRights(const QString &field)
{
    static const QStringList fields{u"hostIPC"_s,    u"hostPID"_s,      u"hostNetwork"_s,
                                    u"privileged"_s, u"capabilities"_s, u"allowPrivilegeEscalation"_s,
                                    u"procMount"_s,  u"hostUsers"_s,    u"hostPath"_s};
    return fields.contains(field);
}

bool isSureField(const Resource &resource, const KindSet &kinds, const FieldPath &field, const QString &name,
                 const QString &instead)
{
    const SchemaNode object = schemaOfField(resource, kinds, field.parent());
    std::vector<QByteArrayView> names;
    for (int i = 0; i < object.propertyCount(); ++i) names.push_back(object.property(i).name);
    if (!isSure(name, instead, names) || grantsRights(instead)) return false;
    if (!fits(resource.at(field), SchemaStore::at(object, {instead}))) return false;
    // Two that mean the same one contradict each other.
    int alike = 0;
    resource.at(field.parent()).forEachEntry([&](const QString &other, YamlRef, YamlRef) {
        alike += std::ranges::find(names, other.toUtf8()) == names.end() && isSure(other, instead, names);
    });
    return alike == 1;
}

bool isSureValue(const Resource &resource, const KindSet &kinds, const FieldPath &field, const QString &value,
                 const QString &instead)
{
    const SchemaNode node = schemaOfField(resource, kinds, field);
    std::vector<QByteArrayView> values;
    for (int i = 0; i < node.enumCount(); ++i) values.push_back(node.enumValue(i));
    return isSure(value, instead, values);
}

SchemaFixes useWhatWasMeant(const Resource &resource, const KindSet &kinds, const Problem &problem)
{
    const QString instead = meantWord(problem.fix);
    if (instead.isEmpty()) return {};
    if (problem.rule == u"schema-unknown-field") {
        const auto *name = std::get_if<QString>(&problem.field.last());
        if (!name || resource.at(problem.field.parent())[instead]) return {};
        return {{say("Rename %1 to %2").arg(*name, instead),
                 {RenameField{resource.key, problem.field, instead}},
                 isSureField(resource, kinds, problem.field, *name, instead)}};
    }
    const YamlRef value = resource.at(problem.field);
    if (!value || !value.isScalar() || resource.spanInFile(value) != problem.span) return {}; // a label's key
    const bool safe =
        problem.rule == u"schema-enum" && isSureValue(resource, kinds, problem.field, value.text(), instead);
    return {{say("Use %1").arg(instead), {SetField{resource.key, problem.field, instead}}, safe}};
}

// One text where a list of texts is wanted.
SchemaFixes makeTextList(const Resource &resource, const KindSet &kinds, const FieldPath &field)
{
    const YamlRef value = resource.at(field);
    const SchemaNode node = schemaOfField(resource, kinds, field);
    if (!value.isScalar() || value.isNull() || node.type() != SchemaType::Array ||
        node.child().type() != SchemaType::String)
        return {};
    return {{say("Make it a list"), {SetField{resource.key, field, ValueList{value.text()}}}}};
}

// False: they mean different things; most do, and that is seen at once.
bool mayBeTheSame(YamlRef a, YamlRef b)
{
    const auto &mine = a.document()->nodes(), &theirs = b.document()->nodes();
    int left = 1;
    for (size_t i = size_t(a.index()), j = size_t(b.index()); left > 0; ++i, ++j, --left) {
        const YamlNode &one = mine[i], &other = theirs[j];
        if (one.kind != other.kind || one.childCount != other.childCount || one.target != other.target) return false;
        if ((one.isText || other.isText) && one.value != other.value) return false;
        for (int child = one.firstChild; child >= 0; child = mine[size_t(child)].nextSibling) ++left;
    }
    return true;
}

// Whether an item before this one says the same.
bool isRepeated(YamlRef list, int own)
{
    const YamlRef item = list.at({own});
    const auto mine = toValue(item);
    if (!item || !mine) return false;
    bool isFound = false;
    list.forEachItem([&](int i, YamlRef other) {
        if (isFound || i >= own || !mayBeTheSame(item, other)) return;
        const auto value = toValue(other);
        isFound = value && *value == *mine;
    });
    return isFound;
}

// An item that says the same as one before it in its list.
SchemaFixes removeRepeatedItem(const Resource &resource, const FieldPath &field)
{
    FieldPath item = field;
    while (!item.isEmpty() && !std::holds_alternative<int>(item.last())) item = item.parent();
    if (item.isEmpty() || !isRepeated(resource.at(item.parent()), std::get<int>(item.last()))) return {};
    // A comment is somebody's word: it goes only if asked.
    const QByteArray &text = resource.document->text();
    const Span span = resource.at(item).span();
    const qsizetype end = text.indexOf('\n', span.end);
    const bool hasComment = text.sliced(span.begin, (end < 0 ? text.size() : end) - span.begin).contains('#');
    return {{say("Remove the repeated item"), {RemoveField{resource.key, item}}, !hasComment}};
}

// A field that the server refuses beside what else is written, of which the latter is more likely to be meant: it is
// what its own kind says, or the only thing that works.
SchemaFixes removeForbidden(const Resource &resource, const Problem &problem)
{
    static const QStringList reasons{u"cannot be set on create"_s,
                                     u"may not be specified when strategy `type` is 'Recreate'"_s,
                                     u"may not be used when `type` is 'ClusterIP'"_s};
    if (problem.field.isEmpty() || !resource.at(problem.field)) return {};
    const auto *name = std::get_if<QString>(&problem.field.last());
    if (!name) return {};
    const bool isKnown =
        std::ranges::any_of(reasons, [&](const QString &reason) { return problem.message.endsWith(reason); });
    if (!isKnown) return {};
    return {{say("Remove %1").arg(*name), {RemoveField{resource.key, problem.field}}}};
}

// What a field that must be there can only be, or mostly is.
SchemaFixes addMissing(const Resource &resource, const FieldPath &field)
{
    const auto *name = std::get_if<QString>(&field.last());
    if (!name) return {};
    if (*name == u"pathType" && resource.key.kind == u"Ingress")
        return {{say("Add pathType: %1").arg(u"Prefix"_s), {SetField{resource.key, field, u"Prefix"_s}}}};
    if (field == FieldPath{u"spec"_s, u"selector"_s} && isWorkload(resource.key)) {
        const YamlRef written = resource.root()[u"spec"][u"template"][u"metadata"][u"labels"];
        const auto labels = toValue(written);
        if (written.size() == 0 || !labels) return {};
        return {
            {say("Select the labels of the template"), {SetField{resource.key, field / u"matchLabels"_s, *labels}}}};
    }
    return {};
}

SchemaFixes addEmptyVolume(const Resource &resource, const FieldPath &field)
{
    const QString name = resource.at(field).text();
    if (!isWorkload(resource.key) || name.isEmpty()) return {};
    const FieldPath volumes = WorkloadView(resource).podSpec().path / u"volumes"_s;
    std::vector<QByteArray> texts;
    resource.at(volumes).forEachItem(
        [&texts](int, YamlRef volume) { texts.push_back(volume[u"name"].text().toUtf8()); });
    const QByteArrayView near = nearestWord(name.toUtf8(), {texts.begin(), texts.end()});
    SchemaFixes fixes;
    if (!near.isEmpty())
        fixes.push_back(
            {say("Use %1").arg(QString::fromUtf8(near)), {SetField{resource.key, field, QString::fromUtf8(near)}}});
    const ValueMap volume{{u"name"_s, name}, {u"emptyDir"_s, ValueMap()}};
    const int count = resource.at(volumes).size();
    fixes.push_back({say("Add an empty volume %1").arg(name), {SetField{resource.key, volumes / count, volume}}});
    return fixes;
}

} // namespace

std::vector<SchemaFix> schemaFixesFor(const ResourceSet &set, const KindSet &kinds, const Problem &problem)
{
    const Resource *resource = editableAt(set, problem);
    if (!resource || problem.layer != Layer::Schema) return {};
    if (problem.rule == u"schema-removed-version" || problem.rule == u"schema-deprecated-version")
        return useAnotherVersion(*resource, kinds);
    if (problem.rule == u"schema-unknown-kind" && meantWord(problem.fix).isEmpty())
        return useVersionOfKind(*resource, problem);
    if (problem.field.isEmpty()) return {};
    if (problem.fix == say("remove the quotes")) return removeQuotes(*resource, problem.field);
    if (problem.rule == u"schema-wrong-type") return makeTextList(*resource, kinds, problem.field);
    if (problem.rule == u"schema-duplicate" || problem.rule == u"api-duplicate")
        return removeRepeatedItem(*resource, problem.field);
    if (problem.rule == u"api-forbidden") return removeForbidden(*resource, problem);
    if (problem.rule == u"schema-missing-field") return addMissing(*resource, problem.field);
    if (problem.rule == u"schema-no-volume") return addEmptyVolume(*resource, problem.field);
    return useWhatWasMeant(*resource, kinds, problem);
}

} // namespace model
