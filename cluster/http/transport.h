// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <utility>

namespace cluster {

// One HTTP request to an apiserver, without what a connection adds by itself (server address, credentials, User-Agent).
struct Request
{
    QByteArray method = "GET";
    QString path = {};                                     // absolute, with its query: "/api/v1/pods?limit=500"
    QList<std::pair<QByteArray, QByteArray>> headers = {}; // Accept, Content-Type, …
    QByteArray body = {};
    bool stream = false; // a watch or a log: it may last for ever, and has connections of its own
    // finished(Timeout) when not one byte came for so long, or, of an answer that is no stream, almost none; never a
    // limit on the whole.
    int silenceMs = 30000;
};

// The head of an answer. Header names are in lower case.
struct ResponseHead
{
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray header(const QByteArray &lowerCaseName) const;
};

// A running request. Destroying it cancels it and nothing is emitted any more. Lives in the thread that started it.
// Order: headArrived at most once, then dataArrived any number of times, then finished exactly once.
class Call : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    // It is on its way now; until then it waited for its turn. Transports without a queue need not tell.
    void sent();
    void headArrived(const cluster::ResponseHead &head);
    void dataArrived(const QByteArray &data);
    // No error: the peer ended the answer in order. An HTTP status of 400 and more is no error here: see the head.
    void finished(const std::optional<model::Error> &error);
};

// How requests reach a server: real (QNetworkAccessManager), or a script in tests.
class Transport
{
public:
    virtual ~Transport() = default;
    // Never null; a failure arrives through finished(), never before start() has returned.
    virtual std::unique_ptr<Call> start(const Request &request) = 0;
    // How long a request may wait altogether because the server is busy and asks to come again.
    virtual int patienceMs() const { return 120000; }
};

} // namespace cluster
