// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/notes.h"
#include "cluster/practice/fields/smdvalue.h"
#include "cluster/practice/fields/typedobject.h"
#include "cluster/practice/patch/goprint.h"
#include "model/wire/typed.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;
using Shape = practice::FieldType::Shape;

namespace practice {

namespace {

// Which of the items have the element of an earlier one.
std::vector<bool> duplicatesIn(const std::vector<PathElement> &elements)
{
    std::vector<std::size_t> order(elements.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t l, std::size_t r) { return elements[l].compare(elements[r]) < 0; });
    std::vector<bool> duplicates(elements.size());
    for (std::size_t i = 1; i < order.size(); ++i) {
        duplicates[order[i]] = elements[order[i - 1]].compare(elements[order[i]]) == 0;
    }
    return duplicates;
}

class FaultFinder
{
public:
    explicit FaultFinder(bool mayHaveDuplicates) : m_mayHaveDuplicates(mayHaveDuplicates) {}

    void check(const Value &value, const FieldType &type, int depth);
    std::vector<QString> take() { return std::move(m_faults); }

private:
    void checkList(const ValueList &list, const FieldType &type, Shape shape, int depth);
    void checkMap(const Value &map, const FieldType &type, int depth);
    void fault(const QString &what)
    {
        const QString path = printedPath(m_path);
        m_faults.push_back(path.isEmpty() ? what : path + u": "_s + what);
    }

    bool m_mayHaveDuplicates;
    std::vector<PathElement> m_path;
    std::vector<QString> m_faults;
};

void FaultFinder::check(const Value &value, const FieldType &type, int depth)
{
    if (depth > maxFieldDepth) return;
    const Shape shape = type.shape(&value);
    switch (shape) {
    case Shape::None: return fault(u"schema error: no type found matching: inlined type"_s);
    case Shape::Scalar: {
        const QString mismatch = type.mismatch(value);
        if (!mismatch.isEmpty()) fault(mismatch);
        return;
    }
    case Shape::Map:
    case Shape::AtomicMap:
        if (value.isNull()) return;
        if (!value.isMap()) return fault(u"expected map, got &{"_s + goPlain(value) + u'}');
        return checkMap(value, type, depth);
    case Shape::AtomicList:
    case Shape::Set:
    case Shape::KeyedList: break;
    }
    if (value.isNull()) return;
    if (!value.isList()) return fault(u"expected list, got &{"_s + goPlain(value) + u'}');
    checkList(*value.list(), type, shape, depth);
}

void FaultFinder::checkList(const ValueList &list, const FieldType &type, Shape shape, int depth)
{
    std::vector<PathElement> elements;
    QString missing; // why there is no more of them
    for (std::size_t i = 0; i < list.size() && missing.isEmpty(); ++i) {
        std::variant<PathElement, QString> found = PathElement::index(qint64(i));
        if (shape != Shape::AtomicList) found = type.elementOf(list[i]);
        if (PathElement *element = std::get_if<PathElement>(&found)) {
            elements.push_back(std::move(*element));
        } else {
            missing = u"element "_s + QString::number(i) + u": "_s + std::get<QString>(found);
        }
    }
    const std::vector<bool> duplicates = duplicatesIn(elements);
    const FieldType itemType = type.item();
    for (std::size_t i = 0; i < elements.size(); ++i) {
        if (duplicates[i] && !m_mayHaveDuplicates) fault(u"duplicate entries for key "_s + elements[i].toString());
        m_path.push_back(std::move(elements[i]));
        check(list[i], itemType, depth + 1);
        m_path.pop_back();
    }
    if (!missing.isEmpty()) fault(missing);
}

void FaultFinder::checkMap(const Value &map, const FieldType &type, int depth)
{
    for (const MapEntry *entry : sortedEntries(&map)) {
        const FieldType fieldType = type.field(entry->first);
        m_path.push_back(PathElement::field(entry->first));
        if (fieldType.exists()) {
            check(entry->second, fieldType, depth + 1);
        } else {
            fault(u"field not declared in schema"_s);
        }
        m_path.pop_back();
        if (!fieldType.exists()) return;
    }
}

// Whether a FaultFinder that puts up with duplicates would find nothing; without the paths and the words, which nearly
// nobody needs. Structs that fitted before are noted and not looked at again.
bool fits(const Value &value, const FieldType &type, int depth);

bool itemsFit(const ValueList &list, const FieldType &type, Shape shape, int depth)
{
    const FieldType itemType = type.item();
    for (const Value &item : list) {
        if (shape != Shape::AtomicList && std::holds_alternative<QString>(type.elementOf(item))) return false;
        if (!fits(item, itemType, depth + 1)) return false;
    }
    return true;
}

bool fieldsFit(const Value &map, const FieldType &type, int depth)
{
    for (const MapEntry &entry : *map.map()) {
        const FieldType fieldType = type.field(entry.first);
        if (!fieldType.exists() || !fits(entry.second, fieldType, depth + 1)) return false;
    }
    return true;
}

bool fits(const Value &value, const FieldType &type, int depth)
{
    if (depth > maxFieldDepth) return true;
    const Shape shape = type.shape(&value);
    if (shape == Shape::None) return false;
    if (shape == Shape::Scalar) return type.mismatch(value).isEmpty();
    if (value.isNull()) return true;
    if (shape < Shape::AtomicMap) return value.isList() && itemsFit(*value.list(), type, shape, depth);
    if (!value.isMap()) return false;
    const quint32 note = value.note();
    if (note & fitsSchemaNote) return true;
    if (!fieldsFit(value, type, depth)) return false;
    if (note & model::normalNoteMask) value.setNote(note | fitsSchemaNote);
    return true;
}

// What a value's fields are, and whether the value itself is one.
struct Fields
{
    FieldSet below;
    bool self = false;
};

Fields walk(const Value &value, const FieldType &type, int depth);

Fields walkList(const ValueList &list, const FieldType &type, int depth)
{
    std::vector<std::pair<PathElement, const Value *>> items;
    items.reserve(list.size());
    for (const Value &item : list) {
        std::variant<PathElement, QString> element = type.elementOf(item);
        if (PathElement *found = std::get_if<PathElement>(&element)) items.emplace_back(std::move(*found), &item);
    }
    std::stable_sort(items.begin(), items.end(),
                     [](const auto &l, const auto &r) { return l.first.compare(r.first) < 0; });
    const FieldType itemType = type.item();
    Fields fields;
    for (std::size_t i = 0, next = 0; i < items.size(); i = next) {
        next = i + 1;
        while (next < items.size() && items[next].first.compare(items[i].first) == 0) ++next;
        // Items that are there twice are owned as one.
        FieldSet below = next - i == 1 ? walk(*items[i].second, itemType, depth + 1).below : FieldSet();
        fields.below.add(std::move(items[i].first), true, std::move(below));
    }
    return fields;
}

Fields walkMap(const Value &map, const FieldType &type, int depth)
{
    Fields fields;
    for (const MapEntry *entry : sortedEntries(&map)) {
        const Value &value = entry->second;
        Fields inner = walk(value, type.field(entry->first), depth + 1);
        const bool empty = value.isNull() || (value.isMap() && value.map()->empty());
        const bool member = inner.self || empty || !type.isDeclared(entry->first);
        fields.below.add(PathElement::field(entry->first), member, std::move(inner.below));
    }
    return fields;
}

Fields walk(const Value &value, const FieldType &type, int depth)
{
    const Shape shape = type.shape(&value);
    if (shape == Shape::None) return {};
    if (shape == Shape::Scalar || isAtomic(shape) || depth > maxFieldDepth) return {{}, true};
    if (shape == Shape::Map) return walkMap(value, type, depth);
    return value.isList() ? walkList(*value.list(), type, depth) : Fields();
}

} // namespace

