// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/http/namcall.h"

#include "cluster/http/lanes.h"
#include "cluster/http/networkerror.h"
#include "cluster/logging.h"

#include <QCoreApplication>
#include <QPointer>

namespace cluster {

using model::Error;
using namespace Qt::StringLiterals;

namespace {

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(Connection)
};

constexpr qint64 readBufferBytes = 256 * 1024;

// Qt reports an HTTP status of 400 and more as an error too, with numbers from 201 on; those are no failures of the
// transport.
bool isTransportFailure(QNetworkReply::NetworkError code, int status)
{
    if (code == QNetworkReply::NoError) return false;
    return status < 400 || code < QNetworkReply::ProxyConnectionRefusedError || code == QNetworkReply::ProtocolFailure;
}

} // namespace

NamCall::NamCall(Request request, std::shared_ptr<const CallContext> context, std::shared_ptr<Lanes> lanes)
    : m_request(std::move(request)), m_context(std::move(context)), m_lanes(std::move(lanes))
{
    m_silence.setSingleShot(true);
    m_silence.setInterval(m_request.silenceMs);
    connect(&m_silence, &QTimer::timeout, this, &NamCall::onSilence);
}

NamCall::~NamCall() { dropReply(); }

void NamCall::start()
{
    QMetaObject::invokeMethod(
        this, [this] { m_lanes->admit(this, m_request.stream); }, Qt::QueuedConnection);
}

QNetworkRequest NamCall::networkRequest(const QUrl &url) const
{
    const Endpoint &endpoint = m_context->endpoint;
    QNetworkRequest request(url);
    // HTTP/2 hangs silently after a GOAWAY in Qt 6.4, and a redirect must not carry the credentials elsewhere.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setDecompressedSafetyCheckThreshold(-1); // honest lists reach 60:1; who collects a body bounds it
    for (const auto &[name, value] : m_request.headers) request.setRawHeader(name, value);
    request.setRawHeader("User-Agent", m_context->userAgent);
    if (url.scheme() == "https"_L1) {
        request.setSslConfiguration(m_context->tls);
        request.setPeerVerifyName(endpoint.tls.serverName);
        for (const auto &[name, value] : endpoint.headers) request.setRawHeader(name, value);
        const QByteArray authorization = endpoint.authorization ? endpoint.authorization() : QByteArray();
        if (!authorization.isEmpty()) request.setRawHeader("Authorization", authorization);
    }
    return request;
}

void NamCall::send(std::shared_ptr<Lane> lane)
{
    m_lane = std::move(lane);
    QString base = m_context->endpoint.server.toString(QUrl::FullyEncoded);
    while (base.endsWith(u'/')) base.chop(1);
    const QUrl url(base + m_request.path, QUrl::StrictMode);
    if (!url.isValid() || !m_request.path.startsWith(u'/')) {
        end(Error{Error::Code::Invalid, Say::tr("\"%1\" is not a path of the API").arg(m_request.path.left(200))});
        return;
    }
    const QNetworkRequest request = networkRequest(url);
    m_reply = m_request.method == "GET" ? m_lane->manager->get(request)
                                        : m_lane->manager->sendCustomRequest(request, m_request.method, m_request.body);
    m_reply->setReadBufferSize(readBufferBytes);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) { m_tlsErrors = errors; });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &NamCall::onHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &NamCall::onData);
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this] { m_silence.start(); });
    connect(m_reply, &QNetworkReply::finished, this, &NamCall::onReplyFinished);
    m_silence.start();
}

void NamCall::onHead()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_status != 0 || status < 200) return;
    m_silence.start();
    if (emitRedirect(status)) return;
    m_status = status;
    ResponseHead head{status};
    for (const auto &[name, value] : m_reply->rawHeaderPairs()) head.headers.append({name.toLower(), value});
    Q_EMIT headArrived(head);
}

bool NamCall::emitRedirect(int status)
{
    const QByteArray location = m_reply->rawHeader("Location");
    if (status < 300 || status >= 400 || location.isEmpty()) return false;
    const QString target = m_reply->url().resolved(QUrl::fromEncoded(location)).host();
    end(Error{Error::Code::Protocol,
              Say::tr("%1 redirects to another address (%2); credentials are not sent there")
                  .arg(m_context->endpoint.place(), target.isEmpty() ? Say::tr("unreadable") : target.left(200)),
              std::nullopt, QByteArray::number(status)});
    return true;
}

void NamCall::onData()
{
    m_silence.start();
    const QPointer<NamCall> self(this);
    if (m_status == 0) onHead();
    // A slot may destroy this call at any point.
    while (self && m_reply) {
        const QByteArray data = m_reply->read(readBufferBytes);
        if (data.isEmpty()) return;
        Q_EMIT dataArrived(data);
    }
}

void NamCall::onReplyFinished()
{
    const QPointer<NamCall> self(this);
    onData();
    if (!self || !m_reply) return;
    const QNetworkReply::NetworkError code = m_reply->error();
    if (!isTransportFailure(code, m_status) && m_status != 0) {
        end(std::nullopt);
        return;
    }
    const auto failure = code == QNetworkReply::NoError ? QNetworkReply::ProtocolFailure : code;
    end(describeNetworkError(failure, m_reply->errorString(), m_tlsErrors, m_context->endpoint.place()));
}

void NamCall::onSilence()
{
    m_lanes->retire(m_lane);
    end(Error{
        Error::Code::Timeout,
        Say::tr("%1 has not sent anything for %2 s").arg(m_context->endpoint.place()).arg(m_request.silenceMs / 1000)});
}

void NamCall::end(const std::optional<Error> &error)
{
    dropReply();
    qCDebug(lc) << m_request.method << m_request.path << m_status << (error ? error->message : QString());
    Q_EMIT finished(error);
}

void NamCall::dropReply()
{
    m_silence.stop();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply = nullptr;
    }
    if (const auto lane = std::exchange(m_lane, nullptr)) m_lanes->release(lane);
}

} // namespace cluster
