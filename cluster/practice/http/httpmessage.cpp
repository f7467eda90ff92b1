// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httpmessage.h"

namespace practice {

QByteArray HttpRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers)
        if (key == name) return value;
    return {};
}

QByteArray HttpRequest::joinedHeader(QByteArrayView name) const
{
    QByteArray joined;
    bool first = true;
    for (const auto &[key, value] : headers) {
        if (key != name) continue;
        if (!first) joined += ", ";
        joined += value;
        first = false;
    }
    return joined;
}

} // namespace practice
