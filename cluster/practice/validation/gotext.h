// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>
#include <QStringView>

namespace practice {

// Values as Go's %#v writes them, which is how field.Error shows what is no text, number or boolean. Null pointer: nil.

QString goStringMap(const model::Value *map);                     // map[string]string{"a":"b"}, map[string]string(nil)
QString goStringList(const model::Value *list);                   // []string{"a", "b"}, []string(nil)
QString goNumberList(const model::Value *list, QStringView type); // []int32{1, 2}
QString goLabelSelector(const model::Value *selector); // v1.LabelSelector{MatchLabels:…, MatchExpressions:…}; "null"
QString goIntOrString(const model::Value &value);      // intstr.IntOrString{Type:1, IntVal:0, StrVal:"5%"}
// Structs with pointers in them show addresses in Go; ours show "core.SecurityContext{...}".
QString goOpaque(QStringView type);
QString goNumber(qint64 value);

} // namespace practice
