// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/patch/goprint.h"

#include "cluster/practice/base/fielderrors.h"
#include "model/yaml/numbertext.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace practice {

namespace {

constexpr int maxPrintedDepth = 64;

QString scalarText(const Value &value)
{
    if (const QString *text = value.string()) return *text;
    if (const bool *truth = value.boolean()) return *truth ? u"true"_s : u"false"_s;
    if (const qint64 *integer = value.integer()) return QString::number(*integer);
    if (const quint64 *big = value.bigInteger()) return QString::number(*big);
    if (const double *number = value.number()) {
        return std::isfinite(*number) ? QString::fromLatin1(model::jsonNumber(*number)) : u"NaN"_s;
    }
    return u"<nil>"_s;
}

// Go prints maps sorted.
std::vector<const ValueMap::value_type *> sortedByName(const ValueMap &map)
{
    std::vector<const ValueMap::value_type *> entries;
    for (const auto &entry : map) entries.push_back(&entry);
    std::sort(entries.begin(), entries.end(), [](const auto *l, const auto *r) { return l->first < r->first; });
    return entries;
}

void print(const Value &value, bool syntax, int depth, QString &out)
{
    if (!value.isContainer()) {
        out += syntax && value.isString() ? goQuoted(*value.string()) : scalarText(value);
        return;
    }
    if (syntax) out += goTypeName(value);
    if (depth == maxPrintedDepth) {
        out += u'…';
        return;
    }
    bool first = true;
    const auto separate = [&] {
        if (!first) out += syntax ? u", "_s : u" "_s;
        first = false;
    };
    if (const ValueList *list = value.list()) {
        out += syntax ? u'{' : u'[';
        for (const Value &item : *list) {
            separate();
            print(item, syntax, depth + 1, out);
        }
        out += syntax ? u'}' : u']';
        return;
    }
    out += syntax ? u"{"_s : u"map["_s;
    for (const auto *entry : sortedByName(*value.map())) {
        separate();
        out += (syntax ? goQuoted(entry->first) : entry->first) + u':';
        print(entry->second, syntax, depth + 1, out);
    }
    out += syntax ? u'}' : u']';
}

} // namespace

QString goPlain(const Value &value)
{
    QString out;
    print(value, false, 0, out);
    return out;
}

QString goSyntax(const Value &value)
{
    QString out;
    print(value, true, 0, out);
    return out;
}

QString goTypeName(const Value &value)
{
    if (value.isMap()) return u"map[string]interface {}"_s;
    if (value.isList()) return u"[]interface {}"_s;
    if (value.isString()) return u"string"_s;
    if (value.boolean()) return u"bool"_s;
    if (value.integer()) return u"int64"_s;
    return value.isNull() ? u"%!s(<nil>)"_s : u"float64"_s;
}

} // namespace practice
