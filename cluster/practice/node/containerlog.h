// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/logsource.h"

#include <QString>

#include <deque>
#include <vector>

namespace practice {

// What a container has written: the last lines of it, with their times. Whoever follows it hears of each line and of
// its end. One thread.
class ContainerLog
{
public:
    static constexpr std::size_t keptLines = 1000;

    struct Line
    {
        qint64 wallMs;
        QString text;
    };
    void append(qint64 wallMs, const QString &text);
    // The container is over: nothing comes any more.
    void end();
    bool isOver() const { return m_isOver; }
    const std::deque<Line> &lines() const { return m_lines; }

private:
    friend class LogReading;
    std::deque<Line> m_lines;
    std::vector<class LogReading *> m_readings;
    bool m_isOver = false;
};

// Somebody who reads a log: the part that was asked for, and what comes when following. Destroying it stops that.
class LogReading final : public QObject
{
public:
    // begin: the answer is first given when the reading is set up; nowMs is the time for sinceSeconds.
    LogReading(std::shared_ptr<ContainerLog> log, const LogOptions &options, qint64 nowMs,
               std::function<void(const QByteArray &)> write, std::function<void()> end);
    ~LogReading() override;

    void start();

private:
    friend class ContainerLog;
    void take(const ContainerLog::Line &line);
    void finish();

    std::shared_ptr<ContainerLog> m_log;
    LogOptions m_options;
    qint64 m_sinceMs = 0;
    qint64 m_left = -1; // bytes; -1: no limit
    bool m_isDone = false;
    std::function<void(const QByteArray &)> m_write;
    std::function<void()> m_end;
};

} // namespace practice
