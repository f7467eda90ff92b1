// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/tooltip.h"

#include <algorithm>

namespace look {

namespace {

constexpr qsizetype maxLength = 2000, maxWord = 60;

// Paths, images and hashes have no space to break at.
QString breakable(const QString &text)
{
    constexpr QChar zeroWidthSpace(0x200B);
    QString broken;
    qsizetype word = 0;
    for (const QChar unit : text) {
        word = unit.isSpace() ? 0 : word + 1;
        if (word > maxWord && !unit.isLowSurrogate() && !unit.isMark()) {
            broken += zeroWidthSpace;
            word = 1;
        }
        broken += unit;
    }
    return broken;
}

} // namespace

QString toolTipOf(const QString &plain)
{
    if (plain.isEmpty()) return {};
    qsizetype length = std::min(plain.size(), maxLength);
    if (length < plain.size() && plain[length].isLowSurrogate()) --length;
    QString text = breakable(plain.left(length));
    if (length < plain.size()) text += u'…';
    // An escaped text without a tag is taken for plain, and shows its escapes.
    return QStringLiteral("<qt>") + text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")) +
           QStringLiteral("</qt>");
}

} // namespace look
