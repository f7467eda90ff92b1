// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/http/namcall.h"

#include "cluster/http/lanes.h"
#include "cluster/http/networkerror.h"
#include "cluster/logging.h"
#include "model/base/say.h"

#include <QIODevice>
#include <QPointer>

#include <algorithm>

namespace cluster {

using model::Error;
using namespace Qt::StringLiterals;

namespace {

using model::say;

constexpr qint64 readBufferBytes = 256 * 1024;
// What an answer has to bring for each second of Request::silenceMs. Slower than any link that a person would wait for.
constexpr qint64 leastBytesPerSecond = 256;

// A body that can be read once. Qt repeats a request whose connection closed before the answer, whatever its method,
// unless its body can't be had again: but whether a write was done is to be looked up, not tried by writing.
class BodyOnce final : public QIODevice
{
public:
    explicit BodyOnce(QByteArray body) : m_body(std::move(body)) {}
    qint64 size() const override { return m_body.size(); }
    bool seek(qint64 place) override { return m_read == 0 && place == 0 && QIODevice::seek(place); }

protected:
    qint64 readData(char *to, qint64 most) override
    {
        const qint64 count = qMin(most, m_body.size() - m_read);
        if (count <= 0) return most > 0 ? -1 : 0;
        std::copy_n(m_body.constData() + m_read, count, to);
        m_read += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const QByteArray m_body;
    qint64 m_read = 0;
};

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
    m_pace.setInterval(m_request.silenceMs);
    connect(&m_pace, &QTimer::timeout, this, &NamCall::onPace);
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
    for (const auto &[name, value] : endpoint.headers) request.setRawHeader(name, value);
    if (url.scheme() == "https"_L1) {
        request.setSslConfiguration(m_context->tls);
        request.setPeerVerifyName(endpoint.tls.serverName);
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
        end(Error{Error::Code::Invalid, say("\"%1\" is not a path of the API").arg(m_request.path.left(200))});
        return;
    }
    const QNetworkRequest request = networkRequest(url);
    if (m_request.method == "GET") {
        m_reply = m_lane->manager->get(request);
    } else {
        auto body = std::make_unique<BodyOnce>(m_request.body);
        body->open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        m_reply = m_lane->manager->sendCustomRequest(request, m_request.method, body.get());
        body.release()->setParent(m_reply);
    }
    m_reply->setReadBufferSize(readBufferBytes);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) { m_tlsErrors = errors; });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &NamCall::onHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &NamCall::onData);
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this] { m_silence.start(); });
    connect(m_reply, &QNetworkReply::finished, this, &NamCall::onReplyFinished);
    m_silence.start();
    Q_EMIT sent();
}

void NamCall::onHead()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_status != 0 || status < 200) return;
    m_silence.start();
    if (emitRedirect(status)) return;
    m_status = status;
    if (!m_request.stream) m_pace.start();
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
              say("%1 redirects to another address (%2); credentials are not sent there")
                  .arg(m_context->endpoint.place(), target.isEmpty() ? say("unreadable") : target.left(200)),
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
        m_paceBytes += data.size();
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
    end(describeNetworkError(failure, m_reply->errorString(), m_tlsErrors, m_context->endpoint));
}

void NamCall::onSilence()
{
    m_lanes->retire(m_lane);
    end(Error{
        Error::Code::Timeout,
        say("%1 has not sent anything for %2 s").arg(m_context->endpoint.place()).arg(m_request.silenceMs / 1000)});
}

// A byte now and then is no silence, but would last for ever.
void NamCall::onPace()
{
    if (m_reply->bytesAvailable() > 0) return; // it is we who are slow
    if (std::exchange(m_paceBytes, 0) >= leastBytesPerSecond * m_request.silenceMs / 1000) return;
    m_lanes->retire(m_lane);
    end(Error{Error::Code::Timeout,
              say("%1 sends its answer too slowly to ever end").arg(m_context->endpoint.place())});
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
    m_pace.stop();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply = nullptr;
    }
    if (const auto lane = std::exchange(m_lane, nullptr)) m_lanes->release(lane);
}

} // namespace cluster
