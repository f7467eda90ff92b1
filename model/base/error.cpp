// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/error.h"

namespace model {

QString Location::toString() const
{
    QString text = file;
    for (int number : {line, line > 0 ? column : 0}) {
        if (number <= 0) break;
        if (!text.isEmpty()) text += QLatin1Char(':');
        text += QString::number(number);
    }
    return text;
}

bool Error::retriable() const
{
    switch (code) {
    case Code::Unreachable:
    case Code::Timeout:
    case Code::Throttled:
    case Code::Server: return true;
    default: return false;
    }
}

QString Error::toString() const
{
    const QString place = where ? where->toString() : QString();
    return place.isEmpty() ? message : place + QStringLiteral(": ") + message;
}

} // namespace model
