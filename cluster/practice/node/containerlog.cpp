// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/node/containerlog.h"

#include "cluster/practice/api/apicore.h"

#include <QDateTime>
#include <QPointer>

#include <algorithm>

namespace practice {

void ContainerLog::append(qint64 wallMs, const QString &text)
{
    m_lines.push_back({wallMs, text});
    if (m_lines.size() > keptLines) m_lines.pop_front();
    const Line line = m_lines.back();
    // A reader may leave while it is told.
    const std::vector<LogReading *> readings = m_readings;
    for (LogReading *reading : readings)
        if (std::find(m_readings.begin(), m_readings.end(), reading) != m_readings.end()) reading->take(line);
}

void ContainerLog::end()
{
    m_isOver = true;
    const std::vector<LogReading *> readings = m_readings;
    for (LogReading *reading : readings)
        if (std::find(m_readings.begin(), m_readings.end(), reading) != m_readings.end()) reading->finish();
}

LogReading::LogReading(std::shared_ptr<ContainerLog> log, const LogOptions &options, qint64 nowMs,
                       std::function<void(const QByteArray &)> write, std::function<void()> end)
    : m_log(std::move(log)), m_options(options), m_write(std::move(write)), m_end(std::move(end))
{
    if (options.sinceSeconds) m_sinceMs = nowMs - *options.sinceSeconds * 1000;
    if (!options.sinceTime.isEmpty()) m_sinceMs = timeOf(options.sinceTime);
    if (options.limitBytes) m_left = *options.limitBytes;
    m_log->m_readings.push_back(this);
}

LogReading::~LogReading() { std::erase(m_log->m_readings, this); }

void LogReading::start()
{
    const QPointer<LogReading> self(this);
    const std::deque<ContainerLog::Line> lines = m_log->lines();
    std::size_t first = 0;
    if (m_options.tailLines) first = lines.size() - std::min(lines.size(), std::size_t(*m_options.tailLines));
    for (std::size_t i = first; i < lines.size() && self; ++i) take(lines[i]);
    if (self && (!m_options.follow || m_log->isOver())) finish();
}

void LogReading::take(const ContainerLog::Line &line)
{
    if (m_isDone || line.wallMs < m_sinceMs) return;
    QByteArray bytes;
    if (m_options.timestamps)
        bytes = QDateTime::fromMSecsSinceEpoch(line.wallMs, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss.zzz").toLatin1() +
                "000000Z ";
    bytes += line.text.toUtf8() + '\n';
    const bool isLast = m_left >= 0 && bytes.size() >= m_left;
    if (m_left >= 0) {
        bytes.truncate(m_left);
        m_left -= bytes.size();
    }
    const QPointer<LogReading> self(this);
    const std::function<void(const QByteArray &)> write = m_write; // it may end this
    if (!bytes.isEmpty()) write(bytes);
    if (self && isLast) finish();
}

void LogReading::finish()
{
    if (std::exchange(m_isDone, true)) return;
    const std::function<void()> end = m_end;
    end();
}

} // namespace practice
