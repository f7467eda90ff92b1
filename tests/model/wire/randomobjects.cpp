// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/wire/randomobjects.h"

using namespace model;

namespace support {

namespace {

constexpr const char16_t *strings[] = {u"", u"a", u"web-1", u"Zoë", u"\U0001F600", u"<&>", u"true", u"\n\"\\"};
constexpr const char16_t *quantities[] = {
    u"0",  u"1",  u"1000m", u"1.5Gi", u"100m", u"0.1", u" 2 ", u"1e3", u"1024Ki", u"1.500", u"12345678901234567890",
    u"+5", u"1E", u"0.5Mi"};
constexpr const char16_t *wrongQuantities[] = {u"", u"x", u"1 Gi", u"1KB", u"--1", u"1e"};
constexpr const char16_t *times[] = {u"2024-02-29T12:30:00Z",        u"2024-01-01T00:30:00+02:00",
                                     u"0001-01-01T00:00:00Z",        u"1970-01-01T00:00:00Z",
                                     u"2024-01-01T1:02:03Z",         u"2024-01-01T01:02:03.999Z",
                                     u"2024-01-01T01:02:03,5-24:60", u"0000-01-01T00:00:00+10:00",
                                     u"9999-12-31T23:59:59-10:00",   u"0001-01-01T00:00:00.5Z"};
constexpr const char16_t *microTimes[] = {u"2024-02-29T12:30:00.000000Z", u"2024-01-01T00:30:00.123456+02:00",
                                          u"0001-01-01T00:00:00.000000Z", u"0001-01-01T00:00:00.000001Z",
                                          u"1969-12-31T23:59:59.999999Z"};
constexpr const char16_t *wrongTimes[] = {u"",
                                          u"x",
                                          u"2024",
                                          u"2023-02-29T00:00:00Z",
                                          u"2024-13-01T00:00:00Z",
                                          u"2024-01-01 00:00:00Z",
                                          u"2024-01-01T24:00:00Z",
                                          u"2024-01-01T00:60:00Z",
                                          u"2024-01-01T00:00:60Z",
                                          u"2024-01-01T00:00:00",
                                          u"2024-01-01T00:00:00Zx",
                                          u"2024-01-01T00:00:00+25:00",
                                          u"2024-01-01T00:00:00+0200",
                                          u"é",
                                          u"2024-01-01T00:00:00.1234567Z",
                                          u"2024-01-01T00:00:00.+12345Z",
                                          u"2024-01-01T00:00:00.-12345Z",
                                          u"2024-1-01T00:00:00Z",
                                          u"+024-01-01T00:00:00Z",
                                          u"2024-01-01T00:00:00*01:00",
                                          u"2024-01-01T00:00:00+1:000"};
constexpr const char16_t *bytes[] = {u"", u"YQ==", u"YWI=", u"YWJj", u"YW\nJj\r\n", u"YR==", u"YWJjZGVmZ2hpamtsbW5v"};
constexpr const char16_t *wrongBytes[] = {u"!",     u"YQ=",      u"YQ",   u"YQ==x",  u"Y===", u"YWJ",
                                          u"YW=\n", u"YWJj!Q==", u"YW=x", u"YQ=\n=", u"=",    u"YWJjYWJjYWJjYWJj*",
                                          u"é"};
constexpr const char16_t *unknownNames[] = {u"x", u"Name", u"metaData", u"spec2", u"", u"a.b", u"quo\"te"};

} // namespace

Value RandomObjects::wrong()
{
    switch (m_random.bounded(9)) {
    case 0: return u"text";
    case 1: return 7;
    case 2: return 1.5;
    case 3: return true;
    case 4: return ValueList{1};
    case 5: return ValueMap{{QStringLiteral("k"), 1}};
    case 6: return qint64(5000000000);
    case 7: return ValueMap();
    default: return {};
    }
}

Value RandomObjects::anything(int depth)
{
    if (depth > 3 || chance(600)) return wrong();
    if (chance(500)) return ValueList{anything(depth + 1), anything(depth + 1)};
    return ValueMap{{QStringLiteral("b"), anything(depth + 1)}, {QStringLiteral("a"), anything(depth + 1)}};
}

Value RandomObjects::structure(WireType type, int depth)
{
    ValueMap map;
    const int count = type.fieldCount();
    if (count == 0) return map;
    // Full structs while the budget lasts, in a third of them few fields.
    int wanted = depth == 0 ? count : m_budget <= 0 ? 0 : int(m_random.bounded(count / 2 + 1, count + 1));
    if (depth > 0 && chance(350)) wanted = std::min(wanted, int(m_random.bounded(3)));
    const int start = int(m_random.bounded(count)), stride = chance(500) ? 1 : count - 1; // forwards or backwards
    for (int i = 0; i < wanted; ++i) {
        const WireField field = type.field((start + i * stride) % count);
        if (depth == 0 && field.number() == 0) continue; // kind and apiVersion are the caller's
        map.emplace_back(field.key(), value(field.shape(), depth + 1));
        if (chance(m_faults)) {
            const QString name = one(unknownNames);
            if (!Value(map).find(name)) map.emplace_back(name, anything(2));
        }
    }
    // A name twice cannot come out of a JSON text's value.
    ValueMap unique;
    for (auto &entry : map)
        if (!Value(unique).find(entry.first)) unique.push_back(std::move(entry));
    return unique;
}

Value RandomObjects::schema(WireShape shape, int depth)
{
    if (chance(300)) return wrong();
    if (depth < 12 && chance(500)) return structure(shape.type(), depth + 1);
    if (shape.kind() == WireKind::SchemaOrBool) return chance(500);
    ValueList list;
    for (quint32 i = m_random.bounded(3); i > 0; --i) list.push_back(value(shape.element(), depth + 1));
    return list;
}

Value RandomObjects::value(WireShape shape, int depth)
{
    --m_budget;
    if (chance(m_faults)) return wrong();
    if (chance(20)) return {};
    const int size = depth > 8 || m_budget <= 0 ? 0 : int(m_random.bounded(3));
    switch (shape.kind()) {
    case WireKind::Struct: return depth > 14 ? Value(ValueMap()) : structure(shape.type(), depth);
    case WireKind::List: {
        ValueList list;
        for (int i = 0; i < size; ++i) list.push_back(value(shape.element(), depth + 1));
        return list;
    }
    case WireKind::Map: {
        static constexpr const char16_t *keys[] = {u"b", u"a", u"\U0001F600", u"\uFFFD", u"ab", u"cpu"};
        Value map = ValueMap();
        for (int i = 0; i < size; ++i) map.set(one(keys), value(shape.element(), depth + 1));
        return map;
    }
    case WireKind::SchemaOrBool:
    case WireKind::SchemaOrArray:
    case WireKind::SchemaOrStrings: return schema(shape, depth);
    default: return leaf(shape);
    }
}

Value RandomObjects::leaf(WireShape shape)
{
    const bool fault = chance(m_faults);
    switch (shape.kind()) {
    case WireKind::Bool: return chance(500);
    case WireKind::Int32: return fault ? Value(qint64(-3000000000)) : Value(int(m_random.bounded(3)) - 1);
    case WireKind::Int64: return fault ? Value(quint64(1) << 63) : Value(qint64(m_random.generate64() >> 1));
    case WireKind::Float64: return chance(500) ? Value(1.5e30) : Value(int(m_random.bounded(5)));
    case WireKind::Bytes: return fault ? one(wrongBytes) : one(bytes);
    case WireKind::Time: return fault ? one(wrongTimes) : one(times);
    case WireKind::MicroTime: return fault ? one(wrongTimes) : one(microTimes);
    case WireKind::Quantity:
        return fault ? Value(one(wrongQuantities)) : chance(100) ? Value(3) : Value(one(quantities));
    case WireKind::IntOrString: return chance(500) ? Value(one(strings)) : Value(int(m_random.bounded(100)));
    case WireKind::RawExtension:
    case WireKind::FieldsV1:
    case WireKind::Json: return anything(0);
    default: return one(strings);
    }
}

} // namespace support
