// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/curve.h"
#include "graph/layout/rectindex.h"

namespace graph::layered {

struct Wire
{
    int from = 0, to = 0;     // cards
    qreal fromY = 0, toY = 0; // absolute heights of the ports
    int labelWidth = 0;
    std::vector<Passage> wish; // from left to right or, backwards, from right to left; followed while it is free
};

// Leads edges round cards. Labels keep clear of those placed before them, so the order of the calls matters.
class Router
{
public:
    Router(const std::vector<QRect> &cards, const LayoutOptions &options);
    EdgeRoute route(const Wire &wire);

private:
    EdgeRoute forward(const Wire &wire, QPointF start, QPointF end);
    EdgeRoute backward(const Wire &wire, QPointF start, QPointF end);
    std::vector<Passage> search(const Wire &wire, QPointF start, QPointF end, bool backwards);
    std::vector<Passage> beyondTop(QPointF start, QPointF end, bool backwards);
    bool sameSide(const Spline &direct, const std::vector<Passage> &via) const;
    bool clear(const Spline &spline, const Wire &wire, bool backwards, std::vector<int> *hits = nullptr) const;
    bool lineClear(const std::vector<QPointF> &line, int ignored, int alsoIgnored, std::vector<int> *hits) const;
    QPointF placeLabel(const Spline &spline, int width);

    LayoutOptions m_options;
    RectIndex m_cards;
    RectIndex m_labels;
    int m_labelCount = 0, m_beyondTop = 0, m_top = 0;
    qint64 m_searched = 0;
};

} // namespace graph::layered
