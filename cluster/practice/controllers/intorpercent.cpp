// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/intorpercent.h"

namespace practice {

qint64 scaledValue(const model::Value *intOrPercent, qint64 total, Rounding rounding)
{
    if (!intOrPercent) return 0;
    if (const qint64 *count = intOrPercent->integer()) return *count;
    const QString *text = intOrPercent->string();
    if (!text || !text->endsWith(u'%')) return 0;
    const qint64 hundredths = text->chopped(1).toLongLong() * total;
    constexpr qint64 hundred = 100;
    return (hundredths + (rounding == Rounding::Up ? hundred - 1 : 0)) / hundred;
}

} // namespace practice
