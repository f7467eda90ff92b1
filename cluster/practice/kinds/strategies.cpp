// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/kinds/strategies.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/kindrules.h"
#include "model/wire/json.h"

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

void keepFrom(const Value &old, Value &object, QStringView field)
{
    if (const Value *value = old.find(field))
        object.set(field, *value);
    else
        object.remove(field);
}

void keepMetadata(const Value &old, Value &object, std::initializer_list<QStringView> fields)
{
    Value &metadata = mapIn(object, u"metadata");
    const Value *from = old.find(u"metadata");
    for (const QStringView field : fields) keepFrom(from ? *from : Value(), metadata, field);
}

bool sameAt(const Value &a, const Value &b, std::initializer_list<QStringView> way)
{
    const Value *left = at(a, way);
    const Value *right = at(b, way);
    static const Value none;
    const auto isNothing = [](const Value *value) {
        return !value || value->isNull() || (value->isMap() && value->map()->empty()) ||
               (value->isList() && value->list()->empty());
    };
    if (isNothing(left) || isNothing(right)) return isNothing(left) && isNothing(right);
    return left->means(*right);
}

namespace {

// Whether two objects mean the same apart from some fields of theirs.
bool differsBut(Value object, Value old, std::initializer_list<QStringView> fields)
{
    for (const QStringView field : fields) {
        object.remove(field);
        old.remove(field);
    }
    return !object.means(old);
}

bool differsOutsideMetadata(const Value &object, const Value &old)
{
    return differsBut(object, old, {u"metadata"}) || !sameAt(object, old, {u"metadata", u"labels"});
}

bool countsUp(Counts counts, const Value &object, const Value &old)
{
    switch (counts) {
    case Counts::Nothing: return false;
    case Counts::Spec: return !sameAt(object, old, {u"spec"});
    case Counts::SpecAndAnnotations:
        return !sameAt(object, old, {u"spec"}) || !sameAt(object, old, {u"metadata", u"annotations"});
    case Counts::Template: return !sameAt(object, old, {u"template"});
    case Counts::Webhooks: return !sameAt(object, old, {u"webhooks"});
    case Counts::AllButMetadata: return differsOutsideMetadata(object, old);
    }
    return false;
}

void setGeneration(Value &object, qint64 generation)
{
    Value &metadata = mapIn(object, u"metadata");
    if (generation)
        metadata.set(u"generation", generation);
    else
        metadata.remove(u"generation");
}

Value emptyStatus(const Strategy &strategy)
{
    auto text = model::readJson(strategy.emptyStatus);
    Q_ASSERT(text);
    return std::move(text->value);
}

// In Go the defaulted labels of a Job are the template's own map, so what is generated there shows in both.
void shareJobLabels(Value &job, const Value &posted)
{
    const Value *labels = at(job, {u"spec", u"template", u"metadata", u"labels"});
    const bool shared = mapAt(posted, {u"metadata", u"labels"}).empty() &&
                        !mapAt(posted, {u"spec", u"template", u"metadata", u"labels"}).empty();
    if (!shared || !labels) return;
    Value copy = *labels;
    mapIn(job, u"metadata").set(u"labels", std::move(copy));
}

// pkg/registry/core/persistentvolume/strategy.go: a new phase has a new time, unless the writer gives one.
void stampPhase(Value &volume, const Value &old, const QString &now)
{
    if (now.isEmpty() || sameAt(volume, old, {u"status", u"phase"})) return;
    const Value *time = at(volume, {u"status", u"lastPhaseTransitionTime"});
    if (!time || time->isNull() || sameAt(volume, old, {u"status", u"lastPhaseTransitionTime"}))
        mapIn(volume, u"status").set(u"lastPhaseTransitionTime", now);
}

void customCreate(const ApiKind &kind, Value &object)
{
    if (kind.hasStatus) object.remove(u"status");
    setGeneration(object, 1);
}

// apiextensions-apiserver pkg/registry/customresource/strategy.go: without a status subresource everything but
// metadata counts.
void customUpdate(const ApiKind &kind, Value &object, const Value &old)
{
    if (kind.hasStatus) keepFrom(old, object, u"status");
    const bool differs =
        kind.hasStatus ? differsBut(object, old, {u"metadata", u"status"}) : differsBut(object, old, {u"metadata"});
    const qint64 generation = integerAt(old, {u"metadata", u"generation"});
    setGeneration(object, generation + (differs ? 1 : 0));
}

// Everything but the owners of fields, which were counted already.
void keepAllMetadata(Value &object, const Value &old)
{
    const Value *fields = at(object, {u"metadata", u"managedFields"});
    const Value managed = fields ? *fields : Value();
    keepFrom(old, object, u"metadata");
    Value &metadata = mapIn(object, u"metadata");
    if (managed.isNull())
        metadata.remove(u"managedFields");
    else
        metadata.set(u"managedFields", managed);
}

void customStatusUpdate(Value &object, const Value &old)
{
    const Value *status = object.find(u"status");
    const Value written = status ? *status : Value();
    keepAllMetadata(object, old);
    Value result = old;
    result.set(u"metadata", *object.find(u"metadata"));
    object = std::move(result);
    if (status)
        object.set(u"status", written);
    else
        object.remove(u"status");
}

} // namespace

