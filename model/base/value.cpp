// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/value.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace model {

namespace {

// Destroying calls itself this deep, which is enough for nearly all trees; what is deeper is done on the heap.
constexpr int maxCalls = 64;
thread_local int calls = 0;

// Maps up to this size are searched; larger ones get an index.
constexpr size_t smallMap = 16;

struct Pair
{
    const Value *left;
    const Value *right;
};

bool isNumber(const Value &value) { return value.integer() || value.bigInteger() || value.number(); }

double asDouble(const Value &value)
{
    if (const qint64 *whole = value.integer()) return double(*whole);
    if (const quint64 *big = value.bigInteger()) return double(*big);
    return *value.number();
}

// One of them at least is a float: two integers are compared as they are. JSON writes 2.0 as 2.
bool sameNumber(const Value &left, const Value &right)
{
    if (!isNumber(left) || !isNumber(right) || !(left.number() || right.number())) return false;
    const double a = asDouble(left), b = asDouble(right);
    return a == b || (std::isnan(a) && std::isnan(b));
}

// Compares strings. Where one long text stands at many places, as aliases make it, it is compared once.
class StringComparison
{
public:
    bool operator()(const QString &left, const QString &right)
    {
        if (left.size() != right.size()) return false;
        constexpr qsizetype isLong = 1024;
        if (left.size() < isLong) return left == right;
        const std::pair<const QChar *, const QChar *> texts(left.constData(), right.constData());
        if (texts.first == texts.second || m_same.contains(texts)) return true;
        if (left != right) return false;
        m_same.insert(texts);
        return true;
    }

private:
    QSet<std::pair<const QChar *, const QChar *>> m_same;
};

// Matches each entry of left with the one of the same key in right; false when there is one without.
bool matchEntries(const ValueMap &left, const ValueMap &right, std::vector<Pair> &pending)
{
    if (left.size() != right.size()) return false;
    QHash<QStringView, const Value *> index;
    for (size_t i = 0; i < left.size(); ++i) {
        const Value *found = right[i].first == left[i].first ? &right[i].second : nullptr;
        if (!found && right.size() > smallMap) {
            if (index.isEmpty())
                for (const auto &[key, value] : right) index.insert(key, &value);
            found = index.value(left[i].first);
        } else if (!found) {
            for (const auto &[key, value] : right)
                if (key == left[i].first) found = &value;
        }
        if (!found) return false;
        pending.push_back({&left[i].second, found});
    }
    return true;
}

} // namespace

Value &Value::operator=(const Value &other)
{
    if (this != &other) *this = Value(other);
    return *this;
}

Value &Value::operator=(Value &&other) noexcept
{
    // Moved out first: other may be a part of what this holds.
    auto data = std::move(other.m_data);
    other.m_data.emplace<std::monostate>();
    if (isContainer()) dismantle();
    m_data = std::move(data);
    return *this;
}

Value *Value::find(QStringView key)
{
    const ValueMap *entries = std::as_const(*this).map();
    if (!entries) return nullptr;
    const auto found =
        std::find_if(entries->begin(), entries->end(), [key](const auto &entry) { return entry.first == key; });
    if (found == entries->end()) return nullptr;
    const auto index = std::size_t(found - entries->begin());
    return &(*map())[index].second;
}

Value &Value::entry(QStringView key)
{
    if (isNull()) *this = ValueMap();
    ValueMap *entries = map();
    Q_ASSERT(entries);
    for (auto &[name, value] : *entries)
        if (name == key) return value;
    return entries->emplace_back(key.toString(), Value()).second;
}

Value &Value::set(QStringView key, Value value)
{
    Value &place = entry(key);
    place = std::move(value);
    return place;
}

bool Value::remove(QStringView key)
{
    const ValueMap *entries = std::as_const(*this).map();
    if (!entries) return false;
    const auto found =
        std::find_if(entries->begin(), entries->end(), [key](const auto &entry) { return entry.first == key; });
    if (found == entries->end()) return false;
    const auto index = found - entries->begin();
    ValueMap *own = map();
    own->erase(own->begin() + index);
    return true;
}

