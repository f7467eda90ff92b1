// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The numbers that the text's view gives to Scintilla's indicators, markers and margins.
namespace editor::mark {
constexpr int errorIndicator = 8, warningIndicator = 9, secretIndicator = 10;
constexpr int selectedMarker = 4;
constexpr int numberMargin = 0, selectedMargin = 1, foldMargin = 2, marginCount = 3;
} // namespace editor::mark
