// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/patcher.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/fields/managedfields.h"
#include "cluster/practice/kinds/kindrules.h"
#include "cluster/practice/patch/goprint.h"
#include "cluster/practice/patch/patches.h"
#include "model/wire/body.h"
#include "model/wire/json.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace practice {

using model::Value;

namespace {

// What a patch made is no object.
ApiStatus unusable(const QString &shown, const QString &why)
{
    FieldErrors errors;
    errors.invalidText(Where(u"patch"), shown, why);
    return errors.toStatus({}, {});
}

void sortKeys(Value &value)
{
    if (auto *map = value.map())
        std::stable_sort(map->begin(), map->end(),
                         [](const auto &left, const auto &right) { return left.first < right.first; });
}

// All maps in it, as Go writes what has no type.
void sortAllKeys(Value &value)
{
    std::vector<Value *> open{&value};
    while (!open.empty()) {
        Value &one = *open.back();
        open.pop_back();
        sortKeys(one);
        if (auto *map = one.map())
            for (auto &entry : *map) open.push_back(&entry.second);
        if (auto *list = one.list())
            for (Value &entry : *list) open.push_back(&entry);
    }
}

// As %+v prints the patch itself, or as the JSON of what it made: a map that the patch went through is sorted.
QString shownFor(PatchType type, const RawBody &patch, const Value &live, const ApiKind &kind)
{
    if (type == PatchType::Strategic) return goPlain(patch.value);
    StrictProblems none;
    auto typed = toNormalForm(live, kind, none);
    if (!typed) return {};
    auto made = type == PatchType::Json ? applyJsonPatch(*typed, patch.value) : applyMergePatch(*typed, patch.value);
    if (!made) return {};
    if (kind.isCustom) {
        sortAllKeys(*made);
        return QString::fromUtf8(model::writeJson(*made));
    }
    sortKeys(*made);
    if (type == PatchType::Merge)
        for (const auto &[key, value] : mapAt(patch.value, {}))
            if (Value *touched = value.isMap() ? made->find(key) : nullptr) sortKeys(*touched);
    return QString::fromUtf8(model::writeJson(*made));
}

bool emptiesManagers(const Value &object)
{
    const Value *managers = at(object, {u"metadata", u"managedFields"});
    return managers && managers->list() && managers->list()->empty();
}

// apiextensions-apiserver pkg/registry/customresource/validator.go, of an object's own type.
std::optional<ApiStatus> checkCustomType(const Value &object, const ApiKind &kind)
{
    if (!kind.isCustom) return std::nullopt;
    FieldErrors errors;
    const QString kindName = textAt(object, {u"kind"});
    const QString apiVersion = textAt(object, {u"apiVersion"});
    if (!kindName.isEmpty() && kindName != kind.kind)
        errors.invalidText(Where(u"kind"), kindName, QStringLiteral("must be ") + kind.kind);
    if (!apiVersion.isEmpty() && apiVersion != kind.apiVersion())
        errors.invalidText(Where(u"apiVersion"), apiVersion, QStringLiteral("must be ") + kind.apiVersion());
    if (errors.isEmpty()) return std::nullopt;
    const qsizetype slash = apiVersion.indexOf(u'/');
    const QString group = apiVersion.isEmpty() ? kind.group : slash < 0 ? QString() : apiVersion.left(slash);
    return errors.toStatus({group, kindName}, nameOf(object));
}

} // namespace

std::optional<ApiStatus> checkName(const WriteRequest &request, const Value &object)
{
    const QString name = nameOf(object);
    if (name.isEmpty())
        return ApiStatus::badRequest(
            QStringLiteral("the name of the object (%1 based on URL) was undeterminable: name must be provided")
                .arg(request.name));
    if (name != request.name)
        return ApiStatus::badRequest(
            QStringLiteral("the name of the object (%1) does not match the name on the URL (%2)")
                .arg(name, request.name));
    return std::nullopt;
}

