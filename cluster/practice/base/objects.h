// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>
#include <QStringView>

#include <initializer_list>

namespace practice {

// Reading and writing Kubernetes objects that are plain values.

// The value at a way of map keys; null pointer where there is none.
const model::Value *at(const model::Value &object, std::initializer_list<QStringView> way);
model::Value *at(model::Value &object, std::initializer_list<QStringView> way);
// Empty, 0 or false where there is no such value or it is of another type.
QString textAt(const model::Value &object, std::initializer_list<QStringView> way);
qint64 integerAt(const model::Value &object, std::initializer_list<QStringView> way, qint64 otherwise = 0);
bool boolAt(const model::Value &object, std::initializer_list<QStringView> way);
// An empty list or map where there is none.
const model::ValueList &listAt(const model::Value &object, std::initializer_list<QStringView> way);
const model::ValueMap &mapAt(const model::Value &object, std::initializer_list<QStringView> way);
// The map under key, put there where there is none (or null).
model::Value &mapIn(model::Value &object, QStringView key);

// metadata.name and so on.
QString nameOf(const model::Value &object);
QString namespaceOf(const model::Value &object);
QString uidOf(const model::Value &object);
QString annotationOf(const model::Value &object, QStringView key);

} // namespace practice
