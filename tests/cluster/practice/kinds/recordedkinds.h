// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"

#include <QByteArray>
#include <QString>

namespace tests {

// The list in a JSON file below tests/data/practice.
model::ValueList recorded(const QString &file);
model::Value json(const QByteArray &text);
QByteArray text(const model::Value &value);
// The built-in kind of an object.
practice::ApiKind kindOf(const model::Value &object);
// Where two objects differ first: "spec.replicas: 1, not 2"; empty when they mean the same.
QString difference(const model::Value &expected, const model::Value &actual);

} // namespace tests
