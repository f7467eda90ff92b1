// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/api/apibench.h"

#include "cluster/practice/api/systemwriter.h"
#include "cluster/practice/kinds/seed.h"
#include "model/wire/json.h"

namespace bench {

using model::Value;
using practice::HttpHeaders;

void KeptReply::send(int answered, const HttpHeaders &given, const QByteArray &bytes)
{
    status = answered;
    headers = given;
    body = bytes;
    m_isOpen = false;
}

void KeptReply::start(int answered, const HttpHeaders &given)
{
    status = answered;
    headers = given;
}

void KeptReply::write(const QByteArray &chunk)
{
    if (!m_isOpen) return;
    body += chunk;
    if (++m_chunks == m_leaveAfter) leave();
}

void KeptReply::leave()
{
    m_isOpen = false;
    if (const auto tell = std::exchange(m_onGone, {})) tell();
}

QByteArray KeptReply::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0) return value;
    return {};
}

Value KeptReply::json() const
{
    auto text = model::readJson(body);
    return text ? std::move(text->value) : Value();
}

std::vector<Value> KeptReply::events() const
{
    std::vector<Value> all;
    for (const QByteArray &line : body.split('\n'))
        if (auto text = model::readJson(line); text && !line.isEmpty()) all.push_back(std::move(text->value));
    return all;
}

ApiBench::ApiBench(const practice::LogSource *logs)
    : core{registry, catalogue,   clock,   [this] { return ++drawn * 0x9e3779b97f4a7c15; },
           gate,     customKinds, openApi, clock},
      server(core, {.token = "secret", .logs = logs})
{
    customKinds.onGoing([this](const practice::ApiKind &kind) { server.watches().endKind(kind); });
    practice::SystemWriter writer(core, QStringLiteral("kube-apiserver"));
    for (Value &object : practice::seedObjects({.time = core.now()}))
        if (writer.serves(object))
            if (const auto refusal = writer.create(std::move(object))) qFatal("%s", qPrintable(refusal->message));
}

std::shared_ptr<KeptReply> ApiBench::ask(const QByteArray &method, const QByteArray &target, const QByteArray &body,
                                         const HttpHeaders &headers)
{
    practice::HttpRequest request;
    request.method = method;
    const qsizetype question = target.indexOf('?');
    request.path = question < 0 ? target : target.left(question);
    if (question >= 0) request.query = target.mid(question + 1);
    request.body = body;
    request.headers = headers;
    if (headers != asNobody() && request.header("authorization").isEmpty())
        request.headers.emplace_back("authorization", "Bearer secret");
    if (!body.isEmpty() && request.header("content-type").isEmpty())
        request.headers.emplace_back("content-type", "application/json");
    auto reply = std::make_shared<KeptReply>();
    server.handle(std::move(request), reply);
    return reply;
}

} // namespace bench
