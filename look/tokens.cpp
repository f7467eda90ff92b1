// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/tokens.h"

#include <QFontDatabase>

namespace look {

namespace {

Theme g_theme = Theme::Light;

QColor rgb(QRgb value) { return QColor::fromRgb(value); }

Tokens light()
{
    return {.canvas = rgb(0xF5F6F8),
            .surface = rgb(0xFFFFFF),
            .raised = rgb(0xFFFFFF),
            .sunk = rgb(0xEDEFF3),
            .line = rgb(0xDDE1E8),
            .text = rgb(0x1A1E26),
            .muted = rgb(0x5B6472),
            .faint = rgb(0x98A1B0),
            .accent = rgb(0x2F5BD8),
            .accentGround = rgb(0xE8EEFD),
            .ok = rgb(0x1B8A5A),
            .warn = rgb(0xA86C0B),
            .bad = rgb(0xC63737),
            .pending = rgb(0x7151CC),
            .network = rgb(0x0E8388),
            .config = rgb(0xA86C0B),
            .storage = rgb(0x8A5A3C),
            .access = rgb(0x7151CC)};
}

Tokens dark()
{
    return {.canvas = rgb(0x13151A),
            .surface = rgb(0x1A1D24),
            .raised = rgb(0x22262F),
            .sunk = rgb(0x0F1115),
            .line = rgb(0x2E3440),
            .text = rgb(0xE7EAF0),
            .muted = rgb(0x9BA5B7),
            .faint = rgb(0x626C7E),
            .accent = rgb(0x7D9CFF),
            .accentGround = rgb(0x232C47),
            .ok = rgb(0x46C288),
            .warn = rgb(0xE3B14F),
            .bad = rgb(0xFF7A70),
            .pending = rgb(0xB39BFF),
            .network = rgb(0x4EC5C9),
            .config = rgb(0xE3B14F),
            .storage = rgb(0xD0A283),
            .access = rgb(0xB39BFF)};
}

// High contrast: black on white, every line visible, every hue at 7:1 or more on the ground.
Tokens contrast()
{
    return {.canvas = rgb(0xFFFFFF),
            .surface = rgb(0xFFFFFF),
            .raised = rgb(0xFFFFFF),
            .sunk = rgb(0xF0F0F0),
            .line = rgb(0x404040),
            .text = rgb(0x000000),
            .muted = rgb(0x262626),
            .faint = rgb(0x4A4A4A),
            .accent = rgb(0x0B2E99),
            .accentGround = rgb(0xDDE6FF),
            .ok = rgb(0x00532F),
            .warn = rgb(0x6B3F00),
            .bad = rgb(0x8F0000),
            .pending = rgb(0x41208F),
            .network = rgb(0x004D50),
            .config = rgb(0x6B3F00),
            .storage = rgb(0x5A3015),
            .access = rgb(0x41208F)};
}

QString firstInstalled(std::initializer_list<QString> names, QFontDatabase::SystemFont fallback)
{
    const QStringList installed = QFontDatabase::families();
    for (const QString &name : names)
        if (installed.contains(name)) return name;
    return QFontDatabase::systemFont(fallback).family();
}

} // namespace

QColor Tokens::family(Family family) const
{
    switch (family) {
    case Family::Workload: return accent;
    case Family::Network: return network;
    case Family::Config: return config;
    case Family::Storage: return storage;
    case Family::Access: return access;
    case Family::Neutral: break;
    }
    return muted;
}

QColor Tokens::state(State state) const
{
    switch (state) {
    case State::Ok: return ok;
    case State::Warn: return warn;
    case State::Bad: return bad;
    case State::Pending: return pending;
    case State::None: break;
    }
    return muted;
}

const Tokens &tokens(Theme theme)
{
    static const Tokens all[] = {light(), dark(), contrast()};
    return all[int(theme)];
}

Theme currentTheme() { return g_theme; }
void setCurrentTheme(Theme theme) { g_theme = theme; }

QFont font(Text role)
{
    static const QString sans =
        firstInstalled({QStringLiteral("Inter"), QStringLiteral("Inter Variable")}, QFontDatabase::GeneralFont);
    static const QString mono = firstInstalled({QStringLiteral("JetBrains Mono")}, QFontDatabase::FixedFont);
    const bool isMono = role == Text::Mono || role == Text::MonoCaption;
    QFont font(isMono ? mono : sans);
    font.setStyleHint(isMono ? QFont::Monospace : QFont::SansSerif);
    font.setPixelSize(13);
    // Names are shown as they are: Inter would draw the x of "w9x6d" as a multiplication sign, JetBrains Mono "->" as
    // an arrow. Scripts that need shaping are shaped all the same.
    font.setStyleStrategy(QFont::PreferNoShaping);
    switch (role) {
    case Text::Body: break;
    case Text::Mono: font.setPixelSize(12); break;
    case Text::Caption:
    case Text::MonoCaption: font.setPixelSize(11); break;
    case Text::Title: font.setWeight(QFont::DemiBold); break;
    case Text::Heading:
        font.setPixelSize(16);
        font.setWeight(QFont::DemiBold);
        break;
    }
    return font;
}

} // namespace look