bool Value::isSharedWith(const Value &other) const
{
    if (const auto *list = std::get_if<ListPointer>(&m_data)) {
        const auto *others = std::get_if<ListPointer>(&other.m_data);
        return others && *list == *others;
    }
    const auto *map = std::get_if<MapPointer>(&m_data);
    const auto *others = std::get_if<MapPointer>(&other.m_data);
    return map && others && *map == *others;
}

quint32 Value::note() const
{
    if (const auto *list = std::get_if<ListPointer>(&m_data)) return (*list)->note.load(std::memory_order_relaxed);
    const auto *map = std::get_if<MapPointer>(&m_data);
    return map ? (*map)->note.load(std::memory_order_relaxed) : 0;
}

void Value::setNote(quint32 note) const
{
    if (const auto *list = std::get_if<ListPointer>(&m_data)) (*list)->note.store(note, std::memory_order_relaxed);
    if (const auto *map = std::get_if<MapPointer>(&m_data)) (*map)->note.store(note, std::memory_order_relaxed);
}

bool Value::isOwner() const
{
    if (const auto *list = std::get_if<ListPointer>(&m_data)) return (*list)->ref.loadAcquire() == 1;
    const auto *map = std::get_if<MapPointer>(&m_data);
    return map && (*map)->ref.loadAcquire() == 1;
}

void Value::dismantle() noexcept
{
    if (calls < maxCalls) {
        ++calls;
        m_data.emplace<std::monostate>();
        --calls;
        return;
    }
    std::vector<Value> pending;
    const auto takeContainers = [&pending](Value &from) {
        if (!from.isOwner()) return; // somebody else needs them yet
        if (ValueList *list = from.list()) {
            for (Value &item : *list)
                if (item.isContainer()) pending.push_back(std::move(item));
        } else if (ValueMap *map = from.map()) {
            for (auto &[key, value] : *map)
                if (value.isContainer()) pending.push_back(std::move(value));
        }
    };
    takeContainers(*this);
    while (!pending.empty()) {
        Value next = std::move(pending.back());
        pending.pop_back();
        takeContainers(next);
        next.m_data.emplace<std::monostate>(); // its children are leaves or empty shells by now
    }
    m_data.emplace<std::monostate>();
}

bool Value::operator==(const Value &other) const
{
    StringComparison sameText;
    std::vector<Pair> pending{{this, &other}};
    while (!pending.empty()) {
        const auto [left, right] = pending.back();
        pending.pop_back();
        if (left->isSharedWith(*right)) continue;
        if (left->m_data.index() != right->m_data.index()) return false;
        if (const ValueList *list = left->list()) {
            const ValueList &others = *right->list();
            if (list->size() != others.size()) return false;
            for (size_t i = 0; i < list->size(); ++i) pending.push_back({&(*list)[i], &others[i]});
        } else if (const ValueMap *map = left->map()) {
            const ValueMap &others = *right->map();
            if (map->size() != others.size()) return false;
            for (size_t i = 0; i < map->size(); ++i) {
                if ((*map)[i].first != others[i].first) return false;
                pending.push_back({&(*map)[i].second, &others[i].second});
            }
        } else if (const QString *text = left->string()) {
            if (!sameText(*text, *right->string())) return false;
        } else if (left->m_data != right->m_data) {
            return false;
        }
    }
    return true;
}

bool Value::means(const Value &other) const
{
    StringComparison sameText;
    std::vector<Pair> pending{{this, &other}};
    while (!pending.empty()) {
        const auto [left, right] = pending.back();
        pending.pop_back();
        if (left->isSharedWith(*right)) continue;
        if (left->m_data.index() != right->m_data.index()) {
            if (!sameNumber(*left, *right)) return false;
            continue;
        }
        if (const ValueList *list = left->list()) {
            const ValueList &others = *right->list();
            if (list->size() != others.size()) return false;
            for (size_t i = 0; i < list->size(); ++i) pending.push_back({&(*list)[i], &others[i]});
        } else if (const ValueMap *map = left->map()) {
            if (!matchEntries(*map, *right->map(), pending)) return false;
        } else if (const QString *text = left->string()) {
            if (!sameText(*text, *right->string())) return false;
        } else if (left->m_data != right->m_data && !sameNumber(*left, *right)) {
            return false;
        }
    }
    return true;
}

} // namespace model
