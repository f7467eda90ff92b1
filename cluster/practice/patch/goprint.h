// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

namespace practice {

// Go's texts for values of any type in error messages; the parts of what is nested deeper than a message needs are "…".

// %v: map[a:b], [1 x], yes.
QString goPlain(const model::Value &value);
// %#v: map[string]interface {}{"a":"b"}, []interface {}{1}, "yes".
QString goSyntax(const model::Value &value);
// %T: map[string]interface {}, int64.
QString goTypeName(const model::Value &value);

} // namespace practice
