// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QByteArray>
#include <QList>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <memory>

namespace contract {

struct Reply
{
    int code = 0; // 0: no HTTP answer
    QByteArray contentType;
    QList<QByteArray> warnings; // values of Warning headers
    QByteArray body;
};

// One open watch; its lines gather while the event loop runs.
class OpenWatch
{
public:
    explicit OpenWatch(QNetworkReply *reply) : m_reply(reply) {}
    // Waits until there are so many events, or the stream ends, or the time is over.
    QList<QByteArray> take(int count, int timeoutMs);
    bool ended();
    bool isFinished() const { return m_reply->isFinished(); }

private:
    void read();
    std::unique_ptr<QNetworkReply> m_reply;
    QByteArray m_rest;
    QList<QByteArray> m_events;
};

// A plain client for tests: any request, answered synchronously (the event loop runs while it waits).
class ApiClient
{
public:
    // From a kubeconfig as the control plane or the practice cluster writes it: token, or certificate files beside it.
    static std::unique_ptr<ApiClient> plain(const QByteArray &server); // without TLS and credentials
    static std::unique_ptr<ApiClient> open(const QByteArray &kubeconfig, const QString &folder);

    Reply request(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
                  const QByteArray &contentType = {}, const QByteArray &accept = {});
    // These very bytes, and the one answer that comes back.
    Reply raw(const QByteArray &bytes);
    // What a request of one's own needs in its head: "Authorization: …\r\n", or nothing.
    QByteArray authorization() const
    {
        return m_token.isEmpty() ? QByteArray() : "Authorization: Bearer " + m_token + "\r\n";
    }
    std::unique_ptr<OpenWatch> watch(const QByteArray &path, const QByteArray &accept = {});

private:
    QNetworkRequest make(const QByteArray &path, const QByteArray &accept) const;

    QNetworkAccessManager m_manager;
    QNetworkAccessManager m_watchers; // six connections a manager: watches would starve requests
    QSslConfiguration m_tls;
    QByteArray m_server;
    QByteArray m_token;
};

} // namespace contract
