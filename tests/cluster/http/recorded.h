// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/http/namtransport.h"
#include "tests/support/scriptserver.h"

#include <QTest>

// Calls to a ScriptServer, and everything they told as text.
namespace recorded {

using cluster::Call;
using cluster::NamTransport;
using cluster::Request;
using support::ScriptServer;
using namespace Qt::StringLiterals;

// A call and everything it told, as text.
struct Recorded
{
    std::unique_ptr<Call> call;
    std::shared_ptr<QByteArray> log = std::make_shared<QByteArray>();

    Recorded(NamTransport &transport, const Request &request) : call(transport.start(request))
    {
        QObject::connect(call.get(), &Call::headArrived, call.get(), [log = log](const cluster::ResponseHead &head) {
            *log += "head " + QByteArray::number(head.status) + ' ';
        });
        QObject::connect(call.get(), &Call::dataArrived, call.get(),
                         [log = log](const QByteArray &data) { *log += data; });
        QObject::connect(
            call.get(), &Call::finished, call.get(), [log = log](const std::optional<model::Error> &error) {
                *log +=
                    error ? " error " + QByteArray::number(int(error->code)) + ' ' + error->message.toUtf8() : " end";
            });
    }
    bool ended() const { return log->contains(" end") || log->contains(" error"); }
};

inline constexpr auto chunked =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n";

inline QByteArray chunk(const QByteArray &data) { return QByteArray::number(data.size(), 16) + "\r\n" + data + "\r\n"; }

inline std::unique_ptr<NamTransport> connectTo(const ScriptServer &server, const QByteArray &token = "geheim",
                                               const QString &prefix = {})
{
    QUrl url = server.url();
    url.setPath(prefix);
    auto transport = NamTransport::create({.server = url,
                                           .tls = {.ca = support::readTestData(u"tls/ca.crt"_s)},
                                           .authorization = [token] { return "Bearer " + token; }});
    return std::move(transport).value();
}

} // namespace recorded
