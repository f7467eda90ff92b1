// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apiserver.h"
#include "cluster/practice/api/clustergate.h"
#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/api/definitions.h"
#include "cluster/practice/discovery/openapi.h"
#include "model/base/value.h"
#include "tests/support/fakeclock.h"

namespace bench {

// What a request was answered, kept to look at. The client of it can leave.
class KeptReply final : public practice::HttpReply
{
public:
    void send(int status, const practice::HttpHeaders &headers, const QByteArray &body) override;
    void start(int status, const practice::HttpHeaders &headers) override;
    void write(const QByteArray &chunk) override;
    void finish() override { m_isOpen = false; }
    void abort() override { m_isOpen = false; }
    qint64 pendingBytes() const override { return 0; }
    bool takes(qint64) const override { return true; }
    void whenTakes(qint64, std::function<void()> function) override { function(); } // nothing ever is pending
    bool isOpen() const override { return m_isOpen; }
    void onGone(std::function<void()> function) override { m_onGone = std::move(function); }

    // The client goes; whoever asked for it is told at once. With leaveAfter() it goes when so many chunks have come.
    void leave();
    void leaveAfter(int chunks) { m_leaveAfter = chunks; }
    QByteArray header(const QByteArray &name) const;
    model::Value json() const; // of the body; null when it is none
    // Of a stream: the events so far, each a JSON object.
    std::vector<model::Value> events() const;

    int status = 0;
    practice::HttpHeaders headers;
    QByteArray body;

private:
    bool m_isOpen = true;
    int m_chunks = 0;
    int m_leaveAfter = -1;
    std::function<void()> m_onGone;
};

// An API server without a network, on a clock that stands still.
class ApiBench
{
public:
    explicit ApiBench(const practice::LogSource *logs = nullptr);

    // type is the Content-Type; JSON where there is a body and nothing is said.
    std::shared_ptr<KeptReply> ask(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
                                   const practice::HttpHeaders &headers = {});
    static practice::HttpHeaders asNobody() { return {{"x-no-token", "1"}}; }

    support::FakeClock clock;
    practice::Catalogue catalogue;
    practice::CustomKinds customKinds{catalogue};
    practice::OpenApi openApi{catalogue, [this](const practice::ApiKind &kind) { return customKinds.schemaAt(kind); }};
    practice::Store store{
        [this](const practice::Record &record) { return practice::Registry::describe(catalogue, record); }};
    practice::Registry registry{store, catalogue, customKinds};
    practice::ClusterGate gate{registry, catalogue, {}};
    quint64 drawn = 0;
    practice::ApiCore core;
    practice::ApiServer server;
    practice::Definitions definitions{core};
};

} // namespace bench
