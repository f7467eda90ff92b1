// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/life/lifeapi.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/request/negotiation.h"
#include "model/wire/json.h"

namespace practice {

using model::Value;

namespace {

constexpr QStringView root = u"/practice/v1/";

void answer(const Exchange &exchange, int code, const Value &value)
{
    exchange.answerBytes(code, "application/json", model::writeJson(value) + '\n');
}

// The body of a request that brings one: a JSON object.
Answer<Value> bodyOf(const Exchange &exchange)
{
    auto json = model::readJson(exchange.request.body);
    if (!json || !json->value.isMap()) return ApiStatus::badRequest(QStringLiteral("the body is no JSON object"));
    return std::move(json->value);
}

} // namespace

LifeApi::LifeApi(SimClock &clock, Components &components, Faults &faults)
    : m_clock(clock), m_components(components), m_faults(faults)
{
}

bool LifeApi::handle(const std::shared_ptr<Exchange> &exchange)
{
    if (!exchange->target.path.startsWith(root)) return false;
    exchange->format = errorFormat(exchange->request);
    const QStringList way = exchange->target.path.mid(root.size()).split(u'/');
    if (way[0] == u"time")
        answerTime(*exchange, way);
    else if (way[0] == u"components")
        answerComponents(*exchange, way);
    else if (way[0] == u"proxies" && way.size() == 2)
        answerProxies(*exchange, way);
    else if (way[0] == u"requests" && way.size() == 1)
        answerRequests(*exchange);
    else if (way[0] == u"accesses" && way.size() == 1)
        answerAccesses(*exchange);
    else if (way[0] == u"placements" && way.size() == 3)
        answerPlacements(*exchange, way);
    else if (way[0] == u"faults")
        answerFaults(*exchange, way);
    else
        exchange->refuse(ApiStatus::pathNotFound());
    return true;
}

Value LifeApi::time() const
{
    Value now;
    now.set(u"speed", m_clock.speed());
    now.set(u"paused", m_clock.isPaused());
    if (m_clock.isBehind()) now.set(u"behind", true);
    now.set(u"now", timeText(m_clock.wallMs()));
    return now;
}

void LifeApi::answerTime(const Exchange &exchange, const QStringList &way)
{
    const QByteArray &method = exchange.request.method;
    if (way.size() == 2 && way[1] == u"step" && method == "POST") {
        const bool stepped = m_clock.step();
        Value now = time();
        now.set(u"stepped", stepped);
        return answer(exchange, 200, now);
    }
    if (way.size() != 1) return exchange.refuse(ApiStatus::pathNotFound());
    if (method == "GET") return answer(exchange, 200, time());
    if (method != "PUT") return exchange.refuse(ApiStatus::methodNotAllowed());
    const auto body = bodyOf(exchange);
    if (!body) return exchange.refuse(body.status());
    const Value *speed = body->find(u"speed");
    const Value *paused = body->find(u"paused");
    const std::optional<double> wanted = speed && speed->integer()  ? std::optional(double(*speed->integer()))
                                         : speed && speed->number() ? std::optional(*speed->number())
                                                                    : std::nullopt;
    if (speed && (!wanted || *wanted < SimClock::minSpeed || *wanted > SimClock::maxSpeed))
        return exchange.refuse(ApiStatus::badRequest(
            QStringLiteral("speed: from %1 to %2").arg(SimClock::minSpeed).arg(SimClock::maxSpeed)));
    if (paused && !paused->boolean())
        return exchange.refuse(ApiStatus::badRequest(QStringLiteral("paused: true or false")));
    if (wanted) m_clock.setSpeed(*wanted);
    if (paused) m_clock.setPaused(*paused->boolean());
    answer(exchange, 200, time());
}

void LifeApi::answerComponents(const Exchange &exchange, const QStringList &way) const
{
    if (exchange.request.method != "GET") return exchange.refuse(ApiStatus::methodNotAllowed());
    if (way.size() == 1) return answer(exchange, 200, m_components.describeAll());
    const QString name = way.mid(1).join(u'/');
    const Value described = m_components.describe(name);
    if (described.isNull()) return exchange.refuse(ApiStatus::notFound({{}, QStringLiteral("components")}, name));
    answer(exchange, 200, described);
}

void LifeApi::answerProxies(const Exchange &exchange, const QStringList &way) const
{
    if (exchange.request.method != "GET") return exchange.refuse(ApiStatus::methodNotAllowed());
    const Value table = m_components.proxyTable(way[1]);
    if (table.isNull()) return exchange.refuse(ApiStatus::notFound({{}, QStringLiteral("nodes")}, way[1]));
    answer(exchange, 200, table);
}

void LifeApi::answerRequests(const Exchange &exchange) const
{
    if (exchange.request.method != "POST") return exchange.refuse(ApiStatus::methodNotAllowed());
    const auto body = bodyOf(exchange);
    if (!body) return exchange.refuse(body.status());
    answer(exchange, 200, m_components.sendRequest(*body));
}

void LifeApi::answerAccesses(const Exchange &exchange) const
{
    if (exchange.request.method != "GET") return exchange.refuse(ApiStatus::methodNotAllowed());
    const QString since = exchange.query.value(QStringLiteral("since"));
    bool ok = true;
    const qint64 number = since.isEmpty() ? 0 : since.toLongLong(&ok);
    if (!ok) return exchange.refuse(ApiStatus::badRequest(QStringLiteral("since: a number")));
    answer(exchange, 200, m_components.accesses().since(number));
}

void LifeApi::answerPlacements(const Exchange &exchange, const QStringList &way) const
{
    if (exchange.request.method != "GET") return exchange.refuse(ApiStatus::methodNotAllowed());
    const Value found = m_components.placement(way[1], way[2]);
    if (found.isNull()) return exchange.refuse(ApiStatus::notFound({{}, QStringLiteral("placements")}, way[2]));
    answer(exchange, 200, found);
}

void LifeApi::answerFaults(const Exchange &exchange, const QStringList &way)
{
    const QByteArray &method = exchange.request.method;
    if (way.size() == 1 && method == "GET") return answer(exchange, 200, m_faults.toValue());
    if (way.size() == 1 && method == "POST") {
        const auto body = bodyOf(exchange);
        if (!body) return exchange.refuse(body.status());
        const auto begun = m_faults.begin(*body);
        if (!begun) return exchange.refuse(begun.status());
        return answer(exchange, 201, *begun);
    }
    if (way.size() != 2 || method != "DELETE") return exchange.refuse(ApiStatus::methodNotAllowed());
    if (!m_faults.end(way[1].toLongLong()))
        return exchange.refuse(ApiStatus::notFound({{}, QStringLiteral("faults")}, way[1]));
    answer(exchange, 200, m_faults.toValue());
}

} // namespace practice
