// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

const Value *at(const Value &object, std::initializer_list<QStringView> way)
{
    const Value *value = &object;
    for (const QStringView key : way)
        if (value = value->find(key); !value) return nullptr;
    return value;
}

Value *at(Value &object, std::initializer_list<QStringView> way)
{
    Value *value = &object;
    for (const QStringView key : way)
        if (value = value->find(key); !value) return nullptr;
    return value;
}

QString textAt(const Value &object, std::initializer_list<QStringView> way)
{
    const Value *value = at(object, way);
    return value && value->string() ? *value->string() : QString();
}

qint64 integerAt(const Value &object, std::initializer_list<QStringView> way, qint64 otherwise)
{
    const Value *value = at(object, way);
    return value && value->integer() ? *value->integer() : otherwise;
}

bool boolAt(const Value &object, std::initializer_list<QStringView> way)
{
    const Value *value = at(object, way);
    return value && value->boolean() && *value->boolean();
}

const ValueList &listAt(const Value &object, std::initializer_list<QStringView> way)
{
    static const ValueList none;
    const Value *value = at(object, way);
    return value && value->list() ? *value->list() : none;
}

const ValueMap &mapAt(const Value &object, std::initializer_list<QStringView> way)
{
    static const ValueMap none;
    const Value *value = at(object, way);
    return value && value->map() ? *value->map() : none;
}

Value &mapIn(Value &object, QStringView key)
{
    Value &place = object.entry(key);
    if (!place.isMap()) place = ValueMap();
    return place;
}

QString nameOf(const Value &object) { return textAt(object, {u"metadata", u"name"}); }

QString namespaceOf(const Value &object) { return textAt(object, {u"metadata", u"namespace"}); }

QString uidOf(const Value &object) { return textAt(object, {u"metadata", u"uid"}); }

QString annotationOf(const Value &object, QStringView key)
{
    return textAt(object, {u"metadata", u"annotations", key});
}

} // namespace practice