std::vector<QString> faultsOf(const Value &object, const FieldType &type, bool mayHaveDuplicates)
{
    if (mayHaveDuplicates && fits(object, type, 0)) return {};
    FaultFinder finder(mayHaveDuplicates);
    finder.check(object, type, 0);
    return finder.take();
}

FieldSet fieldsOf(const Value &object, const FieldType &type) { return walk(object, type, 0).below; }

FieldSet withNamedFields(const FieldSet &set, const FieldType &type)
{
    FieldSet result;
    for (const FieldSet::Entry &entry : set.entries()) {
        FieldType below;
        bool named = false;
        if (entry.element.isField() && type.shape(nullptr) >= Shape::AtomicMap) {
            below = type.field(entry.element.name());
            named = !entry.below.isEmpty() && type.isDeclared(entry.element.name());
        } else if (entry.element.kind() == PathElement::Kind::Key) {
            below = type.item();
        }
        result.add(entry.element, entry.member || named, withNamedFields(entry.below, below));
    }
    return result;
}

namespace {

bool hasAtomsInParts(const FieldSet &set, const FieldType &type)
{
    for (const FieldSet::Entry &entry : set.entries()) {
        if (entry.below.isEmpty()) continue;
        const FieldType below = entry.element.isField() ? type.field(entry.element.name()) : type.item();
        if (!below.exists() || below.isDeduced()) continue;
        if (isAtomic(below.shape(nullptr)) || hasAtomsInParts(entry.below, below)) return true;
    }
    return false;
}

} // namespace

FieldSet withAtomsWhole(const FieldSet &set, const FieldType &type)
{
    if (!hasAtomsInParts(set, type)) return set;
    FieldSet result;
    for (const FieldSet::Entry &entry : set.entries()) {
        const FieldType below = entry.element.isField() ? type.field(entry.element.name()) : type.item();
        if (entry.below.isEmpty() || !below.exists() || below.isDeduced()) {
            result.add(entry.element, entry.member, entry.below);
        } else if (isAtomic(below.shape(nullptr))) {
            result.add(entry.element, true, {});
        } else {
            result.add(entry.element, entry.member, withAtomsWhole(entry.below, below));
        }
    }
    return result;
}

} // namespace practice
