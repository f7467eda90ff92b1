// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/contrast.h"

#include <algorithm>
#include <cmath>

namespace look {

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

double contrast(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor readableOn(const QColor &ground, const QColor &ink, double atLeast)
{
    constexpr float step = 0.01F;
    const bool darken = luminance(ground) > 0.18; // where black and white stand out alike
    QColor readable = ink;
    float hue = 0, saturation = 0, lightness = 0;
    ink.getHslF(&hue, &saturation, &lightness);
    while (contrast(readable, ground) < atLeast && lightness > 0 && lightness < 1) {
        lightness = std::clamp(lightness + (darken ? -step : step), 0.0F, 1.0F);
        readable = QColor::fromHslF(hue, saturation, lightness);
    }
    return readable;
}

} // namespace look
