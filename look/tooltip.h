// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace look {

// What a tooltip (or any label that guesses its format) shows for a plain text: exactly that text, whatever stands in
// it, with its line breaks; lines wrap, also inside words that are longer than a line, and very long texts end in "…".
// Empty for an empty text.
QString toolTipOf(const QString &plain);

} // namespace look
