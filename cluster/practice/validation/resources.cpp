// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/resourcenames.h"
#include "model/resource/quantity.h"

#include <QStringList>

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: validateResourceRequirements.
namespace practice {

using model::Value;

namespace {

model::Quantity amountOf(const Value &value)
{
    if (value.integer()) return model::Quantity(*value.integer());
    return model::Quantity::parse(textOf(value)).valueOr(model::Quantity());
}

// pkg/apis/core/helper IsHugePageResourceValueDivisible.
bool isDivisible(const QString &name, const model::Quantity &amount)
{
    const auto page = model::Quantity::parse(QStringView(name).sliced(qsizetype(QStringView(u"hugepages-").size())));
    if (!page.ok() || page->sign() <= 0 || page->milliValue() % 1000 != 0) return false;
    const qint64 size = page->value();
    return size != 0 && amount.value() % size == 0;
}

void checkHugePages(PodCheck &pod, const Where &where, const QString &name, const Value &value)
{
    const model::Quantity amount = amountOf(value);
    if (!pod.options.allowIndivisibleHugePages && !isDivisible(name, amount))
        pod.errors.invalidText(where, amount.toString(),
                               amount.toString() + u" is not positive integer multiple of "_s + name);
}

// What a container may have more of than it asks for.
bool isOvercommitted(const QString &name) { return isNativeResource(name) && !isHugePages(name); }

struct ResourceSums
{
    bool hasCpuOrMemory = false;
    bool hasHugePages = false;

    void count(const QString &name)
    {
        hasHugePages = hasHugePages || isHugePages(name);
        hasCpuOrMemory = hasCpuOrMemory || name == u"cpu" || name == u"memory";
    }
};

void checkRequest(PodCheck &pod, const Where &where, const Where &limitsAt, const QString &name, const Value &value,
                  const Value *limit)
{
    if (!limit) {
        if (!isOvercommitted(name))
            pod.errors.required(limitsAt, u"Limit must be set for non overcommitable resources"_s);
        return;
    }
    const model::Quantity amount = amountOf(value);
    const model::Quantity bound = amountOf(*limit);
    const int order = amount.compare(bound);
    if (order != 0 && !isOvercommitted(name))
        pod.errors.invalidText(where, amount.toString(),
                               u"must be equal to %1 limit of %2"_s.arg(name, bound.toString()));
    else if (order > 0)
        pod.errors.invalidText(where, amount.toString(),
                               u"must be less than or equal to %1 limit of %2"_s.arg(name, bound.toString()));
}

QString unknownClaimDetail(const PodCheck &pod)
{
    const QString must = u"must be one of the names in pod.spec.resourceClaims"_s;
    if (pod.claims.isEmpty()) return must + u" which is empty"_s;
    QStringList names(pod.claims.cbegin(), pod.claims.cend());
    names.sort();
    return must + u": "_s + names.join(u", "_s);
}

void checkClaims(PodCheck &pod, const Where &where, const model::ValueList &claims)
{
    QSet<QString> keys;           // "claim" or "claim/request"
    QHash<QString, int> requests; // of a claim
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const QString &name = textIn(claims[i], u"name");
        const QString &request = textIn(claims[i], u"request");
        if (name.isEmpty()) {
            pod.errors.required(at);
            continue;
        }
        if (keys.contains(name)) {
            pod.errors.duplicate(at, goQuoted(name));
        } else {
            if (!request.isEmpty())
                invalidEach(pod.errors, at.child(u"request"), request, dns1123LabelProblems(request));
            const QString key = request.isEmpty() ? name : name + u'/' + request;
            if (keys.contains(key))
                pod.errors.duplicate(at, goQuoted(key));
            else if (request.isEmpty())
                for (int j = requests.value(name); j > 0; --j) pod.errors.duplicate(at, goQuoted(name));
            else
                ++requests[name];
            keys.insert(key);
        }
        if (!pod.claims.contains(name)) pod.errors.notFound(at, goQuoted(name) + u": "_s + unknownClaimDetail(pod));
    }
}

} // namespace

void checkContainerResources(PodCheck &pod, const Where &where, const Value &requirements)
{
    ResourceSums sums;
    const Where limitsAt = where.child(u"limits");
    const Where requestsAt = where.child(u"requests");
    QHash<QString, const Value *> limits;
    for (const auto &[name, value] : entriesIn(requirements, u"limits")) {
        const Where at = limitsAt.key(name);
        limits.insert(name, &value);
        checkContainerResourceName(pod.errors, at, name);
        checkResourceQuantity(pod.errors, at, name, value);
        if (isHugePages(name)) checkHugePages(pod, at, name, value);
        sums.count(name);
    }
    for (const auto &[name, value] : entriesIn(requirements, u"requests")) {
        const Where at = requestsAt.key(name);
        checkContainerResourceName(pod.errors, at, name);
        checkResourceQuantity(pod.errors, at, name, value);
        checkRequest(pod, requestsAt, limitsAt, name, value, limits.value(name));
        if (isHugePages(name)) checkHugePages(pod, at, name, value);
        sums.count(name);
    }
    if (sums.hasHugePages && !sums.hasCpuOrMemory) pod.errors.forbidden(where, u"HugePages require cpu or memory"_s);
    checkClaims(pod, where.child(u"claims"), listIn(requirements, u"claims"));
}

} // namespace practice
