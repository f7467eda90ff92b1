// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>

// The design language in one place: colours, type, spacing. Nothing else in the program names a colour or a font.
namespace look {

enum class Theme { Light, Dark, Contrast };

// What a thing is for decides its colour: workloads, network, configuration, storage, access.
enum class Family { Workload, Network, Config, Storage, Access, Neutral };

// State is told by shape and word too; this is only its colour.
enum class State { None, Ok, Warn, Bad, Pending };

struct Tokens
{
    QColor canvas, surface, raised, sunk, line;
    QColor text, muted, faint;
    QColor accent, accentGround;
    QColor ok, warn, bad, pending;
    QColor network, config, storage, access;

    QColor family(Family family) const;
    QColor state(State state) const;
};

// The tokens of a theme; the reference stays valid for the life of the program. Any thread.
const Tokens &tokens(Theme theme);

// The theme in force, set by the application before anything is painted and when the user changes it. GUI thread.
Theme currentTheme();
void setCurrentTheme(Theme theme);
inline const Tokens &tokens() { return tokens(currentTheme()); }

// Spacing grid and radii, in device-independent pixels.
namespace metric {
constexpr int grid = 4, gap = 8, gapWide = 12, margin = 16, marginWide = 24;
constexpr int radiusControl = 6, radiusPanel = 8, radiusNode = 10;
} // namespace metric

enum class Text { Body, Caption, Title, Heading, Mono, MonoCaption };

// The font of a role: Inter or the system's sans; JetBrains Mono or the system's mono. Needs a QGuiApplication.
QFont font(Text role);

} // namespace look
