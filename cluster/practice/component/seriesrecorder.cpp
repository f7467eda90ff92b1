// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/component/seriesrecorder.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/component/eventrecorder.h"

#include <QDateTime>

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

QString microTime(qint64 wallMs)
{
    return QDateTime::fromMSecsSinceEpoch(wallMs, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss.zzz"_s) + u"000Z"_s;
}

// The note is no part of it, the object's revision is (getKey).
QString keyOf(const Value &regarding, const SeriesRecorder::Saying &saying)
{
    QString key = saying.type + u'/' + saying.action + u'/' + saying.reason;
    for (const auto &[field, value] : *regarding.map()) key += u'/' + (value.string() ? *value.string() : QString());
    return key;
}

} // namespace

SeriesRecorder::SeriesRecorder(const ComponentClient &client, const model::Clock &clock, QString controller,
                               QString instance)
    : m_client(client), m_clock(clock), m_controller(std::move(controller)), m_instance(std::move(instance))
{
}

std::optional<ApiStatus> SeriesRecorder::record(const Value &about, const Saying &saying)
{
    const Value regarding = EventRecorder::referenceTo(about);
    const QString key = keyOf(regarding, saying);
    const qint64 now = m_clock.wallMs();
    if (const auto known = m_said.find(key); known != m_said.end()) {
        ++known->second.count;
        known->second.lastMs = now;
        return known->second.count == 2 ? writeSeries(known->second) : std::nullopt;
    }
    Value event(ValueMap{{u"kind"_s, u"Event"}, {u"apiVersion"_s, u"events.k8s.io/v1"}});
    Value &metadata = mapIn(event, u"metadata");
    metadata.set(u"name", nameOf(about) + u'.' + QString::number(m_client.core().random(), 16));
    metadata.set(u"namespace", namespaceOf(about));
    event.set(u"eventTime", microTime(now));
    event.set(u"reportingController", m_controller);
    event.set(u"reportingInstance", m_instance);
    event.set(u"action", saying.action);
    event.set(u"reason", saying.reason);
    event.set(u"regarding", regarding);
    constexpr qsizetype maxNote = 1024;
    event.set(u"note", saying.note.left(maxNote));
    event.set(u"type", saying.type);
    if (m_said.size() >= remembered) std::erase_if(m_said, [](const auto &one) { return one.second.count == 1; });
    if (m_said.size() < remembered) m_said.emplace(key, Said{event, now, 1, now, 1});
    arm();
    const auto made = m_client.create(std::move(event));
    return made ? std::nullopt : std::optional(made.status());
}

std::optional<ApiStatus> SeriesRecorder::writeSeries(Said &said)
{
    Value series(ValueMap{{u"count"_s, said.count}, {u"lastObservedTime"_s, microTime(said.lastMs)}});
    const ApiKind &kind = m_client.kind(u"events.k8s.io/v1", u"Event");
    const auto written =
        m_client.patch(kind, namespaceOf(said.event), nameOf(said.event), Value(ValueMap{{u"series"_s, series}}));
    said.writtenCount = said.count;
    if (written) return std::nullopt;
    if (!written.status().isNotFound()) return written.status();
    said.event.set(u"series", std::move(series));
    const auto made = m_client.create(said.event);
    return made ? std::nullopt : std::optional(made.status());
}

void SeriesRecorder::arm()
{
    if (m_timer || m_said.empty()) return;
    m_timer = m_clock.after(finishMs, [this] {
        m_timer.reset();
        sweep();
        arm();
    });
}

// finishSeries and refreshExistingEventSeries.
void SeriesRecorder::sweep()
{
    const qint64 now = m_clock.wallMs();
    const bool isRefreshing = now - m_refreshedMs >= refreshMs;
    if (isRefreshing) m_refreshedMs = now;
    for (auto one = m_said.begin(); one != m_said.end();) {
        Said &said = one->second;
        const bool isSeries = said.count > 1;
        const bool isOver = (isSeries ? said.lastMs : said.saidMs) <= now - finishMs;
        // What is refused will be again: an Event is worth no more.
        if (isSeries && (isOver || isRefreshing) && said.writtenCount != said.count) (void)writeSeries(said);
        one = isOver ? m_said.erase(one) : std::next(one);
    }
}

} // namespace practice
