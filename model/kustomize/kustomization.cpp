// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/kustomization.h"

#include "model/base/say.h"
#include "model/schema/suggest.h"

#include <algorithm>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {
enum class Type : quint8 { Text, Truth, Integer, Texts, Pairs, Truths, Any, Map, Maps, Refused };

struct Field
{
    const char *name;
    Type type;
    const std::vector<Field> *shape = nullptr; // of Map and Maps
};
using Shape = std::vector<Field>;

const Shape fieldSpecShape = {{"group", Type::Text},
                              {"version", Type::Text},
                              {"kind", Type::Text},
                              {"path", Type::Text},
                              {"create", Type::Truth}};
const Shape labelShape = {{"pairs", Type::Pairs},
                          {"includeSelectors", Type::Truth},
                          {"includeTemplates", Type::Truth},
                          {"fields", Type::Maps, &fieldSpecShape}};
const Shape targetShape = {{"group", Type::Text},        {"version", Type::Text},   {"kind", Type::Text},
                           {"name", Type::Text},         {"namespace", Type::Text}, {"annotationSelector", Type::Text},
                           {"labelSelector", Type::Text}};
const Shape patchShape = {
    {"path", Type::Text}, {"patch", Type::Text}, {"target", Type::Map, &targetShape}, {"options", Type::Truths}};
const Shape imageShape = {{"name", Type::Text},
                          {"newName", Type::Text},
                          {"newTag", Type::Text},
                          {"tagSuffix", Type::Text},
                          {"digest", Type::Text}};
const Shape replicaShape = {{"name", Type::Text}, {"count", Type::Integer}};
const Shape optionsShape = {{"labels", Type::Pairs},
                            {"annotations", Type::Pairs},
                            {"disableNameSuffixHash", Type::Truth},
                            {"immutable", Type::Truth}};
const Shape configMapShape = {
    {"name", Type::Text},   {"namespace", Type::Text}, {"behavior", Type::Text}, {"literals", Type::Texts},
    {"files", Type::Texts}, {"envs", Type::Texts},     {"env", Type::Text},      {"options", Type::Map, &optionsShape}};
const Shape secretShape = {
    {"name", Type::Text},   {"namespace", Type::Text}, {"behavior", Type::Text}, {"literals", Type::Texts},
    {"files", Type::Texts}, {"envs", Type::Texts},     {"env", Type::Text},      {"options", Type::Map, &optionsShape},
    {"type", Type::Text}};
const Shape fieldOptionsShape = {
    {"delimiter", Type::Text}, {"index", Type::Integer}, {"encoding", Type::Text}, {"create", Type::Truth}};
const Shape sourceShape = {{"group", Type::Text},
                           {"version", Type::Text},
                           {"kind", Type::Text},
                           {"name", Type::Text},
                           {"namespace", Type::Text},
                           {"fieldPath", Type::Text},
                           {"options", Type::Map, &fieldOptionsShape}};
const Shape replacedShape = {{"select", Type::Map, &targetShape},
                             {"reject", Type::Maps, &targetShape},
                             {"fieldPaths", Type::Texts},
                             {"options", Type::Map, &fieldOptionsShape}};
const Shape replacementShape = {
    {"source", Type::Map, &sourceShape}, {"targets", Type::Maps, &replacedShape}, {"path", Type::Text}};
