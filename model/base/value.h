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

// A tree of plain data: what a YAML node means, or what is to be written. Map order is kept.
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
    template <typename T>
    Value(T *) = delete; // a pointer would become true
    Value(ValueList value) : m_data(std::move(value)) {}
    Value(ValueMap value) : m_data(std::move(value)) {}

    bool isNull() const { return std::holds_alternative<std::monostate>(m_data); }
    bool isString() const { return std::holds_alternative<QString>(m_data); }
    bool isList() const { return std::holds_alternative<ValueList>(m_data); }
    bool isMap() const { return std::holds_alternative<ValueMap>(m_data); }

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

    bool operator==(const Value &) const = default;

private:
    std::variant<std::monostate, bool, qint64, quint64, double, QString, ValueList, ValueMap> m_data;
};

} // namespace model
