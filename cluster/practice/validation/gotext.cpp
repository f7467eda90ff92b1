// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/gotext.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/validation/reading.h"

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

namespace {

template<typename Items, typename Text>
QString joined(const Items &items, Text text)
{
    QString out;
    for (const auto &item : items) {
        if (!out.isEmpty()) out += u", "_s;
        out += text(item);
    }
    return out;
}

QString requirementText(const Value &requirement)
{
    return u"v1.LabelSelectorRequirement{Key:"_s + goQuoted(textIn(requirement, u"key")) + u", Operator:"_s +
           goQuoted(textIn(requirement, u"operator")) + u", Values:"_s + goStringList(fieldIn(requirement, u"values")) +
           u'}';
}

} // namespace

QString goStringMap(const Value *map)
{
    if (!map || !map->map()) return u"map[string]string(nil)"_s;
    return u"map[string]string{"_s +
           joined(*map->map(),
                  [](const auto &entry) { return goQuoted(entry.first) + u':' + goQuoted(textOf(entry.second)); }) +
           u'}';
}

QString goStringList(const Value *list)
{
    if (!list || !list->list()) return u"[]string(nil)"_s;
    return u"[]string{"_s + joined(*list->list(), [](const Value &item) { return goQuoted(textOf(item)); }) + u'}';
}

QString goNumberList(const Value *list, QStringView type)
{
    if (!list || !list->list()) return u"[]"_s + type.toString() + u"(nil)"_s;
    return u"[]"_s + type.toString() + u'{' +
           joined(*list->list(), [](const Value &item) { return goNumber(item.integer() ? *item.integer() : 0); }) +
           u'}';
}

QString goLabelSelector(const Value *selector)
{
    if (!selector) return u"\"null\""_s;
    const Value *expressions = fieldIn(*selector, u"matchExpressions");
    const QString list = expressions && expressions->list() ? u"[]v1.LabelSelectorRequirement{"_s +
                                                                  joined(*expressions->list(), requirementText) + u'}'
                                                            : u"[]v1.LabelSelectorRequirement(nil)"_s;
    return u"v1.LabelSelector{MatchLabels:"_s + goStringMap(fieldIn(*selector, u"matchLabels")) +
           u", MatchExpressions:"_s + list + u'}';
}

QString goIntOrString(const Value &value)
{
    if (value.string()) return u"intstr.IntOrString{Type:1, IntVal:0, StrVal:"_s + goQuoted(*value.string()) + u'}';
    return u"intstr.IntOrString{Type:0, IntVal:"_s + goNumber(value.integer() ? *value.integer() : 0) +
           u", StrVal:\"\"}"_s;
}

QString goOpaque(QStringView type) { return type.toString() + u"{...}"_s; }

QString goNumber(qint64 value) { return QString::number(value); }

} // namespace practice
