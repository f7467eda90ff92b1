// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/api/status.h"
#include "cluster/http/transport.h"

#include <QJsonObject>
#include <QStringList>
#include <QTimer>

#include <limits>

namespace cluster {

// A whole answer. Exactly one of failure and object (or body) counts.
struct Reply
{
    ResponseHead head = {};
    QByteArray body = {};
    QJsonObject object = {};   // when JSON was wanted
    QStringList warnings = {}; // of the Warning headers, also on failure
    std::optional<ApiFailure> failure = {};
    bool ok() const { return !failure; }
};

struct ExchangePolicy
{
    // The request may be carried out twice without harm: GET, server-side apply, delete with a uid.
    bool replaySafe = true;
    // The body has to be a JSON object; anything else of 200 is not a Kubernetes API.
    bool json = true;
    // Of the decompressed body: more is refused (TooLarge). As a QJsonObject it takes twenty times as much memory. The
    // largest object that an apiserver takes has 3 MiB.
    qsizetype maxBytes = qsizetype(8) << 20;
    int patienceMs = std::numeric_limits<int>::max(); // the transport's counts too
};

// One request and its whole answer. Starts by itself; destroying it cancels. One thread: that of its transport, which
// has to outlive it. An answer of 429, and of 500 and more where the request is safe to replay, is asked again, up to
// ten times and as long as patience lasts, when it carries an integer Retry-After (client-go rest/with_retry.go); all
// else is told at once.
class Exchange final : public QObject
{
    Q_OBJECT

public:
    Exchange(Transport &transport, Request request, ExchangePolicy policy = {}, QObject *parent = nullptr);
    ~Exchange() override;

    const Request &request() const { return m_request; }

    static constexpr int maxRetries = 10;
    // The wait that a Retry-After asks for, in milliseconds from 0 to 60 s; none when the header is absent, negative,
    // or a date.
    static std::optional<int> retryAfterMs(const ResponseHead &head);

Q_SIGNALS:
    // The server is busy: the next try comes after so many milliseconds.
    void throttled(int waitMs);
    // Exactly once, never before the constructor has returned.
    void finished(const cluster::Reply &reply);

private:
    void start();
    void onData(const QByteArray &data);
    void onFinished(const std::optional<model::Error> &error);
    bool waitsForRetry();
    void end(const Reply &reply);
    Reply interpreted() const;

    Transport &m_transport;
    const Request m_request;
    const ExchangePolicy m_policy;
    std::unique_ptr<Call> m_call;
    ResponseHead m_head;
    QByteArray m_body;
    QTimer m_retry;
    int m_retries = 0;
    qint64 m_waitedMs = 0; // altogether
};

} // namespace cluster
