// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/writer.h"

#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/api/gate.h"
#include "cluster/practice/api/owners.h"
#include "cluster/practice/api/policies.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/fields/managedfields.h"
#include "cluster/practice/kinds/kindrules.h"
#include "cluster/practice/validation/customschema.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/validation.h"

namespace practice {

using model::Value;

namespace {

constexpr int generateNameTries = 8; // as the generic registry's

GroupName resourceName(const ApiKind &kind) { return {kind.group, kind.plural}; }

// As errors of an object's fields name it. Both groups' events are of one internal type, which is of the core group.
GroupName kindName(const ApiKind &kind)
{
    return {kind.kind == u"Event" && !kind.isCustom ? QString() : kind.group, kind.kind};
}

// registry/rest EnsureObjectNamespaceMatchesRequestNamespace.
std::optional<ApiStatus> settleNamespace(const WriteRequest &request, Value &object)
{
    const QString given = namespaceOf(object);
    const QString wanted = request.kind.namespaced ? request.space : QString();
    if (given == wanted) return std::nullopt;
    Value &metadata = mapIn(object, u"metadata");
    if (wanted.isEmpty()) {
        metadata.remove(u"namespace");
        return std::nullopt;
    }
    if (!given.isEmpty())
        return ApiStatus::badRequest(
            QStringLiteral("the namespace of the provided object does not match the namespace sent on the request"));
    metadata.set(u"namespace", wanted);
    return std::nullopt;
}

AdmissionRequest admissionOf(const WriteRequest &request, Value &object, const Value *old)
{
    return {.kind = request.kind,
            .operation = old ? Operation::Update : Operation::Create,
            .ns = request.space,
            .name = request.name,
            .subresource = request.subresource,
            .object = &object,
            .old = old};
}

void copyEntry(Value &to, const Value &from, QStringView key)
{
    if (const Value *value = from.find(key))
        to.set(key, *value);
    else
        to.remove(key);
}

// A patch's owners are settled when all are known who wrote it, others' before.
enum class Settling : quint8 { BeforeTracking, AfterAdmission };
void settleOwners(WriteRequest &request, Settling when, Value &object)
{
    if (request.patches != (when == Settling::AfterAdmission)) return;
    const QStringList repeated = dropRepeatedOwners(object);
    if (!repeated.isEmpty()) request.warnings.append(repeatedOwnersWarning(repeated, request.patches));
}

} // namespace

Value Writer::tracked(const WriteRequest &request, const Value *live, Value object) const
{
    const bool scales = request.subresource == u"scale";
    const ScalePaths *paths = scales ? m_core.customKinds.scaleOf(request.kind) : nullptr;
    const QString scaled = paths ? paths->specReplicas.mid(1) : QStringLiteral("spec.replicas");
    return trackWrite(live, std::move(object),
                      {.manager = request.manager,
                       .apiVersion = request.kind.apiVersion(),
                       .subresource = request.subresource,
                       // A Scale's writer is translated to its parent's, and loses the time on the way.
                       .time = scales ? QString() : m_core.now(),
                       .schema = request.kind.schema,
                       .resetFields = resetFields(request.kind, request.subresource),
                       .scaledField = scales ? scaled : QString(),
                       .schemaOfVersion = m_core.customKinds.schemasOfVersions(request.kind),
                       .memory = &m_core.registry.managersMemory()});
}

// The defaults of the kind.
void Writer::complete(const ApiKind &kind, Value &object)
{
    kind.isCustom ? setCustomDefaults(kind.openApi, object) : setDefaults(kind, object);
}

std::optional<ApiStatus> Writer::prepareNew(WriteRequest &request, Value &object, const Value &posted)
{
    const ApiKind &kind = request.kind;
    Value &metadata = mapIn(object, u"metadata");
    metadata.set(u"uid", m_core.newUid());
    metadata.set(u"creationTimestamp", m_core.now());
    AdmissionRequest admission = admissionOf(request, object, nullptr);
    if (auto refusal = m_core.gate.admit(admission)) return refusal;
    if (auto refusal = m_core.gate.allocate(admission, request.options.dryRun)) return refusal;
    prepareForCreate(kind, object, &posted);
    FieldErrors errors;
    if (kind.isCustom)
        validateCustomCreate(m_core.customKinds.rulesOf(kind), object, errors);
    else
        validateCreate(kind, object, errors);
    if (!errors.isEmpty()) return errors.toStatus(kindName(kind), nameOf(object));
    for (const QString &warning : writeWarnings(kind, object, nullptr)) request.warnings.append(warning);
    if (!kind.isCustom) setDefaults(kind, object); // as a read from the store does
    return std::nullopt;
}

Answer<Written> Writer::create(WriteRequest &request, Value object, bool isManaged)
{
    const ApiKind &kind = request.kind;
    m_core.gate.begin();
    if (auto refusal = settleNamespace(request, object)) return *refusal;
    const Value posted = kind.kind == u"Job" ? object : Value(); // before its defaults: the one kind that asks for it
    complete(kind, object);
    settleOwners(request, Settling::BeforeTracking, object);
    for (const QStringView key :
         {u"creationTimestamp", u"uid", u"deletionTimestamp", u"deletionGracePeriodSeconds", u"selfLink"})
        mapIn(object, u"metadata").remove(key); // rest WipeObjectMetaSystemFields
    if (!isManaged) object = tracked(request, nullptr, std::move(object));

    const QString base = textAt(object, {u"metadata", u"generateName"});
    const bool generated = nameOf(object).isEmpty() && !base.isEmpty();
    for (int tries = 0; generated && tries < generateNameTries; ++tries) {
        constexpr qsizetype maxBase = 58; // and five more are 63
        mapIn(object, u"metadata").set(u"name", base.left(maxBase) + m_core.nameSuffix());
        if (!m_core.registry.find(kind, request.space, nameOf(object))) break;
    }
    // What is no number is no version (apiserver pkg/storage/etcd3/store.go Create).
    const bool versioned = textAt(object, {u"metadata", u"resourceVersion"}).toULongLong() != 0;
    if (auto refusal = prepareNew(request, object, posted)) return *refusal;
    if (versioned && !request.options.dryRun)
        return ApiStatus{.code = 500,
                         .reason = {},
                         .message = QStringLiteral("resourceVersion should not be set on objects to be created"),
                         .hasDetails = false};
    const QString name = nameOf(object);
    if (const RecordPtr there = m_core.registry.find(kind, request.space, name)) {
        ApiStatus status = ApiStatus::alreadyExists(resourceName(kind), name);
        if (at(m_core.registry.objectOf(*there, kind), {u"metadata", u"deletionTimestamp"}))
            status.message.prepend(QStringLiteral("object is being deleted: "));
        return status;
    }
    if (auto refusal = m_core.gate.check(admissionOf(request, object, nullptr))) return *refusal;
    if (request.options.dryRun) return Written{.object = std::move(object), .created = true};
    auto record = m_core.registry.write(kind, object);
    if (!record) return std::move(record).status();
    m_core.gate.keep(m_core.now());
    return Written{.object = std::move(object), .record = std::move(*record), .created = true};
}

std::optional<ApiStatus> Writer::checkPreconditions(const WriteRequest &request, const Value &object,
                                                    const Value &live) const
{
    const ApiKind &kind = request.kind;
    const QString version = textAt(object, {u"metadata", u"resourceVersion"});
    const QString liveVersion = textAt(live, {u"metadata", u"resourceVersion"});
    if (version.isEmpty() || version == u"0") {
        if (allowsUnconditionalUpdate(kind)) return std::nullopt;
        FieldErrors errors;
        errors.invalid(Where(u"metadata").child(u"resourceVersion"), QStringLiteral("0x0"),
                       QStringLiteral("must be specified for an update"));
        return errors.toStatus(resourceName(kind), request.name);
    }
    bool isNumber = false;
    const qulonglong number = version.toULongLong(&isNumber);
    if (!isNumber)
        return ApiStatus{
            .code = 500, .reason = {}, .message = goNumberProblem(u"ParseUint", version), .hasDetails = false};
    if (QString::number(number) != liveVersion)
        return ApiStatus::conflict(
            resourceName(kind), request.name,
            QStringLiteral(
                "the object has been modified; please apply your changes to the latest version and try again"));
    return std::nullopt;
}

// What registry/rest BeforeUpdate does, between the client's object and the store's.
std::optional<ApiStatus> Writer::prepareChanged(WriteRequest &request, Value &object, const Value &live)
{
    const ApiKind &kind = request.kind;
    const Value &liveMetadata = *live.find(u"metadata");
    copyEntry(mapIn(object, u"metadata"), liveMetadata, u"generation");
    if (auto refusal = m_core.gate.allocate(admissionOf(request, object, &live), request.options.dryRun))
        return refusal;
    if (request.subresource == u"status")
        prepareForStatusUpdate(kind, object, live, m_core.now());
    else if (request.subresource == u"finalize")
        copyEntry(object, live, u"status");
    else
        prepareForUpdate(kind, object, live);
    Value &metadata = mapIn(object, u"metadata");
    if (uidOf(object).isEmpty()) copyEntry(metadata, liveMetadata, u"uid");
    copyEntry(metadata, liveMetadata, u"creationTimestamp");
    metadata.remove(u"selfLink");
    if (liveMetadata.find(u"deletionTimestamp")) copyEntry(metadata, liveMetadata, u"deletionTimestamp");
    if (liveMetadata.find(u"deletionGracePeriodSeconds") && !metadata.find(u"deletionGracePeriodSeconds"))
        copyEntry(metadata, liveMetadata, u"deletionGracePeriodSeconds");
    FieldErrors errors;
    const bool status = request.subresource == u"status";
    if (kind.isCustom) {
        const CustomRules rules = m_core.customKinds.rulesOf(kind);
        status ? validateCustomStatusUpdate(rules, object, live, errors)
               : validateCustomUpdate(rules, object, live, errors);
    } else {
        if (request.subresource == u"finalize")
            updateNamespaceFinalize(object, live, errors);
        else
            status ? validateStatusUpdate(kind, object, live, errors) : validateUpdate(kind, object, live, errors);
    }
    if (!errors.isEmpty()) return errors.toStatus(kindName(kind), nameOf(object));
    for (const QString &warning : writeWarnings(kind, object, &live, request.subresource))
        request.warnings.append(warning);
    return std::nullopt;
}

Answer<Written> Writer::store(WriteRequest &request, Value object, const Value &live, RecordPtr liveRecord)
{
    const ApiKind &kind = request.kind;
    // The last finalizer of what is being deleted is gone, and so is the object.
    const bool going = at(object, {u"metadata", u"deletionTimestamp"}) &&
                       listAt(object, {u"metadata", u"finalizers"}).empty() &&
                       integerAt(object, {u"metadata", u"deletionGracePeriodSeconds"}) == 0 && !holdsOn(kind, object);
    if (going) {
        if (!request.options.dryRun) {
            Value last = live; // watchers see what was stored
            auto record = m_core.registry.erase(kind, last);
            if (!record) return std::move(record).status();
            m_core.gate.release(kind, object);
        }
        return Written{.object = std::move(object), .removed = true};
    }
    if (request.options.dryRun) return Written{.object = std::move(object)};
    object = keepTimesOfNoChange(live, std::move(object));
    if (object.means(live) && m_core.registry.isStored(*liveRecord, kind, object))
        return Written{.object = live, .record = std::move(liveRecord)};
    auto record = m_core.registry.write(kind, object);
    if (!record) return std::move(record).status();
    m_core.gate.keep(m_core.now());
    return Written{.object = std::move(object), .record = std::move(*record)};
}

Answer<Written> Writer::update(WriteRequest &request, const Change &change, Missing missing, bool isManaged)
{
    const ApiKind &kind = request.kind;
    RecordPtr liveRecord = m_core.registry.find(kind, request.space, request.name);
    if (!liveRecord) {
        if (missing == Missing::Refuse) return ApiStatus::notFound(resourceName(kind), request.name);
        auto made = change(Value());
        if (!made) return std::move(made).status();
        if (!uidOf(*made).isEmpty())
            return ApiStatus::conflict(
                resourceName(kind), request.name,
                QStringLiteral("uid mismatch: the provided object specified uid %1, and no existing object was found")
                    .arg(uidOf(*made)));
        mapIn(*made, u"metadata").remove(u"resourceVersion"); // of nothing that is
        return create(request, std::move(*made), isManaged);
    }
    m_core.gate.begin();
    const Value live = m_core.registry.objectOf(*liveRecord, kind);
    auto changed = change(live);
    if (!changed) return std::move(changed).status();
    Value object = std::move(*changed);
    if (auto refusal = settleNamespace(request, object)) return *refusal;
    complete(kind, object);
    settleOwners(request, Settling::BeforeTracking, object);
    if (request.resetsManagers)
        mapIn(object, u"metadata").remove(u"managedFields");
    else if (!isManaged)
        object = tracked(request, &live, std::move(object));
    if (auto refusal = m_core.gate.admit(admissionOf(request, object, &live))) return *refusal;
    settleOwners(request, Settling::AfterAdmission, object);
    if (auto refusal = checkPreconditions(request, object, live)) return *refusal;
    mapIn(object, u"metadata").set(u"resourceVersion", textAt(live, {u"metadata", u"resourceVersion"}));
    if (auto refusal = prepareChanged(request, object, live)) return *refusal;
    if (auto refusal = m_core.gate.check(admissionOf(request, object, &live))) return *refusal;
    return store(request, std::move(object), live, std::move(liveRecord));
}

} // namespace practice