Answer<PatchType> patchTypeOf(const HttpRequest &request, const ApiKind &kind)
{
    const QByteArray type = request.header("content-type").split(';').first().trimmed().toLower();
    if (type == "application/json-patch+json") return PatchType::Json;
    if (type == "application/merge-patch+json") return PatchType::Merge;
    if (type == "application/apply-patch+yaml") return PatchType::Apply;
    if (type == "application/strategic-merge-patch+json") {
        if (!kind.isCustom) return PatchType::Strategic;
        return ApiStatus::unsupportedMediaType(
            QStringLiteral("the body of the request was in an unknown format - accepted media types include: "
                           "application/json-patch+json, application/merge-patch+json, "
                           "application/apply-patch+yaml"));
    }
    ApiStatus status = ApiStatus::unsupportedMediaType(QStringLiteral("415: Unsupported Media Type"));
    status.hasDetails = true;
    return status;
}

Answer<RawBody> Patcher::readPatch(const QByteArray &body, PatchType type)
{
    if (type != PatchType::Apply) {
        auto json = model::readJson(body);
        if (!json)
            return ApiStatus::badRequest(
                (type == PatchType::Strategic ? QString() : QStringLiteral("error decoding patch: ")) +
                json.error().message);
        return RawBody{.value = std::move(json->value), .duplicates = std::move(json->duplicates)};
    }
    auto yaml = model::readYamlBody(body);
    if (!yaml)
        return ApiStatus::badRequest(QStringLiteral("error decoding YAML: error converting YAML to JSON: ") +
                                     yaml.error().message);
    if (yaml->value.isList())
        return ApiStatus::badRequest(
            QStringLiteral("error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
                           "array into Go value of type map[string]interface {}"));
    return RawBody{.value = std::move(yaml->value), .duplicates = std::move(yaml->duplicates)};
}

Answer<Value> Patcher::applied(WriteRequest &request, const RawBody &patch, const Value &live) const
{
    const ApiKind &kind = request.kind;
    const QString apiVersion = textAt(patch.value, {u"apiVersion"});
    const QString kindName = textAt(patch.value, {u"kind"});
    if (apiVersion != kind.apiVersion() || kindName != kind.kind) {
        const qsizetype slash = apiVersion.indexOf(u'/');
        return ApiStatus::badRequest(
            QStringLiteral("invalid object type: %1/%2, Kind=%3")
                .arg(slash < 0 ? QString() : apiVersion.left(slash), apiVersion.mid(slash + 1), kindName));
    }
    if (auto refusal = checkName(request, patch.value)) return *refusal;
    Value config = patch.value;
    auto merged = applyFields(live.isNull() ? nullptr : &live, config,
                              {.manager = request.manager,
                               .apiVersion = kind.apiVersion(),
                               .subresource = request.subresource,
                               .time = m_core.now(),
                               .schema = kind.schema,
                               .resetFields = resetFields(kind, request.subresource),
                               .memory = &m_core.registry.managersMemory()},
                              request.options.force);
    if (!merged) return merged;
    if (!patch.duplicates.empty() && request.options.validation != FieldValidation::Ignore) {
        StrictProblems problems;
        problems.duplicates = patch.duplicates;
        if (auto judged = judge(problems, request.options.validation, kind, request.warnings); !judged)
            return std::move(judged).status();
    }
    StrictProblems unknown; // the schema of the merge refused them
    auto object = toNormalForm(std::move(*merged), kind, unknown);
    if (object) return object;
    const QString version = (kind.group.isEmpty() ? QStringLiteral("/") : QString()) + kind.apiVersion();
    const QString why =
        QString(object.status().message)
            .remove(
                QStringLiteral("%1 in version %2 cannot be handled as a %1: ").arg(kind.kind, goQuoted(kind.version)));
    return ApiStatus{
        .code = 500,
        .reason = {},
        .message =
            QStringLiteral("failed to convert new object (%1/%2; %3, Kind=%4) to proper version: unable to convert "
                           "unstructured object to %3, Kind=%4: error decoding from json: %5")
                .arg(namespaceOf(patch.value), request.name, version, kind.kind, why),
        .hasDetails = false};
}

