// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/practice/practicecontrol.h"

#include "cluster/api/exchange.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace app {

namespace {

constexpr int tickMs = 1000;

QString pathTo(const QString &what) { return QStringLiteral("/practice/v1/") + what; }

} // namespace

PracticeControl::PracticeControl(ClusterLink *link, QObject *parent) : QObject(parent), m_link(link)
{
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &PracticeControl::ask);
    connect(link, &ClusterLink::opened, this, [this] {
        if (!isOn()) return;
        m_tick.start();
        ask();
        askComponents();
    });
    connect(link, &ClusterLink::closed, this, [this] {
        m_tick.stop();
        m_exchanges.clear(); // their transport goes
        m_asks = false;
        m_faults.clear();
        m_components.clear();
        Q_EMIT changed();
    });
}

PracticeControl::~PracticeControl() = default;

void PracticeControl::ask()
{
    if (std::exchange(m_asks, true)) return; // the last answer is not here yet
    send("GET", QStringLiteral("time"), {}, [this](const QJsonObject &time) {
        takeTime(time);
        askFaults();
    });
}

void PracticeControl::askFaults()
{
    send("GET", QStringLiteral("faults"), {}, [this](const QJsonObject &all) {
        m_asks = false;
        takeFaults(all);
    });
}

void PracticeControl::askComponents()
{
    send("GET", QStringLiteral("components"), {}, [this](const QJsonObject &all) {
        m_components.clear();
        for (const QJsonValue &one : all.value(QStringLiteral("components")).toArray())
            m_components << one[QStringLiteral("name")].toString();
        Q_EMIT changed();
    });
}

void PracticeControl::setPaused(bool paused)
{
    send("PUT", QStringLiteral("time"), {{QStringLiteral("paused"), paused}},
         [this](const QJsonObject &time) { takeTime(time); });
}

void PracticeControl::setSpeed(double speed)
{
    send("PUT", QStringLiteral("time"), {{QStringLiteral("speed"), speed}},
         [this](const QJsonObject &time) { takeTime(time); });
}

void PracticeControl::step()
{
    send("POST", QStringLiteral("time/step"), {}, [this](const QJsonObject &time) { takeTime(time); });
}

void PracticeControl::breakIt(const QString &kind, const QString &target, qint64 amount)
{
    QJsonObject spec{{QStringLiteral("fault"), kind}};
    if (!target.isEmpty()) spec.insert(QStringLiteral("target"), target);
    if (amount) spec.insert(QStringLiteral("amount"), amount);
    send("POST", QStringLiteral("faults"), spec, [this](const QJsonObject &) { askFaults(); });
}

void PracticeControl::mend(qint64 id)
{
    send("DELETE", QStringLiteral("faults/%1").arg(id), {}, [this](const QJsonObject &all) { takeFaults(all); });
}

void PracticeControl::send(const QByteArray &method, const QString &path, const QJsonObject &body, const Then &then)
{
    if (!isOn()) return;
    std::erase_if(m_exchanges, [](const auto &exchange) { return exchange->property("isDone").toBool(); });
    cluster::Request request;
    request.method = method;
    request.path = pathTo(path);
    if (!body.isEmpty()) {
        request.headers = {{"Content-Type", "application/json"}};
        request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    }
    m_exchanges.push_back(std::make_unique<cluster::Exchange>(*m_link->requests(), request,
                                                              cluster::ExchangePolicy{.replaySafe = false}));
    cluster::Exchange *exchange = m_exchanges.back().get();
    connect(exchange, &cluster::Exchange::finished, this, [this, exchange, then](const cluster::Reply &reply) {
        exchange->setProperty("isDone", true);
        if (reply.ok()) return then(reply.object);
        m_asks = false;
        Q_EMIT failed(reply.failure->error.toString());
    });
}

void PracticeControl::takeTime(const QJsonObject &time)
{
    const QDateTime now = QDateTime::fromString(time.value(QStringLiteral("now")).toString(), Qt::ISODate);
    const qint64 ahead = now.toMSecsSinceEpoch() - QDateTime::currentMSecsSinceEpoch();
    if (now.isValid()) m_link->setAheadMs(std::abs(ahead) < 2000 ? 0 : ahead); // it tells whole seconds
    const double speed = time.value(QStringLiteral("speed")).toDouble(1);
    const bool isPaused = time.value(QStringLiteral("paused")).toBool();
    if (speed == m_speed && isPaused == m_isPaused) return;
    m_speed = speed;
    m_isPaused = isPaused;
    Q_EMIT changed();
}

void PracticeControl::takeFaults(const QJsonObject &all)
{
    QList<Fault> faults;
    for (const QJsonValue &one : all.value(QStringLiteral("faults")).toArray())
        faults << Fault{one[QStringLiteral("id")].toInteger(), one[QStringLiteral("fault")].toString(),
                        one[QStringLiteral("target")].toString(), one[QStringLiteral("text")].toString()};
    if (faults == m_faults) return;
    m_faults = faults;
    Q_EMIT changed();
}

} // namespace app
