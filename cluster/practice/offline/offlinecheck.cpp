// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/offlinecheck.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/discovery/catalogue.h"
#include "cluster/practice/kinds/allocators.h"
#include "cluster/practice/kinds/kindrules.h"
#include "cluster/practice/offline/causes.h"
#include "cluster/practice/validation/validation.h"
#include "model/wire/typed.h"
#include "model/wire/wiretypes.h"

#include <algorithm>
#include <array>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

// What a cluster of another make does not say of the same Service (kinds/servicewriter.cpp).
bool isOfThisCluster(const Cause &cause)
{
    static const std::array words = {u"not configured on this cluster"_s, u"not configured for dual-stack"_s,
                                     u"is not in the valid range"_s, u"does not match the current range"_s};
    return std::ranges::any_of(words, [&](const QString &word) { return cause.message.contains(word); });
}

// Fields that the allocation fills in.
bool isAllocated(const Cause &cause)
{
    constexpr std::array fields = {u"spec.clusterIP", u"spec.ipFamil", u"spec.healthCheckNodePort"};
    return std::ranges::any_of(fields, [&](QStringView field) { return cause.field.startsWith(field); });
}

// A create's metadata, as far as it is the server's.
void stampMetadata(const ApiKind &kind, Value &object)
{
    Value &metadata = mapIn(object, u"metadata");
    for (const QStringView key :
         {u"managedFields", u"resourceVersion", u"deletionTimestamp", u"deletionGracePeriodSeconds", u"selfLink"})
        metadata.remove(key);
    metadata.set(u"uid", u"00000000-0000-4000-8000-000000000000");
    metadata.set(u"creationTimestamp", u"2000-01-01T00:00:00Z");
    if (!kind.namespaced)
        metadata.remove(u"namespace");
    else if (namespaceOf(object).isEmpty())
        metadata.set(u"namespace", u"default");
    const QString base = textAt(object, {u"metadata", u"generateName"});
    constexpr qsizetype maxBase = 58; // and five more are 63
    if (nameOf(object).isEmpty() && !base.isEmpty()) metadata.set(u"name", QString(base.left(maxBase) + u"aaaaa"_s));
}

// The faults that keep a Service from getting addresses and ports; without any it has them, as far as any cluster
// would give some. isFilled: it has them all.
std::vector<Cause> allocate(Value &service, bool &isFilled)
{
    const auto check = [](const Value &asked, const Value *) -> std::optional<ApiStatus> {
        FieldErrors errors;
        validateForAllocation(asked, nullptr, errors);
        if (errors.isEmpty()) return std::nullopt;
        return errors.toStatus({}, {});
    };
    Value filled = service;
    auto lease = ServiceAllocators().create(filled, true, check);
    isFilled = lease.ok();
    if (isFilled) {
        service = std::move(filled);
        return {};
    }
    std::vector<Cause> causes = lease.status().causes;
    std::erase_if(causes, isOfThisCluster);
    return causes;
}

std::vector<Cause> validated(const ApiKind &kind, const Value &object, const Value &posted)
{
    Value prepared = object;
    prepareForCreate(kind, prepared, &posted);
    FieldErrors errors;
    validateCreate(kind, prepared, errors);
    std::vector<Cause> causes = errors.causes();
    if (causes.empty()) return causes;
    // Fields behind feature gates are gone, and may be missed then. A cluster can switch them on.
    FieldErrors whole;
    validateCreate(kind, object, whole);
    // A Job gets its selector and labels then: only its Pods can be compared.
    std::erase_if(causes, [&](const Cause &cause) {
        const bool isJobs = kind.kind == u"Job" && !cause.field.startsWith(u"spec.template.spec");
        return !isJobs && std::ranges::find(whole.causes(), cause) == whole.causes().end();
    });
    return causes;
}

class OfflineServer
{
public:
    std::vector<model::ApiFault> judge(const Value &written, int minor) const
    {
        const ServedKind *served = find(written);
        if (!served) return {};
        const ApiKind &kind = served->api;
        const model::WireType type =
            model::WireTypes::builtin().kind(kind.group.toUtf8(), kind.version.toUtf8(), kind.kind.toUtf8());
        if (!type) return {};
        auto typed = model::readTyped(type, written);
        if (!typed || !typed->unknown.empty()) return {};
        Value object = std::move(typed->object);
        const Value posted = kind.kind == u"Job" ? object : Value();
        setDefaults(kind, object);
        stampMetadata(kind, object);
        bool isFilled = true;
        std::vector<Cause> causes;
        const bool isService = kind.kind == u"Service" && kind.group.isEmpty();
        if (isService) causes = allocate(object, isFilled);
        if (causes.empty()) {
            causes = validated(kind, object, posted);
            if (!isFilled) std::erase_if(causes, isAllocated);
        }
        std::erase_if(causes, [&](const Cause &cause) { return isTakenLater(cause, kind, minor); });
        dropConsequences(causes);
        std::vector<model::ApiFault> faults;
        faults.reserve(causes.size());
        for (const Cause &cause : causes)
            faults.push_back(
                {cause.reason, cause.field, writtenField(cause.field, kind, written), plainMessage(cause.message)});
        return faults;
    }

private:
    const ServedKind *find(const Value &object) const
    {
        const QString apiVersion = textAt(object, {u"apiVersion"});
        const qsizetype slash = apiVersion.indexOf(u'/');
        const QStringView text(apiVersion);
        return m_catalogue.byKind(slash < 0 ? QStringView() : text.first(slash), text.sliced(slash + 1),
                                  textAt(object, {u"kind"}));
    }

    const Catalogue m_catalogue;
};

} // namespace

model::ApiCheck offlineCheck()
{
    return [](const Value &object, int minor) {
        static const OfflineServer server; // made for the first object; nothing of it changes
        return server.judge(object, minor);
    };
}

} // namespace practice
