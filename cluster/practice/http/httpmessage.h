// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <utility>
#include <vector>

namespace practice {

using HttpHeaders = std::vector<std::pair<QByteArray, QByteArray>>;

// One request, whole.
struct HttpRequest
{
    QByteArray method;   // as sent: "GET"
    QByteArray path;     // as sent, still percent-encoded, without query: "/api/v1/pods"
    QByteArray query;    // as sent, without the '?'
    HttpHeaders headers; // names in lower case, in the order of arrival
    QByteArray body;     // de-chunked; Content-Encoding is not looked at, as Go's server does not
    // Why the body could not be read to its end, as Go says it; whoever wants the body answers 500 with it.
    QByteArray bodyError = {};

    // The first one's value, or an empty text. name in lower case.
    QByteArray header(QByteArrayView name) const;
    // All values of a name joined with ", ".
    QByteArray joinedHeader(QByteArrayView name) const;
};

} // namespace practice
