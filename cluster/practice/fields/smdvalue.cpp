// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/fields/smdvalue.h"

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

// 0: numbers, 1: texts, 2: booleans, 3: lists, 4: maps, 5: null.
int rank(const Value &value)
{
    if (value.isString()) return 1;
    if (value.boolean()) return 2;
    if (value.isList()) return 3;
    if (value.isMap()) return 4;
    return value.isNull() ? 5 : 0;
}

double asDouble(const Value &value)
{
    if (const qint64 *integer = value.integer()) return double(*integer);
    if (const quint64 *big = value.bigInteger()) return double(*big);
    return value.number() ? *value.number() : 0;
}

int compareNumbers(const Value &left, const Value &right)
{
    const qint64 *l = left.integer();
    const qint64 *r = right.integer();
    if (l && r) return *l < *r ? -1 : int(*l > *r);
    const double a = asDouble(left);
    const double b = asDouble(right);
    return a < b ? -1 : int(a > b);
}

struct Pair
{
    const Value *left;
    const Value *right;
};

// Pushes the parts of two containers that have to be the same.
bool pushParts(const Value &left, const Value &right, std::vector<Pair> &open)
{
    if (const ValueList *list = left.list()) {
        const ValueList &other = *right.list();
        if (list->size() != other.size()) return false;
        for (std::size_t i = 0; i < list->size(); ++i) open.push_back({&(*list)[i], &other[i]});
        return true;
    }
    if (left.map()->size() != right.map()->size()) return false;
    const auto l = sortedEntries(&left);
    const auto r = sortedEntries(&right);
    for (std::size_t i = 0; i < l.size(); ++i) {
        if (l[i]->first != r[i]->first) return false;
        open.push_back({&l[i]->second, &r[i]->second});
    }
    return true;
}

} // namespace

int compareTexts(QStringView left, QStringView right)
{
    if (left == right) return 0;
    const qsizetype shared = std::min(left.size(), right.size());
    const char16_t *leftUnits = left.utf16();
    const char16_t *rightUnits = right.utf16();
    for (qsizetype i = 0; i < shared; ++i) {
        const char16_t l = leftUnits[i];
        const char16_t r = rightUnits[i];
        if (l == r) continue;
        // UTF-8 sorts surrogates, that is all beyond U+FFFF, behind U+E000 to U+FFFF.
        const bool lHigh = QChar::isSurrogate(l);
        const bool rHigh = QChar::isSurrogate(r);
        if (lHigh != rHigh) return lHigh ? 1 : -1;
        return l < r ? -1 : 1;
    }
    return left.size() < right.size() ? -1 : int(left.size() > right.size());
}

int compareScalars(const Value &left, const Value &right)
{
    const int l = rank(left);
    const int r = rank(right);
    if (l != r) return l < r ? -1 : 1;
    if (l == 0) return compareNumbers(left, right);
    if (l == 1) return compareTexts(*left.string(), *right.string());
    if (l == 2) return int(*left.boolean()) - int(*right.boolean());
    return 0;
}

bool sameValue(const Value &left, const Value &right)
{
    std::vector<Pair> open{{&left, &right}};
    while (!open.empty()) {
        const Pair pair = open.back();
        open.pop_back();
        if (rank(*pair.left) != rank(*pair.right)) return false;
        if (pair.left->isContainer()) {
            if (!pushParts(*pair.left, *pair.right, open)) return false;
        } else if (compareScalars(*pair.left, *pair.right) != 0) {
            return false;
        }
    }
    return true;
}

QString printedScalar(const Value &value)
{
    if (const QString *text = value.string()) return goQuoted(*text);
    if (const bool *truth = value.boolean()) return *truth ? u"true"_s : u"false"_s;
    if (const qint64 *integer = value.integer()) return QString::number(*integer);
    if (const quint64 *big = value.bigInteger()) return QString::number(*big);
    if (const double *number = value.number()) {
        return std::isfinite(*number) ? QString::fromLatin1(model::jsonNumber(*number)) : u"NaN"_s;
    }
    return value.isNull() ? u"null"_s : QString();
}

std::vector<const MapEntry *> sortedEntries(const Value *value)
{
    std::vector<const MapEntry *> entries;
    const ValueMap *map = value ? value->map() : nullptr;
    if (!map) return entries;
    entries.reserve(map->size());
    for (const MapEntry &entry : *map) entries.push_back(&entry);
    const auto byName = [](const MapEntry *l, const MapEntry *r) { return compareTexts(l->first, r->first) < 0; };
    if (!std::is_sorted(entries.begin(), entries.end(), byName)) std::sort(entries.begin(), entries.end(), byName);
    return entries;
}

} // namespace practice
