// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/figure.h"

#include <QElapsedTimer>
#include <QTextStream>

#include <algorithm>
#include <vector>

namespace support {

void print(const Figure &figure)
{
    const bool met = figure.moreIsBetter ? figure.value >= figure.budget : figure.value <= figure.budget;
    const auto number = [&](double value) { return QString::number(value, 'g', 3) + u' ' + figure.unit; };
    QTextStream(stdout) << QStringLiteral("row %1").arg(figure.row).leftJustified(8) << figure.what.leftJustified(56)
                        << number(figure.value).rightJustified(12) << QStringLiteral("   budget ")
                        << (figure.moreIsBetter ? u'≥' : u'≤') << u' ' << number(figure.budget).leftJustified(12)
                        << (met ? QStringLiteral("met") : QStringLiteral("missed")) << Qt::endl;
}

double medianMs(int rounds, const std::function<void()> &work)
{
    std::vector<double> times;
    for (int round = -1; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        work();
        if (round >= 0) times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    return times.empty() ? 0 : times[times.size() / 2];
}

} // namespace support
