// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/validation/validation.h"
#include "model/base/value.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <vector>

// What a real apiserver said to broken objects (tests/data/practice/validation/record.py), beside what ours says.
namespace recorded {

using model::Value;
using model::ValueList;
using model::ValueMap;

inline Value toValue(const QJsonValue &json)
{
    switch (json.type()) {
    case QJsonValue::Bool: return json.toBool();
    case QJsonValue::Double:
        return double(json.toInteger()) == json.toDouble() ? Value(json.toInteger()) : json.toDouble();
    case QJsonValue::String: return json.toString();
    case QJsonValue::Array: {
        ValueList list;
        for (const QJsonValue item : json.toArray()) list.push_back(toValue(item));
        return list;
    }
    case QJsonValue::Object: {
        ValueMap map;
        const QJsonObject object = json.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            if (!it->isNull()) map.emplace_back(it.key(), toValue(*it));
        return map;
    }
    default: return {};
    }
}

// Sets, or with null removes, what a way of keys and indexes leads to.
inline void change(Value &object, const QJsonArray &way, const QJsonValue &value)
{
    Value *place = &object;
    for (qsizetype i = 0; i + 1 < way.size(); ++i) {
        if (way[i].isString()) {
            place = &place->entry(way[i].toString());
            if (place->isNull()) *place = ValueMap();
        } else {
            place = &place->list()->at(std::size_t(way[i].toInt()));
        }
    }
    const QJsonValue last = way.last();
    if (last.isString()) {
        if (value.isNull())
            place->remove(last.toString());
        else
            place->set(last.toString(), toValue(value));
        return;
    }
    ValueList &list = *place->list();
    const auto at = std::size_t(last.toInt());
    if (value.isNull())
        list.erase(list.begin() + qsizetype(at));
    else if (at == list.size())
        list.push_back(toValue(value));
    else
        list[at] = toValue(value);
}

struct Recording
{
    QJsonObject bases;
    QJsonArray cases;
};

inline Recording load(const QString &file)
{
    QFile data(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/tests/data/practice/validation/") + file);
    if (!data.open(QIODevice::ReadOnly)) qFatal("no %s", qPrintable(data.fileName()));
    const QJsonObject all = QJsonDocument::fromJson(data.readAll()).object();
    return {all.value(QStringLiteral("bases")).toObject(), all.value(QStringLiteral("cases")).toArray()};
}

inline void addRows(const QString &file)
{
    QTest::addColumn<QJsonObject>("base");
    QTest::addColumn<QJsonObject>("recorded");
    const Recording recording = load(file);
    for (const QJsonValue entry : recording.cases) {
        const QJsonObject one = entry.toObject();
        QTest::newRow(qPrintable(one.value(QStringLiteral("name")).toString()))
            << recording.bases.value(one.value(QStringLiteral("base")).toString()).toObject() << one;
    }
}

inline practice::ApiKind kindOf(const QJsonObject &object)
{
    const QString version = object.value(QStringLiteral("apiVersion")).toString();
    practice::ApiKind kind;
    kind.group = version.contains(u'/') ? version.section(u'/', 0, 0) : QString();
    kind.version = version.section(u'/', -1);
    kind.kind = object.value(QStringLiteral("kind")).toString();
    return kind;
}

inline QString line(const QString &reason, const QString &field, const QString &message)
{
    return reason + u' ' + field + QStringLiteral(": ") + message;
}

// A value that Go shows with addresses in it, or a difference of Go's structs: only its ends are compared.
inline bool isOpaque(const QString &message)
{
    return message.contains(u"(0x") || message.contains(u"core.PodSpec{") ||
           message.contains(u"core.PodTemplateSpec{") || message.contains(u"runtime.RawExtension{");
}

inline QString withoutValue(const QString &message)
{
    const qsizetype line = message.indexOf(u'\n');
    if (line >= 0) return message.left(line);
    return message.section(u':', 0, 0) + u'…' + message.section(QStringLiteral(": "), -1);
}

// The causes, one a line.
inline QStringList expected(const QJsonObject &recorded)
{
    QStringList lines;
    for (const QJsonValue entry : recorded.value(QStringLiteral("causes")).toArray()) {
        const QJsonObject cause = entry.toObject();
        lines << line(cause.value(QStringLiteral("reason")).toString(), cause.value(QStringLiteral("field")).toString(),
                      cause.value(QStringLiteral("message")).toString());
    }
    return lines;
}

inline QStringList found(const practice::FieldErrors &errors)
{
    QStringList lines;
    for (const practice::Cause &cause : errors.causes()) lines << line(cause.reason, cause.field, cause.message);
    return lines;
}

inline void compare(QStringList ours, QStringList theirs)
{
    for (qsizetype i = 0; i < theirs.size() && i < ours.size(); ++i) {
        if (!isOpaque(theirs[i])) continue;
        theirs[i] = withoutValue(theirs[i]);
        ours[i] = withoutValue(ours[i]);
    }
    QCOMPARE(ours.join(u'\n'), theirs.join(u'\n'));
}

// The body of a test function whose rows are of addRows.
inline void check()
{
    QFETCH(QJsonObject, base);
    QFETCH(QJsonObject, recorded);
    Value old = toValue(base);
    if (recorded.value(QStringLiteral("op")).toString() != u"create")
        old.entry(u"metadata").set(u"resourceVersion", u"1"); // the server fills it in where an update has none
    Value object = old;
    for (const QJsonValue entry : recorded.value(QStringLiteral("set")).toArray())
        change(object, entry.toArray().at(0).toArray(), entry.toArray().at(1));
    const practice::ApiKind kind = kindOf(base);
    const QString op = recorded.value(QStringLiteral("op")).toString();
    practice::FieldErrors errors;
    if (op == u"create") practice::validateCreate(kind, object, errors);
    if (op == u"update") practice::validateUpdate(kind, object, old, errors);
    if (op == u"status") practice::validateStatusUpdate(kind, object, old, errors);
    if (op == u"ephemeral") practice::validateEphemeralContainers(object, old, errors);
    compare(found(errors), expected(recorded));
}

inline void checkWarnings()
{
    QFETCH(QJsonObject, base);
    QFETCH(QJsonObject, recorded);
    Value object = toValue(base);
    for (const QJsonValue entry : recorded.value(QStringLiteral("set")).toArray())
        change(object, entry.toArray().at(0).toArray(), entry.toArray().at(1));
    QStringList theirs;
    for (const QJsonValue entry : recorded.value(QStringLiteral("warnings")).toArray()) theirs << entry.toString();
    QStringList ours;
    for (const QString &warning : practice::writeWarnings(kindOf(base), object, nullptr)) ours << warning;
    QCOMPARE(ours.join(u'\n'), theirs.join(u'\n'));
}

} // namespace recorded
