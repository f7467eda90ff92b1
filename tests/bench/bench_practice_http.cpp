// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httpserver.h"
#include "tests/cluster/practice/http/tlsload.h"

#include <QCoreApplication>

#include <cstdio>
#include <ctime>
#include <thread>

// Small requests over keep-alive TLS connections, answered by a handler that does nothing: what HTTP and TLS cost.

int main(int argc, char **argv)
{
    constexpr int connections = 20;
    constexpr int seconds = 4;
    const QCoreApplication application(argc, argv);
    const model::RealClock clock;
    const QByteArray body = "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"web\"}}";
    practice::HttpServer server(
        [&](const practice::HttpRequest &, const std::shared_ptr<practice::HttpReply> &reply) {
            reply->send(200, {{"Content-Type", "application/json"}}, body);
        },
        nullptr, clock);
    const auto identity = practice::TlsIdentity::make(clock.wallMs());
    const auto port = identity ? server.listen(0, *identity) : model::Result<quint16>(identity.error());
    if (!port) {
        std::fprintf(stderr, "%s\n", qPrintable(port.error().toString()));
        return 1;
    }
    double rate = 0;
    std::thread clients([&] {
        rate = requestsPerSecond(*port, connections, seconds);
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    timespec before{};
    timespec after{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
    QCoreApplication::exec();
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
    clients.join();
    const double spent = double(after.tv_sec - before.tv_sec) + double(after.tv_nsec - before.tv_nsec) / 1e9;
    std::printf("practice http: %.0f requests/s over %d TLS connections (aim 8000), %.1f us CPU of the server each\n",
                rate, connections, rate > 0 ? spent * 1e6 / (rate * seconds) : 0.0);
    return rate > 0 ? 0 : 1;
}
