// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/http/transport.h"

#include <QPointer>
#include <QTimer>

#include <deque>
#include <functional>
#include <variant>

namespace support {

// What a scripted server does with one request, step by step; an answer without an end stays open (a watch, a silent
// peer). Answer().head(200).data("{").data("}").finish(), Answer().fail(Error::Code::Unreachable, "connection reset").
struct Answer
{
    struct Finish
    {
        std::optional<model::Error> error;
    };
    using Step = std::variant<cluster::ResponseHead, QByteArray, Finish>;
    std::deque<Step> steps;

    Answer &&head(int status, QList<std::pair<QByteArray, QByteArray>> headers = {}) &&
    {
        steps.push_back(cluster::ResponseHead{status, std::move(headers)});
        return std::move(*this);
    }
    Answer &&data(QByteArray chunk) &&
    {
        steps.push_back(std::move(chunk));
        return std::move(*this);
    }
    Answer &&finish() &&
    {
        steps.push_back(Finish{});
        return std::move(*this);
    }
    Answer &&fail(model::Error::Code code, const QString &message = {}) &&
    {
        steps.push_back(Finish{model::Error{code, message}});
        return std::move(*this);
    }
    // A whole answer as JSON.
    static Answer json(int status, QByteArray body, QList<std::pair<QByteArray, QByteArray>> headers = {})
    {
        headers.emplaceBack("content-type", "application/json");
        return Answer().head(status, std::move(headers)).data(std::move(body)).finish();
    }
};

// A request under way in a FakeTransport. Tests may also drive it by hand: what it emits then comes at once.
class FakeCall final : public cluster::Call
{
public:
    explicit FakeCall(cluster::Request request) : m_request(std::move(request)) {}
    const cluster::Request &request() const { return m_request; }

    void head(int status, QList<std::pair<QByteArray, QByteArray>> headers = {})
    {
        Q_EMIT headArrived(cluster::ResponseHead{status, std::move(headers)});
    }
    void data(const QByteArray &chunk) { Q_EMIT dataArrived(chunk); }
    void finish(const std::optional<model::Error> &error = std::nullopt) { Q_EMIT finished(error); }

private:
    cluster::Request m_request;
};

// A server that is a script. Requests are matched in order of the rules: the first unused rule whose "METHOD
// path-prefix" fits is used (and used up, unless it is for every such request); a request without a rule stays open.
// Steps are delivered one by one from the event loop, or all at once, in order and without the event loop, by settle().
class FakeTransport final : public QObject, public cluster::Transport
{
public:
    // match: "GET /api/v1/pods" fits every GET whose path with query starts so; "" fits all.
    void next(const QByteArray &match, Answer answer) { m_rules.push_back({match, std::move(answer), {}, false}); }
    void always(const QByteArray &match, Answer answer) { m_rules.push_back({match, std::move(answer), {}, true}); }
    // The answer is computed from the request.
    void always(const QByteArray &match, std::function<Answer(const cluster::Request &)> compute)
    {
        m_rules.push_back({match, {}, std::move(compute), true});
    }

    std::unique_ptr<cluster::Call> start(const cluster::Request &request) override
    {
        auto call = std::make_unique<FakeCall>(request);
        requests.append(request);
        calls.append(call.get());
        if (const auto answer = take(request)) {
            for (const Answer::Step &step : answer->steps) {
                m_pending.push_back({call.get(), step});
                QTimer::singleShot(0, this, &FakeTransport::deliverOne);
            }
        }
        return call;
    }

    // Delivers all scripted steps, also those of requests that are made meanwhile.
    void settle()
    {
        while (!m_pending.empty()) deliverOne();
    }

    // Everything asked so far, one "METHOD path" a line, and whether the i-th is still running.
    QByteArray log() const
    {
        QByteArray text;
        for (const cluster::Request &request : requests) text += request.method + ' ' + request.path.toUtf8() + '\n';
        return text;
    }
    bool isOpen(qsizetype i) const { return !calls.at(i).isNull(); }

    QList<cluster::Request> requests;
    QList<QPointer<FakeCall>> calls; // null once destroyed, that is: cancelled or done with

private:
    struct Rule
    {
        QByteArray match;
        Answer answer;
        std::function<Answer(const cluster::Request &)> compute;
        bool everyTime;
    };
    struct Pending
    {
        QPointer<FakeCall> call;
        Answer::Step step;
    };

    std::optional<Answer> take(const cluster::Request &request)
    {
        const QByteArray line = request.method + ' ' + request.path.toUtf8();
        for (auto it = m_rules.begin(); it != m_rules.end(); ++it) {
            if (!line.startsWith(it->match)) continue;
            Answer answer = it->compute ? it->compute(request) : it->answer;
            if (!it->everyTime) m_rules.erase(it);
            return answer;
        }
        return std::nullopt;
    }

    void deliverOne()
    {
        if (m_pending.empty()) return;
        const Pending pending = std::move(m_pending.front());
        m_pending.pop_front();
        if (!pending.call) return;
        if (const auto *head = std::get_if<cluster::ResponseHead>(&pending.step))
            pending.call->head(head->status, head->headers);
        else if (const auto *data = std::get_if<QByteArray>(&pending.step))
            pending.call->data(*data);
        else
            pending.call->finish(std::get<Answer::Finish>(pending.step).error);
    }

    std::deque<Rule> m_rules;
    std::deque<Pending> m_pending;
};

} // namespace support
