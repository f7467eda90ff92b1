// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace look {

constexpr double readableContrast = 4.5; // WCAG 2.1, 1.4.3, for text

// WCAG 2.1's contrast ratio, 1 to 21.
double contrast(const QColor &one, const QColor &other);

// The ink itself where it can be read on the ground, else the same hue, as much darker or lighter as it takes.
QColor readableOn(const QColor &ground, const QColor &ink, double atLeast = readableContrast);

} // namespace look
