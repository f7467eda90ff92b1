// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httpserver.h"

#include "cluster/practice/http/httpconnection.h"

#include <QLoggingCategory>
#include <QSslKey>
#include <QTcpServer>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <unordered_set>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace practice {
namespace {

Q_LOGGING_CATEGORY(log, "kubewright.practice.http", QtInfoMsg)

constexpr int backlog = 1024;         // connections that wait to be accepted
constexpr int spareDescriptors = 256; // for everything else in this process
constexpr qint64 acceptAgainMs = 100; // after the system had no descriptor or memory
constexpr qint64 maxTickMs = 500;     // deadlines are kept this exactly
constexpr qint64 trimEveryMs = 5000;
constexpr qint64 trimFromBytes = qint64(16) << 20; // freed: worth looking for what the system can have back

class Listener final : public QTcpServer
{
public:
    std::function<void(qintptr)> accepted;

protected:
    void incomingConnection(qintptr descriptor) override { accepted(descriptor); }
};

// How many files this process may have, after the soft limit was raised as far as it goes.
qint64 raiseFileLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
    if (limit.rlim_cur < limit.rlim_max) {
        rlimit raised = limit;
        raised.rlim_cur = limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    }
    return qint64(std::min<rlim_t>(limit.rlim_cur, 1 << 30));
}

model::Result<QSslConfiguration> configure(const TlsIdentity &identity)
{
    const QSslCertificate certificate(identity.certificate);
    const QSslKey key(identity.key, QSsl::Ec);
    if (certificate.isNull() || key.isNull())
        return model::Error{model::Error::Code::Invalid,
                            QStringLiteral("the practice cluster's certificate is no good")};
    QSslConfiguration tls;
    tls.setLocalCertificate(certificate);
    tls.setPrivateKey(key);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    tls.setCaCertificates({});
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
    return tls;
}

} // namespace

struct HttpServer::Data
{
    Data(HttpServer &owner, HttpContext shared) : server(owner), context(std::move(shared)) {}

    void accept(qintptr descriptor);
    void tick();
    void left(HttpConnection *connection);
    // A copy: what is called may take connections away.
    std::vector<QPointer<HttpConnection>> all() const { return {connections.begin(), connections.end()}; }
    void tellClosed();
    bool makeRoom();
    void giveBack(qint64 nowMs);

    HttpServer &server;
    HttpContext context;
    Listener listener;
    std::unordered_set<HttpConnection *> connections;
    int maxConnections = 0;
    qint64 trimmedMs = 0;
    std::unique_ptr<QObject> ticking;
    std::unique_ptr<QObject> grace;
    std::unique_ptr<QObject> resuming;
    bool hasToldClosed = false;
};

void HttpServer::Data::accept(qintptr descriptor)
{
    if (context.isClosing || (int(connections.size()) >= maxConnections && !makeRoom())) {
        ::close(int(descriptor));
        return;
    }
    connections.insert(new HttpConnection(descriptor, context));
    if (!ticking) tick();
}

// Somebody without a token, who holds every connection there is, must not keep out who has one.
bool HttpServer::Data::makeRoom()
{
    const qint64 now = context.clock.monotonicMs();
    HttpConnection *last = nullptr;
    qint64 most = -1;
    for (HttpConnection *connection : connections) {
        const qint64 useless = connection->uselessness(now);
        if (useless <= most) continue;
        most = useless;
        last = connection;
    }
    if (last) last->abort();
    return last;
}

// The C library keeps what was freed. After much of it, the system gets it back.
void HttpServer::Data::giveBack(qint64 nowMs)
{
    if (context.freedBytes < trimFromBytes || nowMs - trimmedMs < trimEveryMs) return;
    context.freedBytes = 0;
    trimmedMs = nowMs;
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

void HttpServer::Data::tick()
{
    const Limits &limits = context.limits;
    const qint64 shortest = std::min({limits.handshakeMs, limits.requestMs, limits.idleMs});
    ticking = context.clock.after(std::clamp<qint64>(shortest / 8, 1, maxTickMs), [this] {
        const qint64 now = context.clock.monotonicMs();
        for (const auto &connection : all())
            if (connection) connection->sweep(now);
        giveBack(now);
        ticking.reset();
        if (!connections.empty() || context.freedBytes >= trimFromBytes) tick();
    });
}

void HttpServer::Data::left(HttpConnection *connection)
{
    connections.erase(connection);
    tellClosed();
}

void HttpServer::Data::tellClosed()
{
    if (!context.isClosing || !connections.empty() || std::exchange(hasToldClosed, true)) return;
    grace.reset();
    QMetaObject::invokeMethod(&server, &HttpServer::closed, Qt::QueuedConnection);
}

void HttpReply::sendPieces(int status, const HttpHeaders &headers, HttpPieces pieces)
{
    const HttpPieces all = std::move(pieces); // what is made by them ends with this call
    QByteArray body;
    while (const std::optional<QByteArray> piece = all.next()) {
        if (piece->isEmpty()) return send(status, headers, body);
        body += *piece;
    }
    abort();
}

HttpServer::HttpServer(Handler handler, ErrorBody errorBody, const model::Clock &clock, Limits limits)
    : d(std::make_unique<Data>(*this, HttpContext{std::move(handler), std::move(errorBody), clock, limits}))
{
    d->context.left = [this](HttpConnection *connection) { d->left(connection); };
    d->listener.accepted = [this](qintptr descriptor) { d->accept(descriptor); };
    d->listener.setListenBacklogSize(backlog);
    // Qt stops accepting when the system has no descriptor left.
    connect(&d->listener, &QTcpServer::acceptError, this,
            [this] { d->resuming = d->context.clock.after(acceptAgainMs, [this] { d->listener.resumeAccepting(); }); });
}

HttpServer::~HttpServer()
{
    d->listener.close();
    for (HttpConnection *connection : std::exchange(d->connections, {})) delete connection;
}

model::Result<quint16> HttpServer::listen(quint16 port, const TlsIdentity &identity)
{
    auto tls = configure(identity);
    if (!tls) return std::move(tls).error();
    d->context.tls = std::move(*tls);
    const qint64 files = raiseFileLimit();
    d->maxConnections = int(std::clamp<qint64>(files - spareDescriptors, 16, d->context.limits.connections));
    if (d->maxConnections < d->context.limits.connections)
        qCInfo(log, "%lld files may be open here: %d connections instead of %d", static_cast<long long>(files),
               d->maxConnections, d->context.limits.connections);
    if (!d->listener.listen(QHostAddress::LocalHost, port)) {
        return model::Error{model::Error::Code::Io,
                            tr("can't listen on 127.0.0.1:%1: %2").arg(port).arg(d->listener.errorString())};
    }
    return d->listener.serverPort();
}

void HttpServer::close(int graceMs)
{
    if (std::exchange(d->context.isClosing, true)) return;
    d->listener.close();
    d->grace = d->context.clock.after(graceMs, [this] {
        for (const auto &connection : d->all())
            if (connection) connection->abort();
    });
    for (const auto &connection : d->all())
        if (connection) connection->shutDown();
    d->tellClosed();
}

int HttpServer::connectionCount() const { return int(d->connections.size()); }

} // namespace practice
