// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/http/endpoint.h"
#include "cluster/http/transport.h"

#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTimer>

#include <memory>

namespace cluster {

class Lanes;
struct Lane;

// What every request of one transport shares.
struct CallContext
{
    Endpoint endpoint;
    QSslConfiguration tls;
    QByteArray userAgent;
};

// A Call on QNetworkAccessManager. Made by NamTransport only.
class NamCall final : public Call
{
    Q_OBJECT

public:
    NamCall(Request request, std::shared_ptr<const CallContext> context, std::shared_ptr<Lanes> lanes);
    ~NamCall() override;

    void start();                          // queued, so that nothing is emitted before Transport::start() has returned
    void send(std::shared_ptr<Lane> lane); // called by Lanes when it is this call's turn

private:
    QNetworkRequest networkRequest(const QUrl &url) const;
    void onHead();
    void onData();
    void onReplyFinished();
    void onSilence();
    void onPace();
    bool emitRedirect(int status);
    void end(const std::optional<model::Error> &error);
    void dropReply();

    const Request m_request;
    const std::shared_ptr<const CallContext> m_context;
    const std::shared_ptr<Lanes> m_lanes;
    std::shared_ptr<Lane> m_lane;
    QNetworkReply *m_reply = nullptr;
    QList<QSslError> m_tlsErrors;
    QTimer m_silence;
    QTimer m_pace; // of an answer that is no stream
    qint64 m_paceBytes = 0;
    int m_status = 0; // of the head that was emitted
};

} // namespace cluster
