// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace model {

// JSON as Go's decoder has it (RFC 8259), told apart without building anything. An `at` is a byte of the text; each
// answer is the byte behind what starts there, -1 when it is not whole or wrong.
qsizetype jsonStringEnd(QByteArrayView text, qsizetype at); // at: the opening quote
qsizetype jsonWordEnd(QByteArrayView text, qsizetype at);   // true, false, null, a number
qsizetype jsonValueEnd(QByteArrayView text, qsizetype at);  // any value; deeper than limits::maxDepth: -1
qsizetype skipJsonSpace(QByteArrayView text, qsizetype at); // -1 stays

// The UTF-16 unit of a \\uXXXX.
std::optional<char16_t> jsonUnitAt(QByteArrayView text, qsizetype at);

} // namespace model
