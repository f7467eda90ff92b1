// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/component/eventrecorder.h"

#include "cluster/practice/base/objects.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

// A table that grows without bound would be a leak; what is forgotten is only counted from one again.
template<typename Table>
void bound(Table &table, std::size_t most)
{
    if (std::size_t(table.size()) > most) table.clear();
}

constexpr QChar combinedMark = u'+'; // begins the key of a combined one; others begin with a kind

} // namespace

EventRecorder::EventRecorder(const ComponentClient &client, const model::Clock &clock, QString component, QString host)
    : m_client(client), m_clock(clock), m_component(std::move(component)), m_host(std::move(host))
{
}

Value EventRecorder::referenceTo(const Value &object)
{
    Value reference;
    const auto put = [&reference](QStringView key, const QString &text) {
        if (!text.isEmpty()) reference.set(key, text);
    };
    put(u"kind", textAt(object, {u"kind"}));
    put(u"namespace", namespaceOf(object));
    put(u"name", nameOf(object));
    put(u"uid", uidOf(object));
    put(u"apiVersion", textAt(object, {u"apiVersion"}));
    put(u"resourceVersion", textAt(object, {u"metadata", u"resourceVersion"}));
    return reference;
}

// A bucket of tokens for each object (EventSourceObjectSpamFilter).
bool EventRecorder::isAllowed(const QString &object)
{
    bound(m_allowances, rememberedObjects);
    Allowance &allowance = m_allowances[object];
    const qint64 now = m_clock.monotonicMs();
    allowance.tokens =
        std::min<double>(burst, allowance.tokens + double(now - allowance.lastMs) / double(oneMoreEveryMs));
    allowance.lastMs = now;
    if (allowance.tokens < 1) return false;
    allowance.tokens -= 1;
    return true;
}

// Whether so many messages of one group were different lately that they are one Event from here on (EventAggregator).
bool EventRecorder::isCombined(const QString &group, const QString &message)
{
    bound(m_similar, rememberedObjects);
    Similar &similar = m_similar[group];
    const qint64 now = m_clock.monotonicMs();
    if (now - similar.lastMs > similarWithinMs) similar.messages.clear();
    similar.lastMs = now;
    if (std::find(similar.messages.begin(), similar.messages.end(), message) == similar.messages.end())
        similar.messages.push_back(message);
    if (similar.messages.size() < std::size_t(similarEvents)) return false;
    similar.messages.erase(similar.messages.begin()); // the oldest, as the set is popped
    return true;
}

void EventRecorder::record(const Value &about, const QString &type, const QString &reason, const QString &message,
                           const QString &fieldPath)
{
    const Value reference = referenceTo(about);
    const QString object = textAt(reference, {u"kind"}) + u'/' + namespaceOf(about) + u'/' + nameOf(about) + u'/' +
                           uidOf(about) + u'/' + textAt(reference, {u"apiVersion"});
    const QString group = object + u'/' + type + u'/' + reason;
    const bool combined = isCombined(group, message);
    const QString text = combined ? u"(combined from similar events): "_s + message : message;
    // Combined Events are one whatever they say.
    const QString key = combined ? combinedMark + group : group + u'/' + fieldPath + u'/' + message;
    bound(m_said, rememberedObjects);
    Said &said = m_said[key];
    said.count += 1;
    said.lastMs = m_clock.monotonicMs();
    if (!isAllowed(object)) return; // it counts nevertheless
    const QString name = said.name;
    if (name.isEmpty()) return create(about, type, reason, text, fieldPath, key);
    Value patch(ValueMap{{u"count"_s, said.count}, {u"lastTimestamp"_s, timeText(m_clock.wallMs())}});
    patch.set(u"message", text);
    const QString space = namespaceOf(about).isEmpty() ? u"default"_s : namespaceOf(about);
    const auto written = m_client.patch(m_client.kind(u"v1", u"Event"), space, name, patch);
    if (!written && written.status().isNotFound()) create(about, type, reason, text, fieldPath, key);
}

void EventRecorder::create(const Value &about, const QString &type, const QString &reason, const QString &message,
                           const QString &fieldPath, const QString &key)
{
    const QString now = timeText(m_clock.wallMs());
    const QString name = nameOf(about) + u'.' +
                         QString::number(quint64(m_clock.wallMs()) * 1000000 + m_client.core().random() % 1000000, 16);
    Value event(ValueMap{{u"kind"_s, u"Event"}, {u"apiVersion"_s, u"v1"}});
    Value &metadata = mapIn(event, u"metadata");
    metadata.set(u"name", name);
    metadata.set(u"namespace", namespaceOf(about).isEmpty() ? u"default"_s : namespaceOf(about));
    Value reference = referenceTo(about);
    if (!fieldPath.isEmpty()) reference.set(u"fieldPath", fieldPath);
    event.set(u"involvedObject", std::move(reference));
    event.set(u"reason", reason);
    event.set(u"message", message);
    Value &source = mapIn(event, u"source");
    source.set(u"component", m_component);
    if (!m_host.isEmpty()) source.set(u"host", m_host);
    event.set(u"firstTimestamp", now);
    event.set(u"lastTimestamp", now);
    event.set(u"count", m_said.value(key).count);
    event.set(u"type", type);
    // A combined one does not say who reports it (EventAggregate).
    const bool isCombined = key.startsWith(combinedMark);
    event.set(u"reportingComponent", isCombined ? QString() : m_component);
    event.set(u"reportingInstance", isCombined ? QString() : m_host);
    if (m_client.create(std::move(event))) m_said[key].name = name;
}

} // namespace practice