Answer<Value> Patcher::changed(WriteRequest &request, PatchType type, const RawBody &patch, const Value &live) const
{
    const ApiKind &kind = request.kind;
    auto patched = type == PatchType::Json    ? applyJsonPatch(live, patch.value)
                   : type == PatchType::Merge ? applyMergePatch(live, patch.value)
                                              : applyStrategicPatch(live, patch.value, kind.schema);
    if (!patched) return patched;
    request.resetsManagers = emptiesManagers(*patched);
    const auto prefix =
        QStringLiteral("%1 in version %2 cannot be handled as a %1: ").arg(kind.kind, goQuoted(kind.version));
    if (type != PatchType::Strategic) {
        if (const auto why = changedKind(*patched, kind)) return unusable(shownFor(type, patch, live, kind), *why);
        if (auto refusal = checkCustomType(*patched, kind)) return *refusal;
    }
    StrictProblems problems;
    auto object = toNormalForm(std::move(*patched), kind, problems);
    if (!object) return unusable(shownFor(type, patch, live, kind), QString(object.status().message).remove(prefix));
    problems.duplicates = patch.duplicates;
    if (auto judged = judge(problems, request.options.validation, kind, request.warnings); !judged)
        return unusable(shownFor(type, patch, live, kind), QString(judged.status().message).remove(prefix));
    if (auto refusal = checkName(request, *object)) return *refusal;
    return object;
}

Answer<Written> Patcher::patch(const Exchange &exchange, WriteRequest &request, PatchType type) const
{
    Writer writer(m_core);
    request.patches = true;
    if (type == PatchType::Apply) {
        auto patch = readPatch(exchange.request.body, type);
        if (!patch) return std::move(patch).status();
        const auto apply = [this, &request, &patch](const Value &live) { return applied(request, *patch, live); };
        const bool mayCreate = request.subresource.isEmpty();
        return writer.update(request, apply, mayCreate ? Writer::Missing::Create : Writer::Missing::Refuse, true);
    }
    const auto change = [this, &exchange, &request, type](const Value &live) -> Answer<Value> {
        auto patch = readPatch(exchange.request.body, type);
        if (!patch) return std::move(patch).status();
        return changed(request, type, *patch, live);
    };
    return writer.update(request, change);
}

Answer<Written> Patcher::applyScale(const Exchange &exchange, WriteRequest &request, const QString &replicasPath) const
{
    auto patch = readPatch(exchange.request.body, PatchType::Apply);
    if (!patch) return std::move(patch).status();
    const ApiKind &kind = request.kind;
    if (auto refusal = checkName(request, patch->value)) return *refusal;
    Value config;
    config.set(u"apiVersion", kind.apiVersion());
    config.set(u"kind", kind.kind);
    mapIn(config, u"metadata").set(u"name", request.name);
    Value *at = &config;
    const QStringList way =
        (replicasPath.isEmpty() ? QStringLiteral(".spec.replicas") : replicasPath).mid(1).split(u'.');
    for (const QString &key : way.first(way.size() - 1)) at = &mapIn(*at, key);
    at->set(way.last(), integerAt(patch->value, {u"spec", u"replicas"}));
    const auto apply = [this, &request, &kind, &config](const Value &live) {
        return applyFields(&live, config,
                           {.manager = request.manager,
                            .apiVersion = kind.apiVersion(),
                            .subresource = request.subresource,
                            .time = {},
                            .schema = kind.schema,
                            .resetFields = {}},
                           request.options.force);
    };
    return Writer(m_core).update(request, apply, Writer::Missing::Refuse, true);
}

} // namespace practice