void prepareForCreate(const ApiKind &kind, Value &object, const Value *posted)
{
    if (kind.isCustom) return customCreate(kind, object);
    const Strategy *strategy = strategyOf(kind.group, kind.kind);
    if (!strategy) return;
    if (strategy->create) strategy->create(object);
    if (posted && kind.kind == u"Job") shareJobLabels(object, *posted);
    if (strategy->startsAtOne) setGeneration(object, 1);
    if (strategy->emptyStatus && !strategy->ownStatus) object.set(u"status", emptyStatus(*strategy));
    if (strategy->created) strategy->created(object);
    makeNormal(kind, object);
}

void prepareForUpdate(const ApiKind &kind, Value &object, const Value &old)
{
    if (kind.isCustom) return customUpdate(kind, object, old);
    const qint64 generation = integerAt(old, {u"metadata", u"generation"});
    setGeneration(object, generation);
    const Strategy *strategy = strategyOf(kind.group, kind.kind);
    if (!strategy) return;
    if (strategy->emptyStatus) keepFrom(old, object, u"status");
    if (strategy->update) strategy->update(object, old);
    if (countsUp(strategy->counts, object, old)) setGeneration(object, generation + 1);
    makeNormal(kind, object);
}

void prepareForStatusUpdate(const ApiKind &kind, Value &object, const Value &old, const QString &now)
{
    if (kind.isCustom) return customStatusUpdate(object, old);
    setGeneration(object, integerAt(old, {u"metadata", u"generation"}));
    keepFrom(old, object, u"spec");
    const Strategy *strategy = strategyOf(kind.group, kind.kind);
    if (!strategy) return;
    switch (strategy->statusKeeps) {
    case StatusKeeps::Nothing: break;
    case StatusKeeps::Labels: keepMetadata(old, object, {u"labels"}); break;
    case StatusKeeps::Owners: keepMetadata(old, object, {u"ownerReferences"}); break;
    case StatusKeeps::Metadata:
        keepMetadata(old, object,
                     {u"deletionTimestamp", u"generation", u"selfLink", u"labels", u"annotations", u"finalizers",
                      u"ownerReferences"});
        break;
    case StatusKeeps::AllMetadata: keepAllMetadata(object, old); break;
    }
    if (strategy->statusUpdate) strategy->statusUpdate(object, old);
    if (kind.kind == u"PersistentVolume") stampPhase(object, old, now);
    makeNormal(kind, object);
}

std::vector<QString> resetFields(const ApiKind &kind, const QString &subresource)
{
    const bool ofStatus = subresource == u"status";
    if (kind.isCustom) {
        // apiextensions-apiserver pkg/registry/customresource/status_strategy.go
        if (!kind.hasStatus) return {};
        return {ofStatus ? u"spec"_s : u"status"_s};
    }
    const Strategy *strategy = strategyOf(kind.group, kind.kind);
    if (!strategy || !strategy->hasStatus()) return {};
    if (kind.kind == u"CertificateSigningRequest") {
        if (subresource == u"approval") return {u"spec"_s, u"status.certificate"_s};
        return ofStatus ? std::vector<QString>{u"spec"_s, u"status.conditions"_s}
                        : std::vector<QString>{u"spec"_s, u"status"_s};
    }
    if (!ofStatus) return {u"status"_s};
    switch (strategy->statusKeeps) {
    case StatusKeeps::Labels: return {u"spec"_s, u"metadata.labels"_s};
    case StatusKeeps::Owners: return {u"spec"_s, u"metadata.deletionTimestamp"_s, u"metadata.ownerReferences"_s};
    case StatusKeeps::Metadata:
    case StatusKeeps::AllMetadata: return {u"spec"_s, u"metadata"_s};
    case StatusKeeps::Nothing: break;
    }
    if (kind.kind == u"CustomResourceDefinition") return {u"spec"_s, u"metadata"_s};
    return {u"spec"_s};
}

} // namespace practice
