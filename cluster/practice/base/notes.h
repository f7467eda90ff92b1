// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace practice {

// What is noted (model::Value::note()) on a struct in normal form beside its type, so that a write looks only at what
// it changed. They are of the struct with all that is in it, and of its kind's own rules: never set without
// normalNote().
constexpr quint32 hasDefaultsNote = quint32(1) << 16; // setDefaults() adds nothing
constexpr quint32 specIsDoneNote = quint32(1) << 18;  // of an object's spec: the rules of its kind add nothing either
constexpr quint32 fitsSchemaNote = quint32(1) << 17;  // as a typed object of server-side apply it has no faults

} // namespace practice
