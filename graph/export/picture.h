// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layout.h"
#include "graph/model/graph.h"
#include "look/tokens.h"

#include <QByteArray>
#include <QImage>

namespace graph {

// A picture of the laid-out graph. title goes into the file for assistive technology.
// The SVG has the same bytes for the same graph, fonts and Qt.
QByteArray toSvg(const Graph &graph, const Layout &layout, look::Theme theme, const QString &title);

// At most 16,384 pixels a side: larger graphs are drawn smaller.
QImage toImage(const Graph &graph, const Layout &layout, look::Theme theme, qreal scale = 2);

} // namespace graph
