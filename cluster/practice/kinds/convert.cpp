// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/kinds/convert.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/hpaconversion.h"

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

// What one field of an Event is called in v1 and in events.k8s.io/v1 (pkg/apis/events/v1/conversion.go), and what its
// zero value looks like in each where it is written at all.
struct EventField
{
    const char16_t *core;
    const char16_t *events;
    enum class Zero : quint8 { None, Text, Null, Map } coreZero, eventsZero;
};

using Zero = EventField::Zero;

constexpr EventField eventFields[] = {
    {u"involvedObject", u"regarding", Zero::Map, Zero::Map},
    {u"reason", u"reason", Zero::None, Zero::None},
    {u"message", u"note", Zero::None, Zero::None},
    {u"source", u"deprecatedSource", Zero::Map, Zero::Map},
    {u"firstTimestamp", u"deprecatedFirstTimestamp", Zero::Null, Zero::Null},
    {u"lastTimestamp", u"deprecatedLastTimestamp", Zero::Null, Zero::Null},
    {u"count", u"deprecatedCount", Zero::None, Zero::None},
    {u"type", u"type", Zero::None, Zero::None},
    {u"eventTime", u"eventTime", Zero::Null, Zero::Null},
    {u"series", u"series", Zero::None, Zero::None},
    {u"action", u"action", Zero::None, Zero::None},
    {u"related", u"related", Zero::None, Zero::None},
    {u"reportingComponent", u"reportingController", Zero::Text, Zero::None},
    {u"reportingInstance", u"reportingInstance", Zero::Text, Zero::None},
};

void putZero(Value &object, QStringView name, Zero zero)
{
    switch (zero) {
    case Zero::None: return;
    case Zero::Text: object.set(name, QString()); return;
    case Zero::Null: object.set(name, Value()); return;
    case Zero::Map: object.set(name, ValueMap()); return;
    }
}

Value convertEvent(const Value &event, bool toCore)
{
    Value result = ValueMap{{u"kind"_s, u"Event"}, {u"apiVersion"_s, toCore ? u"v1" : u"events.k8s.io/v1"}};
    if (const Value *metadata = event.find(u"metadata")) result.set(u"metadata", *metadata);
    for (const EventField &field : eventFields) {
        const QStringView from = toCore ? field.events : field.core, to = toCore ? field.core : field.events;
        const Value *value = event.find(from);
        const bool isZero = !value || value->isNull() || (value->string() && value->string()->isEmpty());
        if (isZero)
            putZero(result, to, toCore ? field.coreZero : field.eventsZero);
        else
            result.set(to, *value);
    }
    // The zero of a series' count is written in events.k8s.io/v1 alone.
    if (Value *series = result.find(u"series"); series && series->isMap() && !integerAt(*series, {u"count"})) {
        series->remove(u"count");
        if (!toCore) series->set(u"count", 0);
    }
    return result;
}

} // namespace

Value convertTo(const QString &apiVersion, Value object)
{
    const QString from = textAt(object, {u"apiVersion"}), kind = textAt(object, {u"kind"});
    if (from == apiVersion) return object;
    if (kind == u"HorizontalPodAutoscaler" && from == u"autoscaling/v1") return autoscalerToV2(std::move(object));
    if (kind == u"HorizontalPodAutoscaler" && from == u"autoscaling/v2") return autoscalerToV1(std::move(object));
    if (kind == u"Event" && (apiVersion == u"v1" || apiVersion == u"events.k8s.io/v1"))
        return convertEvent(object, apiVersion == u"v1");
    object.set(u"apiVersion", apiVersion);
    return object;
}

} // namespace practice
