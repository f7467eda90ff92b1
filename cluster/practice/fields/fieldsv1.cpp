// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/fields/fieldsv1.h"

#include "model/wire/json.h"

#include <optional>

using namespace Qt::StringLiterals;
using model::Error;
using model::Result;
using model::Value;
using model::ValueMap;

namespace practice {

namespace {

Error unreadableFields(const QString &step)
{
    return {Error::Code::Invalid, u"parsing key as path element: "_s + step};
}

// Empty: a kind of step that nobody knows yet.
Result<std::optional<PathElement>> readPathElement(const QString &text)
{
    if (text.size() < 2 || text[1] != u':') return unreadableFields(text);
    const QString rest = text.mid(2);
    switch (text[0].unicode()) {
    case u'f': return std::optional(PathElement::field(rest));
    case u'i': {
        bool ok = false;
        const qint64 index = rest.toLongLong(&ok);
        if (!ok) return unreadableFields(text);
        return std::optional(PathElement::index(index));
    }
    case u'k':
    case u'v': break;
    default: return std::optional<PathElement>();
    }
    Result<model::JsonText> json = model::readJson(rest.toUtf8());
    if (!json) return unreadableFields(text);
    Value &value = json->value;
    if (text[0] == u'v') {
        if (value.isContainer()) return unreadableFields(text);
        return std::optional(PathElement::value(std::move(value)));
    }
    if (!value.isMap()) return unreadableFields(text);
    for (const auto &[name, part] : *value.map())
        if (part.isContainer()) return unreadableFields(text);
    return std::optional(PathElement::key(std::move(*value.map())));
}

struct Reading
{
    FieldSet set;
    bool member = false; // of what is around it
};

Result<Reading> read(const Value &fields, int depth)
{
    Reading reading;
    const ValueMap *map = fields.map();
    if (!map) return fields.isNull() ? Result<Reading>(Reading{{}, true}) : unreadableFields(u"not a map"_s);
    if (depth > maxFieldDepth) return Error{Error::Code::TooLarge, u"exceeded max depth"_s};
    for (const auto &[name, below] : *map) {
        if (name == u".") {
            reading.member = true;
            continue;
        }
        Result<std::optional<PathElement>> element = readPathElement(name);
        if (!element) return std::move(element).error();
        if (!*element) continue;
        Result<Reading> inner = read(below, depth + 1);
        if (!inner) return inner;
        reading.set.add(std::move(**element), inner->member, std::move(inner->set));
    }
    reading.set.sort();
    if (reading.set.isEmpty()) reading.member = true;
    return reading;
}

Value write(const FieldSet &set, bool self)
{
    ValueMap map;
    map.reserve(set.entries().size() + 1);
    if (self && !set.isEmpty()) map.emplace_back(u"."_s, ValueMap());
    for (const FieldSet::Entry &entry : set.entries()) {
        map.emplace_back(writePathElement(entry.element), write(entry.below, entry.member));
    }
    return map;
}

QString jsonString(QStringView text, bool html)
{
    QString out = u"\""_s;
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        if (unit == u'"' || unit == u'\\') {
            out += u'\\';
            out += c;
        } else if (unit == u'\n') {
            out += u"\\n"_s;
        } else if (unit == u'\r') {
            out += u"\\r"_s;
        } else if (unit == u'\t') {
            out += u"\\t"_s;
        } else if (unit < 0x20 || unit == 0x2028 || unit == 0x2029 ||
                   (html && (unit == u'<' || unit == u'>' || unit == u'&'))) {
            out += u"\\u"_s + QString::number(unit, 16).rightJustified(4, u'0');
        } else {
            out += c;
        }
    }
    return out + u'"';
}

} // namespace

Result<FieldSet> readFieldsV1(const Value &fields)
{
    if (fields.isNull()) return FieldSet();
    Result<Reading> reading = read(fields, 0);
    if (!reading) return std::move(reading).error();
    return std::move(reading->set);
}

Value writeFieldsV1(const FieldSet &set) { return write(set, false); }

QString jsonScalar(const Value &value, bool html)
{
    if (const QString *text = value.string()) return jsonString(*text, html);
    return value.isContainer() ? u"null"_s : QString::fromUtf8(model::writeJson(value));
}

QString writePathElement(const PathElement &element)
{
    switch (element.kind()) {
    case PathElement::Kind::Field: return u"f:"_s + element.name();
    case PathElement::Kind::Value: return u"v:"_s + jsonScalar(element.content(), true);
    case PathElement::Kind::Index: return u"i:"_s + jsonScalar(element.content(), true);
    case PathElement::Kind::Key: break;
    }
    QString keys;
    for (const auto &[name, value] : *element.content().map()) {
        keys += (keys.isEmpty() ? QString() : QString(u',')) + jsonString(name, false) + u':' + jsonScalar(value, true);
    }
    return u"k:{"_s + keys + u'}';
}

} // namespace practice
