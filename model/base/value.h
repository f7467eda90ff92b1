// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QExplicitlySharedDataPointer>
#include <QString>

#include <atomic>
#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

namespace model {

class Value;
using ValueList = std::vector<Value>;
using ValueMap = std::vector<std::pair<QString, Value>>; // in the order of writing; keys unique

namespace detail {

// What copies of a list or map share until one of them is to be changed.
template<typename T>
struct SharedContent : QSharedData
{
    SharedContent() = default;
    explicit SharedContent(T theContent) : content(std::move(theContent)) {}
    T content;
    mutable std::atomic<quint32> note = 0; // Value::note()
};

} // namespace detail

// A tree of plain data: what a YAML node means, or what is to be written. Map order is kept. A copy shares lists and
// maps with its original until one of them changes, and costs nothing; comparing and destroying use no stack per level:
// any depth is safe on any thread. What the functions that change a tree answer (list(), map(), find(), entry() of what
// is not const) points into this tree alone until it is copied: ask again then.
class Value
{
public:
    Value() = default; // null
    Value(std::nullptr_t) {}
    Value(bool value) : m_data(value) {}
    Value(int value) : m_data(qint64(value)) {}
    Value(qint64 value) : m_data(value) {}
    Value(quint64 value) : m_data(value) {} // only for numbers beyond qint64
    Value(double value) : m_data(value) {}
    Value(QString value) : m_data(std::move(value)) {}
    Value(const char16_t *value) : m_data(QStringView(value).toString()) {}
    Value(ValueList value) : m_data(ListPointer(new ListContent(std::move(value)))) {}
    Value(ValueMap value) : m_data(MapPointer(new MapContent(std::move(value)))) {}
    Value(const Value &other) = default;
    Value(Value &&other) noexcept : m_data(std::move(other.m_data)) { other.m_data.emplace<std::monostate>(); }
    Value &operator=(const Value &other);
    Value &operator=(Value &&other) noexcept;
    ~Value()
    {
        if (isContainer()) dismantle();
    }

    bool isNull() const { return std::holds_alternative<std::monostate>(m_data); }
    bool isString() const { return std::holds_alternative<QString>(m_data); }
    bool isList() const { return std::holds_alternative<ListPointer>(m_data); }
    bool isMap() const { return std::holds_alternative<MapPointer>(m_data); }
    bool isContainer() const { return isList() || isMap(); }

    const bool *boolean() const { return std::get_if<bool>(&m_data); }
    const qint64 *integer() const { return std::get_if<qint64>(&m_data); }
    const quint64 *bigInteger() const { return std::get_if<quint64>(&m_data); }
    const double *number() const { return std::get_if<double>(&m_data); }
    const QString *string() const { return std::get_if<QString>(&m_data); }
    const ValueList *list() const { return contentOf<ListPointer>(); }
    const ValueMap *map() const { return contentOf<MapPointer>(); }
    ValueList *list() { return ownContentOf<ListPointer>(); }
    ValueMap *map() { return ownContentOf<MapPointer>(); }

    // The value under a key; null pointer when this is no map or has no such key.
    const Value *find(QStringView key) const
    {
        const ValueMap *entries = map();
        if (!entries) return nullptr;
        for (const auto &[name, value] : *entries)
            if (name == key) return &value;
        return nullptr;
    }

    Value *find(QStringView key);

    // Writing into a map. Null becomes an empty map first; anything else that is no map is a programming fault.
    // The entry keeps its place when the key is there already, and comes last otherwise.
    Value &set(QStringView key, Value value);
    // What is under the key; a null that is put there when there was nothing.
    Value &entry(QStringView key);
    // Whether there was such an entry.
    bool remove(QStringView key);

    // Equal types, equal values, entries in the same order.
    bool operator==(const Value &other) const;
    // The same to Kubernetes: the order of a map's entries does not count, 2 equals 2.0, NaN NaN.
    bool means(const Value &other) const;

    // Whether both are the same list or map, of which one is a copy: equal without being compared.
    bool isSharedWith(const Value &other) const;

    // What somebody found out about a list or map with all that is in it, so as not to find it out again: bits of the
    // finder's choice, 0 for nothing. Copies have it too; changing the list or map forgets it. Set it only when nothing
    // points into the tree any more that could change it. 0 of other values.
    quint32 note() const;
    void setNote(quint32 note) const;

private:
    using ListContent = detail::SharedContent<ValueList>;
    using MapContent = detail::SharedContent<ValueMap>;
    using ListPointer = QExplicitlySharedDataPointer<ListContent>;
    using MapPointer = QExplicitlySharedDataPointer<MapContent>;

    template<typename Pointer>
    auto contentOf() const -> decltype(&std::as_const(std::declval<Pointer &>()->content))
    {
        const Pointer *shared = std::get_if<Pointer>(&m_data);
        return shared ? &(*shared)->content : nullptr;
    }
    // To be changed, so nobody else's.
    template<typename Pointer>
    auto ownContentOf() -> decltype(&std::declval<Pointer &>()->content)
    {
        Pointer *shared = std::get_if<Pointer>(&m_data);
        if (!shared) return nullptr;
        if ((*shared)->ref.loadAcquire() != 1)
            *shared = Pointer(new typename Pointer::Type((*shared)->content));
        else
            (*shared)->note.store(0, std::memory_order_relaxed);
        return &(*shared)->content;
    }
    bool isOwner() const;
    void dismantle() noexcept;

    std::variant<std::monostate, bool, qint64, quint64, double, QString, ListPointer, MapPointer> m_data;
};

} // namespace model
