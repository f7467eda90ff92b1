// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/protobufleaf.h"

#include "model/resource/quantity.h"
#include "model/wire/json.h"
#include "model/wire/jsontext.h"
#include "model/wire/reversebuffer.h"
#include "model/wire/wiretime.h"

#include <algorithm>
#include <array>
#include <optional>

#include <protozero/pbf_reader.hpp>

namespace model {

using namespace Qt::StringLiterals;

namespace {

// The fields 1 to 3 of a small message; the last of several counts.
struct Fields
{
    std::array<quint64, 4> numbers = {};
    std::array<QByteArrayView, 4> texts = {};
    std::array<bool, 4> isThere = {};
    std::optional<Error> error = {};
};

// types: what each must be, by its number.
Fields readFields(QByteArrayView message, const std::array<protozero::pbf_wire_type, 4> &types)
{
    Fields fields;
    protozero::pbf_reader reader(message.data(), size_t(message.size()));
    while (reader.next()) {
        const auto number = size_t(reader.tag());
        if (number >= types.size() || types[number] == protozero::pbf_wire_type::unknown) {
            reader.skip();
            continue;
        }
        if (reader.wire_type() != types[number]) {
            fields.error = Error{Error::Code::Protocol,
                                 u"proto: wrong wireType = %1 for field %2"_s.arg(int(reader.wire_type())).arg(number)};
            return fields;
        }
        fields.isThere[number] = true;
        if (types[number] == protozero::pbf_wire_type::varint) {
            fields.numbers[number] = reader.get_uint64();
        } else {
            const protozero::data_view view = reader.get_view();
            fields.texts[number] = {view.data(), qsizetype(view.size())};
        }
    }
    return fields;
}

constexpr auto unused = protozero::pbf_wire_type::unknown;
constexpr auto number = protozero::pbf_wire_type::varint;
constexpr auto text = protozero::pbf_wire_type::length_delimited;

Result<Value> invalidUtf8() { return Error{Error::Code::Protocol, u"proto: a text contains invalid UTF-8"_s}; }

Result<Value> readTime(QByteArrayView message, bool withMicros)
{
    if (message.isEmpty()) return Value();
    const Fields fields = readFields(message, {unused, number, number, unused});
    if (fields.error) return *fields.error;
    WireTime time{qint64(fields.numbers[1]), 0};
    if (withMicros) {
        // As time.Unix: nanoseconds may be negative or more than a second.
        constexpr qint64 second = 1'000'000'000;
        const qint64 nanos = qint32(fields.numbers[2]) / 1000 * 1000;
        const qint64 rest = ((nanos % second) + second) % second;
        if (time.seconds > WireTime::zero - 10 && time.seconds <= WireTime::last)
            time.seconds += (nanos - rest) / second;
        time.nanos = qint32(rest);
    }
    if (time.isZero()) return Value();
    if (time.seconds < WireTime::zero || time.seconds > WireTime::last)
        return Error{Error::Code::Protocol, u"Time.MarshalJSON: year outside of range [0,9999]"_s};
    return Value(wireTimeText(time, withMicros));
}

Result<Value> readQuantity(QByteArrayView bytes)
{
    const auto written = utf8Text(bytes);
    if (!written) return invalidUtf8();
    const auto quantity = Quantity::parse(*written);
    if (!quantity) return Error{Error::Code::Protocol, quantity.error().message};
    return Value(quantity->toString());
}

Result<Value> readIntOrString(QByteArrayView message)
{
    const Fields fields = readFields(message, {unused, number, number, text});
    if (fields.error) return *fields.error;
    if (qint64(fields.numbers[1]) == 0) return Value(qint64(qint32(fields.numbers[2])));
    if (qint64(fields.numbers[1]) != 1) return Error{Error::Code::Protocol, u"impossible IntOrString.Type"_s};
    auto string = utf8Text(fields.texts[3]);
    return string ? Result<Value>(Value(std::move(*string))) : invalidUtf8();
}

Result<Value> readRaw(QByteArrayView message)
{
    const Fields fields = readFields(message, {unused, text, unused, unused});
    if (fields.error) return *fields.error;
    if (fields.texts[1].isEmpty()) return Value();
    auto json = readJson(fields.texts[1]);
    if (!json)
        return Error{json.error().code == Error::Code::TooLarge ? Error::Code::TooLarge : Error::Code::Protocol,
                     json.error().message};
    return std::move(json->value);
}

} // namespace

Result<Value> readWireLeaf(WireKind kind, QByteArrayView message)
{
    switch (kind) {
    case WireKind::Time: return readTime(message, false);
    case WireKind::MicroTime: return readTime(message, true);
    case WireKind::IntOrString: return readIntOrString(message);
    case WireKind::Duration: {
        const Fields fields = readFields(message, {unused, number, unused, unused});
        if (fields.error) return *fields.error;
        return Value(wireDurationText(qint64(fields.numbers[1])));
    }
    case WireKind::Quantity: {
        const Fields fields = readFields(message, {unused, text, unused, unused});
        if (fields.error) return *fields.error;
        if (!fields.isThere[1]) return Value(u"0"_s);
        return readQuantity(fields.texts[1]);
    }
    default: return readRaw(message);
    }
}

Value wireZero(WireKind kind)
{
    switch (kind) {
    case WireKind::Bool: return false;
    case WireKind::Int32:
    case WireKind::Int64:
    case WireKind::Float64: return 0;
    default: return QString();
    }
}

bool isWireEmpty(const Value &value)
{
    if (const bool *flag = value.boolean()) return !*flag;
    if (const qint64 *integer = value.integer()) return *integer == 0;
    if (const double *real = value.number()) return *real == 0;
    if (const QString *string = value.string()) return string->isEmpty();
    if (const ValueList *list = value.list()) return list->empty();
    if (const ValueMap *map = value.map()) return map->empty();
    return value.isNull();
}

void arrangeEntries(ValueMap &map)
{
    const auto isBefore = [](const auto &a, const auto &b) { return utf8Less(a.first, b.first); };
    if (!std::is_sorted(map.begin(), map.end(), isBefore)) std::stable_sort(map.begin(), map.end(), isBefore);
    size_t kept = 0;
    for (size_t i = 0; i < map.size(); ++i) {
        if (i + 1 < map.size() && map[i].first == map[i + 1].first) continue;
        if (kept != i) map[kept] = std::move(map[i]);
        ++kept;
    }
    map.resize(kept);
}

Error protobufError(const protozero::exception &problem)
{
    QString words = QString::fromLatin1(problem.what());
    if (dynamic_cast<const protozero::end_of_buffer_exception *>(&problem)) words = u"unexpected EOF"_s;
    if (dynamic_cast<const protozero::varint_too_long_exception *>(&problem)) words = u"proto: integer overflow"_s;
    if (dynamic_cast<const protozero::invalid_tag_exception *>(&problem)) words = u"proto: illegal tag"_s;
    if (dynamic_cast<const protozero::unknown_pbf_wire_type_exception *>(&problem))
        words = u"proto: illegal wireType"_s;
    return {Error::Code::Protocol, words};
}

} // namespace model
