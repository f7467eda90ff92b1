// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/apiclient.h"

#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QFile>
#include <QSslKey>
#include <QSslSocket>
#include <QTimer>

namespace contract {

using model::Value;

namespace {

QByteArray fileBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray text(const Value &value, QStringView key)
{
    const Value *found = value.find(key);
    return found && found->string() ? found->string()->toUtf8() : QByteArray();
}

const Value &first(const Value &config, QStringView list, QStringView key)
{
    static const Value none;
    const Value *entries = config.find(list);
    if (!entries || !entries->list() || entries->list()->empty()) return none;
    const Value *found = entries->list()->front().find(key);
    return found ? *found : none;
}

QByteArray withoutChunks(QByteArray rest)
{
    QByteArray body;
    for (qsizetype end = rest.indexOf("\r\n"); end > 0; end = rest.indexOf("\r\n")) {
        const qsizetype size = rest.left(end).toLongLong(nullptr, 16);
        body += rest.mid(end + 2, size);
        rest = rest.mid(end + 2 + size + 2);
    }
    return body;
}

// Whether an answer needs no end of the connection to tell its own. What no length is told of comes in one piece.
bool isWhole(const QByteArray &answer)
{
    const qsizetype end = answer.indexOf("\r\n\r\n");
    if (end < 0) return false;
    const QByteArray head = answer.left(end).toLower();
    if (head.contains("\r\ntransfer-encoding: chunked")) return answer.endsWith("\r\n0\r\n\r\n");
    const qsizetype length = head.indexOf("\r\ncontent-length: ");
    const qsizetype size = answer.size() - end - 4;
    return length < 0 ? size > 0 : size >= head.mid(length + 18).split('\r').first().toLongLong();
}

// The event loop runs for a moment.
void spin(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

void OpenWatch::read()
{
    m_rest += m_reply->readAll();
    for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n')) {
        m_events.append(m_rest.left(end));
        m_rest.remove(0, end + 1);
    }
}

QList<QByteArray> OpenWatch::take(int count, int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (true) {
        read();
        if (m_events.size() >= count || m_reply->isFinished() || deadline.hasExpired()) break;
        spin(5);
    }
    QList<QByteArray> taken = m_events.mid(0, count);
    m_events = m_events.mid(taken.size());
    return taken;
}

bool OpenWatch::ended()
{
    const QDeadlineTimer deadline(5000);
    while (!m_reply->isFinished() && !deadline.hasExpired()) spin(5);
    return m_reply->isFinished();
}

std::unique_ptr<ApiClient> ApiClient::plain(const QByteArray &server)
{
    auto client = std::make_unique<ApiClient>();
    client->m_server = server;
    return client;
}

std::unique_ptr<ApiClient> ApiClient::open(const QByteArray &kubeconfig, const QString &folder)
{
    const model::YamlStream stream = model::YamlStream::parse(kubeconfig);
    if (stream.parts().empty()) return {};
    const auto config = model::toValue(stream.parts().front().document->root());
    if (!config) return {};
    auto client = std::make_unique<ApiClient>();
    const Value &cluster = first(*config, u"clusters", u"cluster");
    const Value &user = first(*config, u"users", u"user");
    client->m_server = text(cluster, u"server");
    client->m_token = text(user, u"token");
    const auto material = [&folder](const Value &from, const QString &key) {
        const QByteArray inlined = text(from, key + QStringLiteral("-data"));
        return inlined.isEmpty() ? fileBytes(folder + u'/' + QString::fromUtf8(text(from, key)))
                                 : QByteArray::fromBase64(inlined);
    };
    client->m_tls = QSslConfiguration::defaultConfiguration();
    client->m_tls.setCaCertificates(
        QSslCertificate::fromData(material(cluster, QStringLiteral("certificate-authority"))));
    if (client->m_token.isEmpty()) {
        client->m_tls.setLocalCertificateChain(
            QSslCertificate::fromData(material(user, QStringLiteral("client-certificate"))));
        client->m_tls.setPrivateKey(QSslKey(material(user, QStringLiteral("client-key")), QSsl::Rsa));
    }
    client->m_tls.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
    return client;
}

QNetworkRequest ApiClient::make(const QByteArray &path, const QByteArray &accept) const
{
    QNetworkRequest request(QUrl::fromEncoded(m_server + path));
    request.setSslConfiguration(m_tls);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setHeader(QNetworkRequest::UserAgentHeader, QByteArrayLiteral("contract/1"));
    request.setRawHeader("Accept", accept.isEmpty() ? QByteArray("application/json") : accept);
    if (!m_token.isEmpty()) request.setRawHeader("Authorization", "Bearer " + m_token);
    return request;
}

Reply ApiClient::request(const QByteArray &method, const QByteArray &path, const QByteArray &body,
                         const QByteArray &contentType, const QByteArray &accept)
{
    QNetworkRequest request = make(path, accept);
    if (!contentType.isEmpty()) request.setHeader(QNetworkRequest::ContentTypeHeader, contentType);
    // Qt waits for a body behind the head of an answer to HEAD, unless it knows what it asks.
    const std::unique_ptr<QNetworkReply> reply(method == "HEAD" ? m_manager.head(request)
                                                                : m_manager.sendCustomRequest(request, method, body));
    const QDeadlineTimer deadline(20000);
    while (!reply->isFinished() && !deadline.hasExpired()) {
        QEventLoop loop;
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(deadline.remainingTime(), &loop, &QEventLoop::quit);
        loop.exec();
    }
    Reply out;
    out.code = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    out.contentType = reply->rawHeader("Content-Type");
    for (const auto &[name, value] : reply->rawHeaderPairs())
        if (name.compare("warning", Qt::CaseInsensitive) == 0) out.warnings.append(value);
    out.body = reply->readAll();
    return out;
}

Reply ApiClient::raw(const QByteArray &bytes)
{
    const QUrl server = QUrl::fromEncoded(m_server);
    QSslSocket socket;
    socket.setSslConfiguration(m_tls);
    socket.connectToHostEncrypted(server.host(), quint16(server.port()));
    socket.write(bytes);
    const QDeadlineTimer deadline(5000);
    QByteArray all;
    while (socket.state() != QAbstractSocket::UnconnectedState && !isWhole(all) && !deadline.hasExpired()) {
        spin(1);
        all += socket.readAll();
    }
    all += socket.readAll();
    const qsizetype end = all.indexOf("\r\n\r\n");
    if (end < 0) return {};
    Reply reply;
    reply.code = all.mid(9, 3).toInt();
    reply.body = all.mid(end + 4);
    for (const QByteArray &line : all.left(end).split('\n')) {
        const QByteArray value = line.mid(line.indexOf(':') + 1).trimmed();
        if (line.startsWith("Content-Type:")) reply.contentType = value;
        if (line.startsWith("Warning:")) reply.warnings.append(value);
        if (line.startsWith("Transfer-Encoding:")) reply.body = withoutChunks(reply.body);
    }
    return reply;
}

std::unique_ptr<OpenWatch> ApiClient::watch(const QByteArray &path, const QByteArray &accept)
{
    QNetworkReply *reply = m_watchers.get(make(path, accept));
    // The server has it once its head is here: what happens next is seen.
    const QDeadlineTimer deadline(5000);
    while (!reply->isFinished() && !deadline.hasExpired() &&
           !reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
        spin(2);
    return std::make_unique<OpenWatch>(reply);
}

} // namespace contract
