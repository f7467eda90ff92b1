// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/marks.h"

#include "graph/scene/stateshapes.h"

#include <QPainter>

namespace app {

QPixmap markPixmap(graph::DotShape shape, look::State state)
{
    constexpr int side = 12, ratio = 3;
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    graph::paintStateShape(painter, {side / 2.0, side / 2.0}, 4.5, shape, look::tokens().state(state),
                           look::tokens().surface);
    return pixmap;
}

QPixmap markPixmap(look::State state)
{
    switch (state) {
    case look::State::Ok: return markPixmap(graph::DotShape::Disc, state);
    case look::State::Warn: return markPixmap(graph::DotShape::Triangle, state);
    case look::State::Bad: return markPixmap(graph::DotShape::Cross, state);
    case look::State::Pending: return markPixmap(graph::DotShape::Ring, state);
    case look::State::None: break;
    }
    return markPixmap(graph::DotShape::Hollow, state);
}

} // namespace app
