// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/packing.h"
#include "graph/layout/problem.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace graph::layered {

namespace {

// How much a drawing must shrink to fit into a window: smaller is better.
double need(QSize size, double aspectRatio) { return std::max(size.width() / aspectRatio, double(size.height())); }

std::vector<QPoint> shelves(const std::vector<QSize> &boxes, const std::vector<int> &order, int gap, int width,
                            QSize *total)
{
    std::vector<QPoint> places(boxes.size());
    *total = {0, 0};
    int shelfTop = 0, shelfHeight = 0;      // the shelf being filled
    int left = 0, stackWidth = 0, used = 0; // its last stack
    for (int i : order) {
        const QSize box = boxes[i];
        const bool stacks = stackWidth > 0 && box.width() <= stackWidth && used + gap + box.height() <= shelfHeight;
        if (stacks) {
            places[i] = {left, shelfTop + used + gap};
            used += gap + box.height();
        } else {
            const int next = stackWidth > 0 ? left + stackWidth + gap : 0;
            const bool newShelf = stackWidth > 0 && next + box.width() > width;
            if (newShelf) shelfTop += shelfHeight + gap;
            if (newShelf || stackWidth == 0) shelfHeight = box.height();
            left = newShelf ? 0 : next;
            stackWidth = box.width();
            used = box.height();
            places[i] = {left, shelfTop};
        }
        *total = total->expandedTo({left + stackWidth, shelfTop + shelfHeight});
    }
    return places;
}

} // namespace

std::vector<QPoint> packBoxes(const std::vector<QSize> &boxes, int gap, double aspectRatio, QSize *total)
{
    std::vector<int> order(boxes.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater{}, [&boxes](int i) { return boxes[i].height(); });
    double area = 0;
    int widest = 0;
    for (const QSize &box : boxes) {
        area += double(box.width() + gap) * (box.height() + gap);
        widest = std::max(widest, box.width());
    }
    std::vector<QPoint> best;
    double least = std::numeric_limits<double>::max();
    *total = {0, 0};
    for (double stretch = 0.7; stretch < 2.2; stretch += 0.1) {
        QSize size;
        const int width = std::max(widest, int(std::min(1e9, std::sqrt(area * aspectRatio) * stretch)));
        auto places = shelves(boxes, order, gap, width, &size);
        if (need(size, aspectRatio) >= least) continue;
        least = need(size, aspectRatio);
        best = std::move(places);
        *total = size;
    }
    return best;
}

std::vector<QPoint> packGrid(const std::vector<QSize> &boxes, int gap, double aspectRatio, int minimumWidth,
                             QSize *total)
{
    QSize cell{0, 0};
    for (const QSize &box : boxes) cell = cell.expandedTo(box);
    cell += QSize(gap, gap);
    const int count = int(boxes.size());
    const int square = int(std::lround(std::sqrt(count * aspectRatio * cell.height() / std::max(cell.width(), 1))));
    const int columns = std::clamp(std::max(square, (minimumWidth + gap) / cell.width()), 1, std::max(count, 1));
    std::vector<QPoint> places;
    *total = {0, 0};
    int top = 0;
    for (int first = 0; first < count; first += columns) { // a row is as high as its highest box
        int height = 0;
        for (int i = first; i < std::min(first + columns, count); ++i) {
            places.emplace_back((i - first) * cell.width(), top);
            height = std::max(height, boxes[i].height());
            *total = total->expandedTo({places.back().x() + boxes[i].width(), top + boxes[i].height()});
        }
        top += height + gap;
    }
    return places;
}

} // namespace graph::layered
