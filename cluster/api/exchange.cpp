// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/exchange.h"

#include "cluster/api/warnings.h"
#include "model/base/limits.h"
#include "model/base/say.h"

#include <QJsonDocument>
#include <QRandomGenerator>

#include <algorithm>

namespace cluster {

using model::Error;

namespace {

using model::say;

} // namespace

Exchange::Exchange(Transport &transport, Request request, ExchangePolicy policy, QObject *parent)
    : QObject(parent), m_transport(transport), m_request(std::move(request)), m_policy(policy)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Exchange::start);
    start();
}

Exchange::~Exchange() = default;

void Exchange::start()
{
    m_head = {};
    m_body.clear();
    m_call = m_transport.start(m_request);
    connect(m_call.get(), &Call::headArrived, this, [this](const ResponseHead &head) { m_head = head; });
    connect(m_call.get(), &Call::dataArrived, this, &Exchange::onData);
    connect(m_call.get(), &Call::finished, this, &Exchange::onFinished);
}

void Exchange::onData(const QByteArray &data)
{
    if (m_body.size() + data.size() <= m_policy.maxBytes) {
        m_body += data;
        return;
    }
    const QString message = say("the answer is larger than %1 MiB").arg(m_policy.maxBytes >> 20);
    end({.head = m_head, .failure = apiFailureOf(Error{Error::Code::TooLarge, message})});
}

void Exchange::onFinished(const std::optional<Error> &error)
{
    if (error) {
        end({.head = m_head, .failure = apiFailureOf(*error)});
        return;
    }
    if (!waitsForRetry()) end(interpreted());
}

std::optional<int> Exchange::retryAfterMs(const ResponseHead &head)
{
    constexpr qint64 longest = 60'000;
    bool isNumber = false;
    const QByteArray text = head.header("retry-after").trimmed();
    const qint64 seconds = text.toLongLong(&isNumber);
    if (!isNumber || seconds < 0) return std::nullopt;
    return int(qMin(longest, qMin(seconds, longest) * 1000));
}

bool Exchange::waitsForRetry()
{
    const bool again = m_head.status == 429 || (m_head.status >= 500 && m_policy.replaySafe);
    const auto wait = retryAfterMs(m_head);
    if (!again || !wait || m_retries == maxRetries) return false;
    if (m_waitedMs + *wait > std::min(m_policy.patienceMs, m_transport.patienceMs())) return false;
    ++m_retries;
    m_waitedMs += *wait;
    // Up to a tenth more, so that many clients do not come back in one moment.
    const int waitMs = *wait + int(QRandomGenerator::global()->bounded(*wait / 10 + 1));
    m_call.release()->deleteLater(); // its signal is being delivered
    m_retry.start(waitMs);
    Q_EMIT throttled(waitMs);
    return true;
}

Reply Exchange::interpreted() const
{
    Reply reply{.head = m_head, .body = m_body, .warnings = readWarnings(m_head)};
    if (m_head.status >= 400) {
        reply.failure = readFailure(m_head, m_body);
        if (const auto wait = retryAfterMs(m_head); wait && (m_head.status == 429 || m_head.status >= 500))
            reply.failure->error.message += say(" (it asks to come again in %1 s)").arg(*wait / 1000);
        return reply;
    }
    if (!m_policy.json) return reply;
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(m_body, &problem);
    if (document.isObject()) {
        reply.object = document.object();
        return reply;
    }
    const bool html = m_head.header("content-type").startsWith("text/html");
    reply.failure = apiFailureOf(Error{
        Error::Code::Protocol,
        html ? say("this is not a Kubernetes API: it answers with a web page, perhaps a proxy's login")
             : say("the answer is not the JSON object that a Kubernetes API sends (%1)").arg(problem.errorString()),
        std::nullopt,
        inertText(QString::fromUtf8(m_body.left(model::limits::maxHttpBodyExcerpt)), model::limits::maxHttpBodyExcerpt)
            .toUtf8()});
    return reply;
}

void Exchange::end(const Reply &reply)
{
    m_call->disconnect(this);
    m_call.release()->deleteLater();
    Q_EMIT finished(reply);
}

} // namespace cluster
