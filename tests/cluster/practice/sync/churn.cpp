// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/sync/churn.h"

#include "cluster/api/exchange.h"
#include "tests/cluster/practice/sync/connection.h"

#include <QEventLoop>
#include <QRandomGenerator>
#include <QSet>

#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace syncing {

namespace {

constexpr int namesPerKind = 60;

struct Write
{
    QByteArray method;
    QByteArray path;
    QByteArray contentType;
    QByteArray body;
};

// What one namespace is to be written next.
class Lane
{
public:
    Lane(QByteArray space, quint32 seed) : m_space(std::move(space)), m_random(seed) {}

    Write next()
    {
        const bool pod = m_random.bounded(2) == 0;
        const QByteArray name = (pod ? "pod-" : "map-") + QByteArray::number(m_random.bounded(namesPerKind));
        const QByteArray collection = "/api/v1/namespaces/" + m_space + (pod ? "/pods" : "/configmaps");
        const QByteArray object = collection + '/' + name;
        const QByteArray value = QByteArray::number(++m_count);
        if (!m_there.contains(name)) {
            m_there.insert(name);
            return {"POST", collection, "application/json", pod ? podBody(name, value) : mapBody(name, value)};
        }
        if (m_random.bounded(4) == 0) {
            m_there.remove(name);
            return {"DELETE", object + "?gracePeriodSeconds=0", {}, {}};
        }
        if (!pod && m_random.bounded(2) == 0) return {"PUT", object, "application/json", mapBody(name, value)};
        return {"PATCH", object, "application/merge-patch+json",
                R"({"metadata":{"labels":{"turn":")" + value + R"("}}})"};
    }

private:
    static QByteArray mapBody(const QByteArray &name, const QByteArray &value)
    {
        return R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":")" + name + R"("},"data":{"turn":")" +
               value + R"("}})";
    }
    static QByteArray podBody(const QByteArray &name, const QByteArray &value)
    {
        return R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":")" + name + R"(","labels":{"turn":")" + value +
               R"("}},"spec":{"containers":[{"name":"c","image":"i"}]}})";
    }

    const QByteArray m_space;
    QRandomGenerator m_random;
    QSet<QByteArray> m_there;
    int m_count = 0;
};

} // namespace

Churn::Churn(QString kubeconfig, int writes, quint32 seed)
    : m_kubeconfig(std::move(kubeconfig)), m_writes(writes), m_seed(seed)
{
}

void Churn::run()
{
    QEventLoop loop;
    const auto transport = connectTo(m_kubeconfig);
    std::array<std::unique_ptr<cluster::Exchange>, lanes> exchanges;
    std::vector<Lane> all;
    int started = 0, open = 0;
    std::function<void(int)> step;
    const auto send = [&](int lane, const Write &write) {
        ++open;
        if (exchanges[size_t(lane)]) exchanges[size_t(lane)].release()->deleteLater();
        exchanges[size_t(lane)] = std::make_unique<cluster::Exchange>(
            *transport,
            cluster::Request{.method = write.method,
                             .path = QString::fromUtf8(write.path),
                             .headers = {{"Accept", "application/json"}, {"Content-Type", write.contentType}},
                             .body = write.body},
            cluster::ExchangePolicy{.replaySafe = false});
        QObject::connect(exchanges[size_t(lane)].get(), &cluster::Exchange::finished,
                         [&, lane, path = write.path](const cluster::Reply &reply) {
                             --open;
                             ++m_written;
                             if (!reply.ok()) m_failure = QString::fromUtf8(path) + u' ' + reply.failure->error.message;
                             step(lane);
                         });
    };
    step = [&](int lane) {
        if (m_failure.isEmpty() && started < m_writes) {
            ++started;
            send(lane, all[size_t(lane)].next());
        } else if (open == 0) {
            loop.quit();
        }
    };
    for (int i = 0; i < lanes; ++i) all.emplace_back(space(i), m_seed + quint32(i));
    for (int i = 0; i < lanes; ++i)
        send(i, {"POST", "/api/v1/namespaces", "application/json",
                 R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":")" + space(i) + R"("}})"});
    loop.exec();
}

} // namespace syncing