const Shape sortListsShape = {{"orderFirst", Type::Texts}, {"orderLast", Type::Texts}};
const Shape sortShape = {{"order", Type::Text}, {"legacySortOptions", Type::Map, &sortListsShape}};
const Shape wholeShape = {{"apiVersion", Type::Text},
                          {"kind", Type::Text},
                          {"metadata", Type::Any},
                          {"namePrefix", Type::Text},
                          {"nameSuffix", Type::Text},
                          {"namespace", Type::Text},
                          {"commonLabels", Type::Pairs},
                          {"labels", Type::Maps, &labelShape},
                          {"commonAnnotations", Type::Pairs},
                          {"patchesStrategicMerge", Type::Texts},
                          {"patchesJson6902", Type::Maps, &patchShape},
                          {"patches", Type::Maps, &patchShape},
                          {"images", Type::Maps, &imageShape},
                          {"imageTags", Type::Maps, &imageShape},
                          {"replicas", Type::Maps, &replicaShape},
                          {"sortOptions", Type::Map, &sortShape},
                          {"resources", Type::Texts},
                          {"components", Type::Texts},
                          {"bases", Type::Texts},
                          {"configMapGenerator", Type::Maps, &configMapShape},
                          {"secretGenerator", Type::Maps, &secretShape},
                          {"generatorOptions", Type::Map, &optionsShape},
                          {"openapi", Type::Refused},
                          {"replacements", Type::Maps, &replacementShape},
                          {"vars", Type::Refused},
                          {"crds", Type::Refused},
                          {"helmGlobals", Type::Refused},
                          {"helmCharts", Type::Refused},
                          {"helmChartInflationGenerator", Type::Refused},
                          {"configurations", Type::Refused},
                          {"generators", Type::Refused},
                          {"transformers", Type::Refused},
                          {"validators", Type::Refused},
                          {"buildMetadata", Type::Refused}};

QString wordOf(Type type)
{
    switch (type) {
    case Type::Text: return say("a text");
    case Type::Truth: return say("true or false");
    case Type::Integer: return say("a whole number");
    case Type::Texts: return say("a list of texts");
    case Type::Pairs: return say("a map of texts");
    case Type::Truths: return say("a map of true and false");
    case Type::Map: return say("a map");
    case Type::Maps: return say("a list of maps");
    case Type::Any:
    case Type::Refused: break;
    }
    return {};
}

template<typename Test>
bool all(const Node &node, Test test)
{
    return std::ranges::all_of(node.entries,
                               [&test](const Node::Entry &entry) { return entry.value.isNull() || test(entry.value); });
}

bool fits(const Node &node, Type type)
{
    if (node.isNull()) return true;
    switch (type) {
    case Type::Text: return node.isString();
    case Type::Truth: return node.scalar.boolean() != nullptr;
    case Type::Integer: return node.scalar.integer() != nullptr;
    case Type::Texts: return node.isList() && all(node, [](const Node &item) { return item.isString(); });
    case Type::Pairs: return node.isMap() && all(node, [](const Node &item) { return item.isString(); });
    case Type::Truths:
        return node.isMap() && all(node, [](const Node &item) { return item.scalar.boolean() != nullptr; });
    case Type::Map: return node.isMap();
    case Type::Maps: return node.isList() && all(node, [](const Node &item) { return item.isMap(); });
    case Type::Any:
    case Type::Refused: break;
    }
    return true;
}

Fault unknownField(const Node::Entry &entry, const Shape &shape)
{
    std::vector<QByteArrayView> names;
    for (const Field &field : shape) names.push_back(field.name);
    const QByteArray word = entry.key.toUtf8();
    const QByteArrayView near = nearestWord(word, names);
    Fault fault = invalid(entry.keyOrigin, say("a kustomization has no field %1 here").arg(entry.key));
    if (!near.isEmpty()) fault.fix = say("did you mean %1?").arg(QString::fromUtf8(near));
    return fault;
}

// Names of fields are read in any case, as Go does, and left in the right one.
MaybeFault checkMap(Node &node, const Shape &shape)
{
    for (Node::Entry &entry : node.entries) {
        const auto field = std::ranges::find_if(shape, [&entry](const Field &known) {
            return entry.key.compare(QLatin1StringView(known.name), Qt::CaseInsensitive) == 0;
        });
        if (field == shape.end()) return unknownField(entry, shape);
        entry.key = QString::fromLatin1(field->name);
        const bool isEmpty = entry.value.isNull() || (!entry.value.isScalar() && entry.value.entries.empty());
        if (field->type == Type::Refused && !isEmpty)
            return unsupported(entry.keyOrigin,
                               say("%1 is a part of kustomize that is not rendered here; nothing of this kustomization "
                                   "was checked")
                                   .arg(entry.key));
        if (!fits(entry.value, field->type))
            return invalid(entry.value.origin, say("%1 is %2").arg(entry.key, wordOf(field->type)));
        if (field->type == Type::Map)
            if (auto fault = checkMap(entry.value, *field->shape)) return fault;
        if (field->type == Type::Maps)
            for (Node::Entry &item : entry.value.entries)
                if (auto fault = checkMap(item.value, *field->shape)) return fault;
    }
    return std::nullopt;
}

} // namespace

