// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"

#include <QStringList>

#include <initializer_list>
#include <utility>

// pkg/apis/core/validation/events.go. events.k8s.io/v1 names some fields otherwise; the causes speak of the internal
// ones, as Go's do.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

namespace {

constexpr qsizetype maxShort = 128, maxNote = 1024;

struct EventFields
{
    QStringView object, message, controller, reportedController, firstTime, lastTime, count, source;
};

const EventFields &fieldsOf(const Value &event)
{
    static constexpr EventFields core{u"involvedObject",
                                      u"message",
                                      u"reportingComponent",
                                      u"reportingComponent",
                                      u"firstTimestamp",
                                      u"lastTimestamp",
                                      u"count",
                                      u"source"};
    static constexpr EventFields events{u"regarding",
                                        u"note",
                                        u"reportingController",
                                        u"reportingController",
                                        u"deprecatedFirstTimestamp",
                                        u"deprecatedLastTimestamp",
                                        u"deprecatedCount",
                                        u"deprecatedSource"};
    return textIn(event, u"apiVersion") == u"v1" ? core : events;
}

void checkLength(const Value &event, QStringView field, QStringView named, qsizetype max, FieldErrors &errors)
{
    if (utf8Size(textIn(event, field)) > max)
        errors.invalidText(Where(named), {}, u"can have at most %1 characters"_s.arg(max));
}

void checkNewEvent(const Value &event, const EventFields &fields, FieldErrors &errors)
{
    const QString controller = textIn(event, fields.controller);
    if (controller.isEmpty()) errors.required(Where(fields.reportedController));
    checkLabelName(errors, Where(fields.reportedController), controller);
    for (const QStringView field : {u"reportingInstance", u"action", u"reason"}) {
        if (textIn(event, field).isEmpty()) errors.required(Where(field));
        checkLength(event, field, field, maxShort, errors);
    }
    checkLength(event, fields.message, u"message", maxNote, errors);
}

void checkLegacy(const Value &event, FieldErrors &errors)
{
    const EventFields &fields = fieldsOf(event);
    const QString space = namespaceOf(event), objectSpace = textAt(event, {fields.object, u"namespace"});
    const Where object(u"involvedObject");
    const bool isNew = !textIn(event, u"eventTime").isEmpty();
    const bool matches = objectSpace.isEmpty()
                             ? space == u"default" || (isNew ? space == u"kube-system" : space.isEmpty())
                             : isNew || space == objectSpace;
    if (!matches) errors.invalidText(object.child(u"namespace"), objectSpace, u"does not match event.namespace"_s);
    if (isNew) checkNewEvent(event, fields, errors);
    invalidEach(errors, Where(u"namespace"), space, dns1123SubdomainProblems(space));
}

void checkSeries(const Value &event, FieldErrors &errors)
{
    const Value *series = fieldIn(event, u"series");
    if (!series) return;
    if (numberIn(*series, u"count").value_or(0) < 2)
        errors.invalidText(Where(u"series.count"), {}, u"should be at least 2"_s);
    if (textIn(*series, u"lastObservedTime").isEmpty()) errors.required(Where(u"series.lastObservedTime"));
}

bool isCore(const Value &event) { return textIn(event, u"apiVersion") == u"v1"; }

void createEvent(const Value &event, FieldErrors &errors)
{
    checkLegacy(event, errors);
    if (isCore(event)) return;
    checkKubeMetadata(event, true, nameIsSubdomain, errors);
    checkSeries(event, errors);
    if (textIn(event, u"eventTime").isEmpty()) errors.required(Where(u"eventTime"));
    const QString type = textIn(event, u"type");
    if (type != u"Normal" && type != u"Warning")
        errors.invalidText(Where(u"type"), {}, u"has invalid value: "_s + type);
    const EventFields &fields = fieldsOf(event);
    const Value &source = structIn(event, fields.source);
    const struct
    {
        QStringView name;
        bool set;
    } rest[] = {
        {u"firstTimestamp", !textIn(event, fields.firstTime).isEmpty()},
        {u"lastTimestamp", !textIn(event, fields.lastTime).isEmpty()},
        {u"count", numberIn(event, fields.count).value_or(0) != 0},
        {u"source", !textIn(source, u"component").isEmpty() || !textIn(source, u"host").isEmpty()},
    };
    for (const auto &field : rest)
        if (field.set) errors.invalidText(Where(field.name), {}, u"needs to be unset"_s);
}

QString shownText(const Value *value) { return goQuoted(value ? textOf(*value) : QString()); }
QString shownCount(const Value *value) { return QString::number(value && value->integer() ? *value->integer() : 0); }

// A struct of texts: Go's names of its fields, and JSON's.
QString shownStruct(QStringView type, const Value *value,
                    std::initializer_list<std::pair<QStringView, QStringView>> fields)
{
    QStringList all;
    for (const auto &[name, key] : fields)
        all.append(name.toString() + u':' + goQuoted(value && value->isMap() ? textIn(*value, key) : QString()));
    return type.toString() + u'{' + all.join(u", "_s) + u'}';
}

QString shownReference(const Value *value)
{
    return shownStruct(u"core.ObjectReference", value,
                       {{u"Kind", u"kind"},
                        {u"Namespace", u"namespace"},
                        {u"Name", u"name"},
                        {u"UID", u"uid"},
                        {u"APIVersion", u"apiVersion"},
                        {u"ResourceVersion", u"resourceVersion"},
                        {u"FieldPath", u"fieldPath"}});
}

QString shownSource(const Value *value)
{
    return shownStruct(u"core.EventSource", value, {{u"Component", u"component"}, {u"Host", u"host"}});
}

QString shownPointer(const Value *value) { return value && !value->isNull() ? shownReference(value) : u"\"null\""_s; }

// As Go's time.Time prints itself: no zeros at the end of a second's fraction.
QString shownTime(const Value *value)
{
    QString text = value ? textOf(*value) : QString();
    if (text.isEmpty()) return u"0001-01-01 00:00:00 +0000 UTC"_s;
    text.chop(1); // Z
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.'))) text.chop(1);
    return text.replace(u'T', u' ') + u" +0000 UTC"_s;
}

void updateEvent(const Value &event, const Value &old, FieldErrors &errors)
{
    checkLegacy(event, errors);
    if (isCore(event)) return;
    checkKubeMetadataUpdate(event, old, errors);
    if (!sameValue(event.find(u"series"), old.find(u"series"))) checkSeries(event, errors);
    const EventFields &fields = fieldsOf(event);
    const struct
    {
        QStringView field, name;
        QString (*show)(const Value *value);
    } fixed[] = {
        {fields.object, u"involvedObject", shownReference},
        {u"reason", u"reason", shownText},
        {fields.message, u"message", shownText},
        {fields.source, u"source", shownSource},
        {fields.firstTime, u"firstTimestamp", shownTime},
        {fields.lastTime, u"lastTimestamp", shownTime},
        {fields.count, u"count", shownCount},
        {u"reason", u"reason", shownText},
        {u"type", u"type", shownText},
        {u"eventTime", u"eventTime", shownTime},
        {u"action", u"action", shownText},
        {u"related", u"related", shownPointer},
        {fields.controller, u"reportingController", shownText},
        {u"reportingInstance", u"reportingInstance", shownText},
    };
    for (const auto &rule : fixed) {
        const Value *now = event.find(rule.field);
        checkUnchanged(errors, Where(rule.name), now, old.find(rule.field), rule.show(now));
    }
}

} // namespace

std::span<const KindValidation> eventKinds()
{
    static constexpr KindValidation kinds[] = {
        {u"", u"Event", createWith<createEvent, true>, updateWith<updateEvent, true>},
        {u"events.k8s.io", u"Event", createWith<createEvent, true>, updateWith<updateEvent, true>},
    };
    return kinds;
}

} // namespace practice
