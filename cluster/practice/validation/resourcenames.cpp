// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/resourcenames.h"

#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"

#include <QStringView>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace practice {

using model::Quantity;
using model::Value;

namespace {

constexpr QStringView counted[] = {u"pods",
                                   u"resourcequotas",
                                   u"services",
                                   u"replicationcontrollers",
                                   u"secrets",
                                   u"configmaps",
                                   u"persistentvolumeclaims",
                                   u"services.nodeports",
                                   u"services.loadbalancers"};
constexpr QStringView measured[] = {u"cpu",
                                    u"memory",
                                    u"ephemeral-storage",
                                    u"requests.cpu",
                                    u"requests.memory",
                                    u"requests.storage",
                                    u"requests.ephemeral-storage",
                                    u"limits.cpu",
                                    u"limits.memory",
                                    u"limits.ephemeral-storage"};

template<typename List>
bool holds(const List &list, QStringView name)
{
    return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

bool isQuotaHugePages(const QString &name)
{
    return name.startsWith(u"hugepages-") || name.startsWith(u"requests.hugepages-");
}

} // namespace

bool isNativeResource(const QString &name) { return !name.contains(u'/') || name.contains(u"kubernetes.io/"); }

bool isHugePages(const QString &name) { return name.startsWith(u"hugepages-"); }

bool isExtendedResource(const QString &name)
{
    if (isNativeResource(name) || name.startsWith(u"requests.")) return false;
    return qualifiedNameProblems(u"requests."_s + name).empty();
}

bool isIntegerResource(const QString &name) { return holds(counted, name) || isExtendedResource(name); }

bool isQuotaResource(const QString &name)
{
    return holds(counted, name) || holds(measured, name) || isQuotaHugePages(name);
}

void checkResourceName(FieldErrors &errors, const Where &where, const QString &name)
{
    const Problems problems = qualifiedNameProblems(name);
    invalidEach(errors, where, name, problems);
    if (!problems.empty() || name.contains(u'/')) return;
    if (!isQuotaResource(name) && name != u"storage")
        errors.invalidText(where, name, u"must be a standard resource type or fully qualified"_s);
}

void checkQuotaResourceName(FieldErrors &errors, const Where &where, const QString &name)
{
    checkResourceName(errors, where, name);
    if (!name.contains(u'/') && !isQuotaResource(name))
        errors.invalidText(where, name, u"must be a standard resource for quota"_s);
}

void checkContainerResourceName(FieldErrors &errors, const Where &where, const QString &name)
{
    checkResourceName(errors, where, name);
    if (!name.contains(u'/')) {
        const bool standard = name == u"cpu" || name == u"memory" || name == u"ephemeral-storage" || isHugePages(name);
        if (!standard) errors.invalidText(where, name, u"must be a standard resource for containers"_s);
    } else if (!isNativeResource(name) && !isExtendedResource(name)) {
        errors.invalidText(where, name, u"doesn't follow extended resource name standard"_s);
    }
}

Quantity quantityOf(const Value &value)
{
    const QString text = value.integer() ? QString::number(*value.integer()) : textOf(value);
    return Quantity::parse(text).valueOr(Quantity());
}

QString goQuantity(const Value &value)
{
    return value.integer() ? QString::number(*value.integer()) : textOf(value);
}

void checkNotNegativeQuantity(FieldErrors &errors, const Where &where, const Value &value)
{
    if (quantityOf(value).sign() < 0) errors.invalidText(where, goQuantity(value), negativeProblem());
}

void checkPositiveQuantity(FieldErrors &errors, const Where &where, const Value &value)
{
    if (quantityOf(value).sign() <= 0)
        errors.invalidText(where, goQuantity(value), u"must be greater than zero"_s);
}

void checkBasicQuantity(FieldErrors &errors, const Where &where, const Value &value)
{
    const qint64 whole = quantityOf(value).value();
    if (whole < 0) invalidNumber(errors, where, whole, u"must be a valid resource quantity"_s);
}

void checkResourceQuantity(FieldErrors &errors, const Where &where, const QString &name, const Value &value)
{
    checkNotNegativeQuantity(errors, where, value);
    if (isIntegerResource(name) && quantityOf(value).milliValue() % 1000 != 0)
        errors.invalid(where, goQuantity(value), u"must be an integer"_s);
}

} // namespace practice
