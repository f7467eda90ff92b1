// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

namespace model {

class Value;
using ValueList = std::vector<Value>;
using ValueMap = std::vector<std::pair<QString, Value>>; // in the order of writing; keys unique

// A tree of plain data: what a YAML node means, or what is to be written. Map order is kept. Copying, comparing and
// destroying use no stack per level: any depth is safe on any thread.
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
    Value(ValueList value) : m_data(std::move(value)) {}
    Value(ValueMap value) : m_data(std::move(value)) {}
    Value(const Value &other);
    Value(Value &&other) noexcept = default;
    Value &operator=(const Value &other);
    Value &operator=(Value &&other) noexcept;
    ~Value()
    {
        if (isContainer()) dismantle();
    }

    bool isNull() const { return std::holds_alternative<std::monostate>(m_data); }
    bool isString() const { return std::holds_alternative<QString>(m_data); }
    bool isList() const { return std::holds_alternative<ValueList>(m_data); }
    bool isMap() const { return std::holds_alternative<ValueMap>(m_data); }
    bool isContainer() const { return isList() || isMap(); }

    const bool *boolean() const { return std::get_if<bool>(&m_data); }
    const qint64 *integer() const { return std::get_if<qint64>(&m_data); }
    const quint64 *bigInteger() const { return std::get_if<quint64>(&m_data); }
    const double *number() const { return std::get_if<double>(&m_data); }
    const QString *string() const { return std::get_if<QString>(&m_data); }
    const ValueList *list() const { return std::get_if<ValueList>(&m_data); }
    const ValueMap *map() const { return std::get_if<ValueMap>(&m_data); }
    ValueList *list() { return std::get_if<ValueList>(&m_data); }
    ValueMap *map() { return std::get_if<ValueMap>(&m_data); }

    // The value under a key; null pointer when this is no map or has no such key.
    const Value *find(QStringView key) const
    {
        const ValueMap *entries = map();
        if (!entries) return nullptr;
        for (const auto &[name, value] : *entries)
            if (name == key) return &value;
        return nullptr;
    }

    Value *find(QStringView key) { return const_cast<Value *>(std::as_const(*this).find(key)); }

    // Writing into a map. Null becomes an empty map first; anything else that is no map is a programming fault.
    // The entry keeps its place when the key is there already, and comes last otherwise.
    Value &set(QStringView key, Value value);
    // What is under the key; a null that is put there when there was nothing.
    Value &entry(QStringView key);
    // Whether there was such an entry.
    bool remove(QStringView key);

    // Equal types, equal values, entries in the same order.
    bool operator==(const Value &other) const;
    // The same to Kubernetes: the order of a map's entries does not count, and NaN equals NaN.
    bool means(const Value &other) const;

private:
    void dismantle() noexcept;

    std::variant<std::monostate, bool, qint64, quint64, double, QString, ValueList, ValueMap> m_data;
};

} // namespace model
