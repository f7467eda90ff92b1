// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/resourcenames.h"

#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"

#include <QRegularExpression>
#include <QStringView>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace practice {

using model::Quantity;
using model::Value;

namespace {

constexpr QStringView counted[] = {
    u"pods",       u"resourcequotas",         u"services",           u"replicationcontrollers", u"secrets",
    u"configmaps", u"persistentvolumeclaims", u"services.nodeports", u"services.loadbalancers"};
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

constexpr qsizetype maxQuantityText = 64; // what is longer is not looked into

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
    for (const QString &problem : problems) errors.invalid(where, name, problem); // a ResourceName prints itself
    if (!problems.empty() || name.contains(u'/')) return;
    if (!isQuotaResource(name) && name != u"storage")
        errors.invalid(where, name, u"must be a standard resource type or fully qualified"_s);
}

void checkQuotaResourceName(FieldErrors &errors, const Where &where, const QString &name)
{
    checkResourceName(errors, where, name);
    if (!name.contains(u'/') && !isQuotaResource(name))
        errors.invalid(where, name, u"must be a standard resource for quota"_s);
}

void checkContainerResourceName(FieldErrors &errors, const Where &where, const QString &name)
{
    checkResourceName(errors, where, name);
    if (!name.contains(u'/')) {
        const bool standard = name == u"cpu" || name == u"memory" || name == u"ephemeral-storage" || isHugePages(name);
        if (!standard) errors.invalid(where, name, u"must be a standard resource for containers"_s);
    } else if (!isNativeResource(name) && !isExtendedResource(name)) {
        errors.invalid(where, name, u"doesn't follow extended resource name standard"_s);
    }
}

Quantity quantityOf(const Value &value)
{
    const QString text = value.integer() ? QString::number(*value.integer()) : textOf(value);
    return Quantity::parse(text).valueOr(Quantity());
}

QString goQuantity(const Value &value) { return value.integer() ? QString::number(*value.integer()) : textOf(value); }

QString goQuantityStruct(const Value &value)
{
    static const QRegularExpression pattern(u"\\A([+-]?)([0-9]*)\\.?([0-9]*)([numkKMGTPE]?i?|[eE][+-]?[0-9]+)\\z"_s);
    constexpr QStringView decimals = u"num kMGTPE", binaries = u"KMGTPE";
    const QString text = goQuantity(value);
    const auto match = pattern.match(text.size() <= maxQuantityText ? text : QString());
    const QString suffix = match.captured(4);
    qint64 amount = (match.captured(1) + match.captured(2) + match.captured(3)).toLongLong();
    qint64 scale = -match.captured(3).size();
    QString format = u"DecimalSI"_s;
    if (suffix.endsWith(u'i')) {
        amount <<= 10 * (binaries.indexOf(suffix.front()) + 1);
        format = u"BinarySI"_s;
    } else if (suffix.size() > 1) {
        scale += suffix.sliced(1).toLongLong();
        format = u"DecimalExponent"_s;
    } else if (!suffix.isEmpty()) {
        scale += 3 * (decimals.indexOf(suffix.front()) - 3);
    }
    return u"resource.Quantity{i:resource.int64Amount{value:%1, scale:%2}, "
           u"d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, "
           "s:%3, Format:%4}"_s.arg(QString::number(amount), QString::number(scale), goQuoted(text), goQuoted(format));
}

void checkNotNegativeQuantity(FieldErrors &errors, const Where &where, const Value &value)
{
    if (quantityOf(value).sign() < 0) errors.invalidText(where, goQuantity(value), negativeProblem());
}

void checkPositiveQuantity(FieldErrors &errors, const Where &where, const Value &value)
{
    if (quantityOf(value).sign() <= 0) errors.invalidText(where, goQuantity(value), u"must be greater than zero"_s);
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
        errors.invalid(where, goQuantityStruct(value), u"must be an integer"_s);
}

} // namespace practice
