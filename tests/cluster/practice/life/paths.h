// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

namespace life {

// A part of an object: "status.conditions(Available).status", "metadata.annotations(example.com/a)", "spec.ports(0)".
// In parentheses stands a map's key, a list's index, or the "type", "name" or "key" of a list's entry. Null pointer:
// there is none.
const model::Value *atPath(const model::Value &object, const QString &path);
// The string there; empty where there is none.
QString textAtPath(const model::Value &object, const QString &path);

} // namespace life
