// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/discovery/tablerows.h"
#include "cluster/practice/discovery/tabletext.h"

#include <QHash>
#include <QStringList>

#include <map>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

QString nodeStatus(const Value &node)
{
    QString status = QStringLiteral("Unknown");
    for (const Value &condition : listAt(node, {u"status", u"conditions"}))
        if (textAt(condition, {u"type"}) == u"Ready")
            status = textAt(condition, {u"status"}) == u"True" ? QStringLiteral("Ready") : QStringLiteral("NotReady");
    return boolAt(node, {u"spec", u"unschedulable"}) ? status + QStringLiteral(",SchedulingDisabled") : status;
}

QString nodeRoles(const Value &node)
{
    constexpr QStringView prefix = u"node-role.kubernetes.io/";
    QStringList roles;
    for (const auto &[key, value] : mapAt(node, {u"metadata", u"labels"})) {
        if (key.startsWith(prefix)) {
            if (key.size() > prefix.size()) roles += key.sliced(prefix.size());
        } else if (key == u"kubernetes.io/role" && value.string() && !value.string()->isEmpty()) {
            roles += *value.string();
        }
    }
    roles.sort();
    roles.removeDuplicates();
    return orElse(roles.join(u','), u"<none>");
}

QString nodeAddress(const Value &node, QStringView type)
{
    for (const Value &address : listAt(node, {u"status", u"addresses"}))
        if (textAt(address, {u"type"}) == type) return textAt(address, {u"address"});
    return QStringLiteral("<none>");
}

// events.k8s.io has other names for what core's Event has.
QString eitherText(const Value &event, std::initializer_list<QStringView> core,
                   std::initializer_list<QStringView> other)
{
    return orElse(textAt(event, core), textAt(event, other));
}

QString eventSource(const Value &event)
{
    QString component = eitherText(event, {u"source", u"component"}, {u"deprecatedSource", u"component"});
    QString host = eitherText(event, {u"source", u"host"}, {u"deprecatedSource", u"host"});
    if (component.isEmpty()) component = eitherText(event, {u"reportingComponent"}, {u"reportingController"});
    if (host.isEmpty()) host = textAt(event, {u"reportingInstance"});
    return host.isEmpty() ? component : component + QStringLiteral(", ") + host;
}

QString quotaTexts(const Value &quota, bool limits)
{
    QHash<QString, QString> used;
    for (const auto &[name, amount] : mapAt(quota, {u"status", u"used"})) used.insert(name, scalarAt(amount, {}, u"0"));
    std::map<QString, QString> texts; // by name
    for (const auto &[name, hard] : mapAt(quota, {u"status", u"hard"}))
        if (name.startsWith(u"limits.") == limits)
            texts[name] =
                name + QStringLiteral(": ") + used.value(name, QStringLiteral("0")) + u'/' + scalarAt(hard, {}, u"0");
    QStringList all;
    for (const auto &entry : texts) all += entry.second;
    return all.join(u", ");
}

QString subjects(const Value &binding, QStringView kind)
{
    QStringList names;
    for (const Value &subject : listAt(binding, {u"subjects"})) {
        if (textAt(subject, {u"kind"}) != kind) continue;
        const QString name = textAt(subject, {u"name"});
        names += kind == u"ServiceAccount" ? textAt(subject, {u"namespace"}) + u'/' + name : name;
    }
    return names.join(u", ");
}

} // namespace

ValueList nodeCells(const Value &object, qint64 nowMs)
{
    const Value *found = at(object, {u"status", u"nodeInfo"});
    static const Value nothing;
    const Value &info = found ? *found : nothing;
    return {nameOf(object),
            nodeStatus(object),
            nodeRoles(object),
            ageOf(object, nowMs),
            textAt(info, {u"kubeletVersion"}),
            nodeAddress(object, u"InternalIP"),
            nodeAddress(object, u"ExternalIP"),
            orElse(textAt(info, {u"osImage"}), u"<unknown>"),
            orElse(textAt(info, {u"kernelVersion"}), u"<unknown>"),
            orElse(textAt(info, {u"containerRuntimeVersion"}), u"<unknown>")};
}

