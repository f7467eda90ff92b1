// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/http/httpserver.h"
#include "cluster/practice/kinds/apikind.h"
#include "cluster/practice/request/negotiation.h"
#include "cluster/practice/request/queryoptions.h"
#include "cluster/practice/request/requesttarget.h"
#include "model/base/value.h"

#include <QStringList>

#include <memory>

namespace practice {

// One request on its way to its answer. Passed by shared pointer, so that a watch can keep it.
struct Exchange
{
    HttpRequest request;
    std::shared_ptr<HttpReply> reply;
    RequestTarget target;
    Query query;
    OutputFormat format = {};
    QStringList warnings = {};

    Exchange(HttpRequest theRequest, std::shared_ptr<HttpReply> theReply)
        : request(std::move(theRequest)),
          reply(std::move(theReply)),
          target(readTarget(request.path)),
          query(request.query)
    {
    }

    // The field manager of a write: what the query says, else the user agent up to its first slash.
    QString manager(const QString &given) const;

    // Watches, logs and streams: they have no deadline (controlplane BasicLongRunningRequestCheck).
    bool isLongRunning() const;
    // What may be asked for of the kind's path that this is.
    Endpoint endpoint(const ApiKind &kind) const;

    void answer(int code, const model::Value &value) const; // in the negotiated format
    void answerBytes(int code, const QByteArray &contentType, const QByteArray &body, HttpHeaders headers = {}) const;
    void answerPieces(int code, const QByteArray &contentType, HttpPieces pieces) const;
    void refuse(const ApiStatus &status) const;
};

} // namespace practice