const QStringList &fileNames()
{
    static const QStringList names{u"kustomization.yaml"_s, u"kustomization.yml"_s, u"Kustomization"_s};
    return names;
}

MaybeFault Kustomization::check(Node &root)
{
    if (root.isNull()) return invalid(root.origin, say("the kustomization is empty"));
    if (!root.isMap()) return invalid(root.origin, say("a kustomization is a map"));
    if (auto fault = checkMap(root, wholeShape)) return fault;
    const QString kind = root.textAt({u"kind"}), version = root.textAt({u"apiVersion"});
    const bool isComponent = kind == "Component"_L1;
    if (!kind.isEmpty() && !isComponent && kind != "Kustomization"_L1)
        return invalid(root.find(u"kind")->origin, say("kind is Kustomization or Component"));
    const QString wanted = isComponent ? u"kustomize.config.k8s.io/v1alpha1"_s : u"kustomize.config.k8s.io/v1beta1"_s;
    if (!version.isEmpty() && version != wanted)
        return invalid(root.find(u"apiVersion")->origin,
                       say("apiVersion of a %1 is %2").arg(isComponent ? kind : u"Kustomization"_s, wanted));
    const bool holdsNothing = std::ranges::all_of(root.entries, [](const Node::Entry &entry) {
        return entry.key == "kind"_L1 || entry.key == "apiVersion"_L1 || entry.value.isNull() ||
               (!entry.value.isScalar() && entry.value.entries.empty());
    });
    if (holdsNothing) return invalid(root.origin, say("the kustomization is empty"));
    return std::nullopt;
}

MaybeFault checkReplacement(Node &item)
{
    if (!item.isMap()) return invalid(item.origin, say("a replacement is a map"));
    return checkMap(item, replacementShape);
}

Kustomization::Kustomization(Node checked)
    : root(std::move(checked)), isComponent(root.textAt({u"kind"}) == "Component"_L1)
{
}

Texts Kustomization::texts(std::initializer_list<QStringView> fields) const
{
    Texts all;
    for (const QStringView field : fields) {
        const Texts some = textsOf(root, field);
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

Text Kustomization::text(QStringView field) const { return textOf(root, field); }

Origin Kustomization::originOf(QStringView field) const
{
    const Node::Entry *entry = root.entry(field);
    return entry ? entry->keyOrigin : root.origin;
}

Texts textsOf(const Node &node, QStringView field)
{
    Texts texts;
    if (const Node *list = node.find(field))
        for (const Node::Entry &item : list->entries) texts.push_back({item.value.text(), item.value.origin});
    return texts;
}

Text textOf(const Node &node, QStringView field)
{
    const Node *value = node.find(field);
    return value ? Text{value->text(), value->origin} : Text{};
}

bool truthOf(const Node &node, QStringView field)
{
    const Node *value = node.find(field);
    const bool *truth = value ? value->scalar.boolean() : nullptr;
    return truth && *truth;
}

Pairs pairsOf(const Node &node, QStringView field)
{
    Pairs pairs;
    if (const Node *map = node.find(field))
        for (const Node::Entry &entry : map->entries)
            pairs.push_back({entry.key, entry.value.text(), entry.value.origin});
    std::ranges::sort(pairs, {}, &Pair::key);
    return pairs;
}

} // namespace model::kustomize
