// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/offlinecheck.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/allocators.h"
#include "cluster/practice/kinds/kindrules.h"
#include "cluster/practice/offline/asread.h"
#include "cluster/practice/offline/causes.h"
#include "cluster/practice/offline/customjudge.h"
#include "cluster/practice/offline/knownkinds.h"
#include "cluster/practice/validation/validation.h"
#include "model/wire/typed.h"

#include <QSet>

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

// As the ServiceAccount admission does, before anything is validated (plugin/pkg/admission/serviceaccount).
void giveAccount(const ApiKind &kind, Value &object)
{
    if (kind.kind != u"Pod") return;
    Value &spec = mapIn(object, u"spec");
    if (textAt(spec, {u"serviceAccountName"}).isEmpty()) spec.set(u"serviceAccountName", u"default");
}

std::vector<Cause> causesOf(const ApiKind &kind, const Value &object)
{
    FieldErrors errors;
    validateCreate(kind, object, errors);
    return errors.causes();
}

class CauseSet
{
public:
    explicit CauseSet(const std::vector<Cause> &causes)
    {
        for (const Cause &cause : causes) m_texts.insert(textOf(cause));
    }
    bool contains(const Cause &cause) const { return m_texts.contains(textOf(cause)); }

private:
    static QString textOf(const Cause &cause) { return cause.field + u'\n' + cause.message; }
    QSet<QString> m_texts;
};

// What is behind feature gates is let through with them, which a cluster can switch on: a fault counts when it is there
// with and without such fields.
std::vector<Cause> validated(const ApiKind &kind, const Value &object, const Value &sent)
{
    std::vector<Cause> causes = causesOf(kind, object);
    if (causes.empty()) return causes;
    Value prepared = object;
    prepareForCreate(kind, prepared);
    keepAsRead(kind, sent, prepared);
    const CauseSet without(causesOf(kind, prepared));
    std::erase_if(causes, [&](const Cause &cause) { return !without.contains(cause); });
    return causes;
}

// A Job has its selector and the labels of its Pods from the server. Only the Pods' spec can be compared, then.
std::vector<Cause> validatedJob(const ApiKind &kind, const Value &object, const Value &posted)
{
    Value prepared = object;
    prepareForCreate(kind, prepared, &posted);
    std::vector<Cause> causes = causesOf(kind, prepared);
    if (causes.empty()) return causes;
    const CauseSet whole(causesOf(kind, object));
    std::erase_if(causes, [&](const Cause &cause) {
        return cause.field.startsWith(u"spec.template.spec") && !whole.contains(cause);
    });
    return causes;
}

bool asksForAllocation(const Value &service)
{
    const Value *spec = at(service, {u"spec"});
    if (!spec) return false;
    for (const QStringView field :
         {u"clusterIP", u"clusterIPs", u"ipFamilies", u"ipFamilyPolicy", u"healthCheckNodePort"})
        if (spec->find(field)) return true;
    return std::ranges::any_of(listAt(*spec, {u"ports"}), [](const Value &port) { return port.find(u"nodePort"); });
}

// With addresses and ports, as far as any cluster would give some.
std::vector<Cause> validatedService(const ApiKind &kind, Value &service, const Value &sent)
{
    bool isFilled = false;
    if (asksForAllocation(service)) {
        const auto check = [](const Value &asked, const Value *) -> std::optional<ApiStatus> {
            FieldErrors errors;
            validateForAllocation(asked, nullptr, errors);
            if (errors.isEmpty()) return std::nullopt;
            return errors.toStatus({}, {});
        };
        Value filled = service;
        const auto lease = ServiceAllocators().create(filled, true, check);
        isFilled = lease.ok();
        if (isFilled) {
            service = std::move(filled);
        } else {
            std::vector<Cause> refused = lease.status().causes;
            std::erase_if(refused, isOfThisCluster);
            if (!refused.empty()) return refused;
        }
    }
    std::vector<Cause> causes = validated(kind, service, sent);
    if (!isFilled) std::erase_if(causes, isAllocated);
    return causes;
}

std::vector<model::ApiFault> judgeOffline(Value written, int minor, const model::CustomKind *definition)
{
    if (definition) return judgeCustom(std::move(written), *definition);
    const KnownKinds::Known known = KnownKinds::builtin().find(written);
    if (!known.kind) return {};
    const ApiKind &kind = *known.kind;
    const Value sent = asSent(kind, written);
    auto typed = model::readTyped(known.type, std::move(written));
    if (!typed) return {{u"BadRequest"_s, {}, {}, plainMessage(typed.error().message)}};
    if (!typed->unknown.empty()) return {};
    Value object = std::move(typed->object);
    const bool isJob = kind.kind == u"Job", isService = kind.kind == u"Service";
    const Value posted = isJob || kind.kind == u"Secret" ? object : Value();
    fillDefaults(kind, object);
    keepAsRead(kind, sent, object);
    stampMetadata(kind.namespaced, object);
    giveAccount(kind, object);
    std::vector<Cause> causes = isService ? validatedService(kind, object, sent)
                                : isJob   ? validatedJob(kind, object, posted)
                                          : validated(kind, object, sent);
    std::erase_if(causes, [&](const Cause &cause) { return isTakenLater(cause, kind, minor); });
    dropConsequences(causes);
    std::vector<model::ApiFault> faults;
    faults.reserve(causes.size());
    for (const Cause &cause : causes) {
        QString field = writtenField(cause.field, kind, posted.isNull() ? object : posted);
        faults.push_back({cause.reason, cause.field, std::move(field),
                          messageOfVersion(plainMessage(cause.message), cause, kind, minor)});
    }
    return faults;
}

} // namespace

void stampMetadata(bool namespaced, Value &object)
{
    Value &metadata = mapIn(object, u"metadata");
    for (const QStringView key :
         {u"managedFields", u"resourceVersion", u"deletionTimestamp", u"deletionGracePeriodSeconds", u"selfLink"})
        metadata.remove(key);
    // A Job that a cluster has shown is labelled with its own, and may be meant for that cluster.
    if (uidOf(object).isEmpty()) metadata.set(u"uid", u"00000000-0000-4000-8000-000000000000");
    metadata.set(u"creationTimestamp", u"2000-01-01T00:00:00Z");
    if (!namespaced)
        metadata.remove(u"namespace");
    else if (namespaceOf(object).isEmpty())
        metadata.set(u"namespace", u"default");
    const QString base = textAt(object, {u"metadata", u"generateName"});
    constexpr qsizetype maxBase = 58; // and five more are 63
    if (nameOf(object).isEmpty() && !base.isEmpty()) metadata.set(u"name", QString(base.left(maxBase) + u"aaaaa"_s));
}

model::ApiCheck offlineCheck() { return judgeOffline; }

} // namespace practice
