// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace model {

// Edits (insert, delete, replace, swap neighbours) that turn one word into the other, whatever the case; a difference
// in case alone is 0. Gives up above limit and says limit + 1.
int wordDistance(QByteArrayView a, QByteArrayView b, int limit);

// The candidate that was most likely meant, or empty when none is near: up to a third of the word's length away, at
// least 1. Of equals the first.
QByteArrayView nearestWord(QByteArrayView word, const std::vector<QByteArrayView> &candidates);

} // namespace model
