// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

#include <optional>

namespace model {

// Go's texts of times, bytes and numbers, for typed.cpp.

enum class TimeLayout : quint8 { Seconds, Microseconds }; // metav1.Time, metav1.MicroTime

// Rewrites what Go's time.Parse accepts as Kubernetes writes it, in UTC; a zero time becomes null. Its error, in Go's
// words, when it accepts it not: "parsing time \"x\" as …".
std::optional<QString> normalizeTime(Value &text, TimeLayout layout);

// Rewrites base64 as Go's encoder does, without line breaks. Its error: "illegal base64 data at input byte 3".
std::optional<QString> normalizeBase64(Value &text);

// A number as it may have stood in a JSON text.
QString numberText(const Value &number);

// Sorts a map's keys as Go's encoder does, by their UTF-8 bytes.
void sortKeys(ValueMap &map);

} // namespace model
