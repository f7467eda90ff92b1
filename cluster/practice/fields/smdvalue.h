// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>
#include <QStringView>

#include <vector>

namespace practice {

// How structured-merge-diff sees values (value/value.go, value/fields.go of v4).

// Below, at or above 0, by the bytes of UTF-8.
int compareTexts(QStringView left, QStringView right);
// Of path elements: numbers by value, then texts, booleans, lists, maps, null. Containers of a kind count as equal:
// no path element has any.
int compareScalars(const model::Value &left, const model::Value &right);
// An integer equals a float of the same value; the order of a map's entries does not count. Uses no stack per level.
bool sameValue(const model::Value &left, const model::Value &right);
// As conflicts and errors print it: "text", 80, true, null.
QString printedScalar(const model::Value &value);

// The entries of a map by name; nothing for what is no map.
using MapEntry = model::ValueMap::value_type;
std::vector<const MapEntry *> sortedEntries(const model::Value *value);

} // namespace practice
