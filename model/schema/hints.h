// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/schema/walker.h"

namespace model {

// What was probably meant by a field that the object does not have: a field of nearly that name here, or the place
// above or below where a field of that name belongs. Empty: no idea.
QString fieldHint(const SchemaFrame &object, QByteArrayView name);

// What was probably meant by a value that is not in the enum.
QString enumHint(SchemaNode schema, QByteArrayView value);

// What was probably meant by a text that is no quantity: 500 mi, 64MB, 1,5.
QString quantityHint(QByteArrayView text);

} // namespace model