ValueList eventCells(const Value &object, qint64 nowMs)
{
    const QString firstTime = eitherText(object, {u"firstTimestamp"}, {u"deprecatedFirstTimestamp"});
    const QString first = since(firstTime.isEmpty() ? textAt(object, {u"eventTime"}) : firstTime, nowMs);
    const QString lastTime = eitherText(object, {u"lastTimestamp"}, {u"deprecatedLastTimestamp"});
    QString last = lastTime.isEmpty() ? first : since(lastTime, nowMs);
    qint64 count = integerAt(object, {u"count"}, integerAt(object, {u"deprecatedCount"}));
    if (const Value *series = object.find(u"series"); series && series->isMap()) {
        last = since(textAt(*series, {u"lastObservedTime"}), nowMs);
        count = integerAt(*series, {u"count"});
    } else if (count == 0) {
        count = 1;
    }
    QString target = eitherText(object, {u"involvedObject", u"kind"}, {u"regarding", u"kind"}).toLower();
    const QString name = eitherText(object, {u"involvedObject", u"name"}, {u"regarding", u"name"});
    if (!name.isEmpty()) target += u'/' + name;
    return {last,
            textAt(object, {u"type"}),
            textAt(object, {u"reason"}),
            target,
            eitherText(object, {u"involvedObject", u"fieldPath"}, {u"regarding", u"fieldPath"}),
            eventSource(object),
            eitherText(object, {u"message"}, {u"note"}).trimmed(),
            first,
            count,
            nameOf(object)};
}

ValueList resourceQuotaCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), quotaTexts(object, false), quotaTexts(object, true), ageOf(object, nowMs)};
}

ValueList roleBindingCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object),
            QString(textAt(object, {u"roleRef", u"kind"}) + u'/' + textAt(object, {u"roleRef", u"name"})),
            ageOf(object, nowMs),
            subjects(object, u"User"),
            subjects(object, u"Group"),
            subjects(object, u"ServiceAccount")};
}

ValueList apiServiceCells(const Value &object, qint64 nowMs)
{
    QString service = QStringLiteral("Local");
    if (const Value *reference = at(object, {u"spec", u"service"}); reference && reference->isMap())
        service = textAt(*reference, {u"namespace"}) + u'/' + textAt(*reference, {u"name"});
    QString available = QStringLiteral("Unknown");
    for (const Value &condition : listAt(object, {u"status", u"conditions"})) {
        if (textAt(condition, {u"type"}) != u"Available") continue;
        available = textAt(condition, {u"status"});
        const QString reason = textAt(condition, {u"reason"});
        if (available != u"True" && !reason.isEmpty()) available += QStringLiteral(" (") + reason + u')';
        break;
    }
    return {nameOf(object), service, available, ageOf(object, nowMs)};
}

ValueList componentStatusCells(const Value &object, qint64)
{
    for (const Value &condition : listAt(object, {u"conditions"}))
        if (textAt(condition, {u"type"}) == u"Healthy")
            return {nameOf(object), textAt(condition, {u"status"}) == u"True" ? u"Healthy" : u"Unhealthy",
                    textAt(condition, {u"message"}), textAt(condition, {u"error"})};
    return {nameOf(object), u"Unknown", u"", u""};
}

ValueList namespaceCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), textAt(object, {u"status", u"phase"}), ageOf(object, nowMs)};
}

ValueList configMapCells(const Value &object, qint64 nowMs)
{
    const std::size_t count = mapAt(object, {u"data"}).size() + mapAt(object, {u"binaryData"}).size();
    return {nameOf(object), qint64(count), ageOf(object, nowMs)};
}

ValueList secretCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), textAt(object, {u"type"}), qint64(mapAt(object, {u"data"}).size()), ageOf(object, nowMs)};
}

ValueList serviceAccountCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), qint64(listAt(object, {u"secrets"}).size()), ageOf(object, nowMs)};
}

ValueList leaseCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), textAt(object, {u"spec", u"holderIdentity"}), ageOf(object, nowMs)};
}

ValueList priorityClassCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), integerAt(object, {u"value"}), boolAt(object, {u"globalDefault"}), ageOf(object, nowMs),
            textAt(object, {u"preemptionPolicy"})};
}

ValueList runtimeClassCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), textAt(object, {u"handler"}), ageOf(object, nowMs)};
}

ValueList webhooksCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), qint64(listAt(object, {u"webhooks"}).size()), ageOf(object, nowMs)};
}

// apiserver pkg/registry/rest/table.go.
ValueList defaultCells(const Value &object, qint64)
{
    return {nameOf(object), textAt(object, {u"metadata", u"creationTimestamp"})};
}

} // namespace practice
