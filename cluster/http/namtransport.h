// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/http/endpoint.h"
#include "cluster/http/transport.h"

#include <memory>

namespace cluster {

class Lanes;
struct CallContext;

// The real Transport: HTTP/1.1 over QNetworkAccessManager (docs/decisions/0003-http.md), one per identity, so that two
// contexts with the same server never share an authenticated connection. Used from any one thread that runs an event
// loop: the first start() decides which. Calls may outlive the transport.
//
// Promises: no request waits behind a stream; a peer that falls silent ends the call with Timeout after
// Request::silenceMs and the next request gets a fresh connection; redirects are refused; answers are read in pieces of
// at most 256 KiB, decompressed, without a limit on the whole (collect them with an Exchange, which has one); no
// credential appears in an error or a log line. Where a kept-alive connection turns out to be closed, Qt sends a GET
// again, up to three times; any other request ends with Unreachable and is sent once only: look up what became of it.
// Repeated header names in a Request collapse into one.
class NamTransport final : public Transport
{
public:
    // Invalid or Unsupported when the endpoint's certificates or keys can't be used. Makes no connection.
    static model::Result<std::unique_ptr<NamTransport>> create(Endpoint endpoint);
    ~NamTransport() override;

    std::unique_ptr<Call> start(const Request &request) override;
    const Endpoint &endpoint() const;

private:
    explicit NamTransport(std::shared_ptr<const CallContext> context);

    std::shared_ptr<const CallContext> m_context;
    std::shared_ptr<Lanes> m_lanes;
};

// "kubewright/VERSION (linux/amd64) qt/6.4". For a browser's name the apiserver would indent its JSON, which doubles
// the bytes.
QByteArray userAgent();

} // namespace cluster
