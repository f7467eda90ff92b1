// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/kinds/podresources.h"

#include "cluster/practice/base/objects.h"

namespace practice {

using model::Value;
using model::ValueMap;

ResourceAmounts amountsOf(const ValueMap &list)
{
    ResourceAmounts amounts;
    for (const auto &[name, value] : list)
        if (const auto amount = value.string() ? Quantity::parse(*value.string()) : std::nullopt)
            amounts.insert(name, *amount);
    return amounts;
}

Value toValue(const ResourceAmounts &amounts)
{
    ValueMap map;
    for (auto it = amounts.begin(); it != amounts.end(); ++it) map.emplace_back(it.key(), it->toString());
    return map;
}

QString amountsText(const ResourceAmounts &amounts)
{
    QStringList parts;
    for (auto it = amounts.begin(); it != amounts.end(); ++it) parts.append(it.key() + u'=' + it->toString());
    return parts.join(u',');
}

namespace {

void add(ResourceAmounts &sum, const ResourceAmounts &other)
{
    for (auto it = other.begin(); it != other.end(); ++it) {
        if (const auto found = sum.find(it.key()); found != sum.end())
            *found += *it;
        else
            sum.insert(it.key(), *it);
    }
}

void raise(ResourceAmounts &most, const ResourceAmounts &other)
{
    for (auto it = other.begin(); it != other.end(); ++it) {
        const auto found = most.find(it.key());
        if (found == most.end() || *it > *found) most.insert(it.key(), *it);
    }
}

} // namespace

ResourceAmounts podAmounts(const Value &pod, QStringView field, bool withOverhead)
{
    ResourceAmounts sum, sidecars, starting;
    for (const Value &container : listAt(pod, {u"spec", u"containers"}))
        add(sum, amountsOf(mapAt(container, {u"resources", field})));
    for (const Value &container : listAt(pod, {u"spec", u"initContainers"})) {
        ResourceAmounts own = amountsOf(mapAt(container, {u"resources", field}));
        if (textAt(container, {u"restartPolicy"}) == u"Always") {
            add(sum, own);
            add(sidecars, own);
            raise(starting, sidecars);
        } else {
            add(own, sidecars);
            raise(starting, own);
        }
    }
    raise(sum, starting);
    if (!withOverhead) return sum;
    ResourceAmounts overhead = amountsOf(mapAt(pod, {u"spec", u"overhead"}));
    if (field == u"limits") overhead.removeIf([&sum](auto it) { return sum.value(it.key()).isZero(); });
    add(sum, overhead);
    return sum;
}

} // namespace practice
