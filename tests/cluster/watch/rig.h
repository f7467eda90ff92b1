// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/reflector.h"
#include "tests/support/fakeclock.h"
#include "tests/support/faketransport.h"

#include <QCoreApplication>

// One reflector for pods with a scripted server and a clock that is moved by hand, and the log of everything it did:
// "0.0 LIST limit=500&resourceVersion=0", "0.0 SET a@1 b@2", "0.0 live".
class Rig : public QObject, public cluster::Transport, public cluster::RowSink
{
public:
    explicit Rig(double randomness = 0) : randomNumber(randomness)
    {
        connect(&reflector, &cluster::Reflector::statusChanged, this, &Rig::logStatus);
    }

    // Begins, and lets the script run for so long.
    void run(qint64 ms)
    {
        if (reflector.phase() == cluster::Reflector::Phase::Idle) reflector.start();
        settle();
        clock.advance(ms, [this] { settle(); });
    }
    void settle()
    {
        server.settle();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    // The newest request.
    support::FakeCall *call() const { return server.calls.isEmpty() ? nullptr : server.calls.last().get(); }

    QByteArray log;
    support::FakeTransport server;
    support::FakeClock clock;
    double randomNumber = 0;
    cluster::WatchEnvironment environment{*this, clock, [this] { return randomNumber; }};
    cluster::Reflector reflector{environment, {*cluster::builtinKind(QStringLiteral("pods")), {}}, 1, *this};

private:
    std::unique_ptr<cluster::Call> start(const cluster::Request &request) override
    {
        QByteArray query = request.path.mid(request.path.indexOf(QLatin1Char('?')) + 1).toUtf8();
        QByteArray verb = "LIST ";
        if (query.contains("watch=true")) verb = "WATCH ";
        if (query.contains("NotOlderThan")) verb = "CHECK ";
        query.replace("watch=true&allowWatchBookmarks=true&", "").replace("&timeoutSeconds=300", "");
        query.replace("&resourceVersionMatch=NotOlderThan", "")
            .replace("limit=1&", "")
            .replace("resourceVersion", "rv");
        write(verb + (request.path.contains(QLatin1Char('?')) ? query : "everything"));
        return server.start(request);
    }
    void replaceAll(std::vector<cluster::AnyRow> rows) override
    {
        QByteArray line = "SET";
        for (const auto &row : rows) line += ' ' + text(row);
        write(line);
    }
    void changed(cluster::AnyRow row) override { write("PUT " + text(row)); }
    void deleted(cluster::AnyRow row) override { write("DEL " + text(row)); }
    void logStatus()
    {
        const cluster::SourceStatus &status = reflector.status();
        QByteArray line = cluster::freshnessName(status.freshness);
        if (status.error) line += ": " + status.error->message.toUtf8();
        if (line != m_lastStatus) write(line);
        m_lastStatus = line;
    }
    static QByteArray text(const cluster::AnyRow &row)
    {
        const cluster::RowMeta &meta = cluster::metaOf(row);
        return meta.name.name.view().toByteArray() + '@' + QByteArray::number(meta.version);
    }
    void write(const QByteArray &line)
    {
        log += QByteArray::number(double(clock.monotonicMs()) / 1000, 'f', 1) + ' ' + line + '\n';
    }

    QByteArray m_lastStatus = "loading";
};
