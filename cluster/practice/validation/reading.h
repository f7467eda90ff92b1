// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>
#include <QStringView>

#include <optional>

// Reading the fields of an object as its Go type has them: what is not there is empty, 0, false or no entry.
namespace practice {

// A pointer field: null pointer where it is not set.
inline const model::Value *fieldIn(const model::Value &object, QStringView key)
{
    const model::Value *value = object.find(key);
    return value && !value->isNull() ? value : nullptr;
}

inline const QString &textIn(const model::Value &object, QStringView key)
{
    static const QString none;
    const model::Value *value = object.find(key);
    return value && value->string() ? *value->string() : none;
}

inline std::optional<qint64> numberIn(const model::Value &object, QStringView key)
{
    const model::Value *value = object.find(key);
    return value && value->integer() ? std::optional(*value->integer()) : std::nullopt;
}

inline std::optional<bool> flagIn(const model::Value &object, QStringView key)
{
    const model::Value *value = object.find(key);
    return value && value->boolean() ? std::optional(*value->boolean()) : std::nullopt;
}

inline const model::ValueList &listIn(const model::Value &object, QStringView key)
{
    static const model::ValueList none;
    const model::Value *value = object.find(key);
    return value && value->list() ? *value->list() : none;
}

inline const model::ValueMap &entriesIn(const model::Value &object, QStringView key)
{
    static const model::ValueMap none;
    const model::Value *value = object.find(key);
    return value && value->map() ? *value->map() : none;
}

// A struct field: an empty one where it is not there.
inline const model::Value &structIn(const model::Value &object, QStringView key)
{
    static const model::Value none{model::ValueMap()};
    const model::Value *value = object.find(key);
    return value && value->isMap() ? *value : none;
}

inline const QString &textOf(const model::Value &value)
{
    static const QString none;
    return value.string() ? *value.string() : none;
}

} // namespace practice
