// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/typed.h"

#include "model/wire/typedreader.h"
#include "model/wire/typedscalars.h"

#include <algorithm>
#include <utility>

namespace model {

void TypedReader::enter(const TypedFrame &frame)
{
    m_frames.push_back(frame);
    if (frame.isNested) m_saved.emplace_back();
    if (!frame.type) return;
    m_frames.back().slots = m_slots.size();
    m_frames.back().plan = &planOf(frame.type);
    m_slots.resize(m_slots.size() + m_frames.back().plan->size(), -1);
}

const TypePlan &TypedReader::planOf(const WireType &type)
{
    if (type.table() == &WireTypes::builtin()) return builtinPlan(type);
    const auto found = m_plans.find(type.index());
    return found != m_plans.end() ? found->second : m_plans.emplace(type.index(), planFields(type)).first->second;
}

// What a server wrote has its fields in order: the next one is looked for nearby.
int TypedReader::fieldOf(TypedFrame &frame, const QString &key)
{
    constexpr std::size_t nearby = 8;
    const std::size_t end = std::min(frame.plan->size(), frame.nextField + nearby);
    for (std::size_t i = frame.nextField; i < end; ++i) {
        if (*(*frame.plan)[i].key != key) continue;
        frame.nextField = i + 1;
        return int(i);
    }
    const int index = frame.type.indexOf(key);
    if (index >= 0) frame.nextField = std::size_t(index) + 1;
    return index;
}

void TypedReader::step()
{
    TypedFrame &frame = m_frames.back();
    if (ValueList *list = frame.value->list()) {
        if (frame.next == list->size()) return leave();
        Value &child = (*list)[frame.next++];
        return visit(child, frame.element, false);
    }
    ValueMap &map = *frame.value->map();
    if (frame.next == map.size()) return leave();
    auto &[key, child] = map[frame.next++];
    if (!frame.type) return visit(child, frame.element, false);
    const int index = fieldOf(frame, key);
    if (index < 0) return reportUnknown(key);
    if (child.isNull()) return;
    m_slots[frame.slots + std::size_t(index)] = int(frame.next - 1);
    visit(child, (*frame.plan)[std::size_t(index)].shape, true);
}

void TypedReader::leave()
{
    TypedFrame &frame = m_frames.back();
    if (frame.type)
        leaveStruct(frame);
    else if (ValueMap *map = frame.value->map())
        sortKeys(*map);
    // Protobuf knows no empty lists and maps, except in messages of their own.
    const ValueMap *map = frame.value->map();
    const ValueList *list = frame.value->list();
    if (!frame.type && !frame.keepsEmpty && (map ? map->empty() : list->empty())) *frame.value = Value();
    if (frame.type && m_frames.size() > 1 && m_isStable && m_saved.back().isNull() && m_end.isNull())
        frame.value->setNote(normalNote(frame.type));
    const bool nested = frame.isNested;
    m_frames.pop_back();
    if (!nested) return;
    if (!m_saved.back().isNull()) end(m_saved.back());
    m_saved.pop_back();
}

// Whether a struct's map is what leaveStruct() would make of it.
bool TypedReader::isWhole(const TypedFrame &frame) const
{
    const ValueMap &given = *std::as_const(*frame.value).map();
    const bool outermost = m_frames.size() == 1;
    int next = 0;
    for (std::size_t i = 0; i < frame.plan->size(); ++i) {
        const int slot = m_slots[frame.slots + i];
        const FieldPlan &field = (*frame.plan)[i];
        if (!field.isInMessage && !outermost) {
            if (slot >= 0) return false;
        } else if (slot < 0) {
            if (!field.mayBeAbsent) return false;
        } else {
            const Value &value = given[std::size_t(slot)].second;
            if (slot != next++ || (field.omitsZero && isZero(value)) || (field.isPointer && value.isNull()))
                return false;
        }
    }
    return std::size_t(next) == given.size();
}

void TypedReader::leaveStruct(TypedFrame &frame)
{
    if (isWhole(frame)) {
        m_slots.resize(frame.slots);
        return;
    }
    ValueMap &given = *frame.value->map();
    const bool outermost = m_frames.size() == 1;
    ValueMap object;
    object.reserve(given.size());
    for (std::size_t i = 0; i < frame.plan->size(); ++i) {
        const int slot = m_slots[frame.slots + i];
        const FieldPlan &field = (*frame.plan)[i];
        if (slot < 0 && field.mayBeAbsent) continue;
        if (!field.isInMessage && !outermost) continue; // kind and apiVersion are not in messages
        if (slot < 0) {
            object.emplace_back(*field.key, field.isPointer ? Value() : zeroOfField(field.shape));
            continue;
        }
        auto &entry = given[std::size_t(slot)];
        if (field.omitsZero && isZero(entry.second)) continue;
        // A pointer to what is null in JSON, as a zero time is: the next reading leaves it out.
        if (field.isPointer && entry.second.isNull()) m_isStable = false;
        object.push_back(std::move(entry));
    }
    m_slots.resize(frame.slots);
    *frame.value = std::move(object);
}

Result<TypedObject> TypedReader::read(const WireType &type, Value input)
{
    const auto invalid = [](const QString &message) { return Error{Error::Code::Invalid, message}; };
    if (input.isNull()) input = ValueMap();
    if (!input.isMap()) {
        const QByteArray package = type.package().toByteArray();
        wrongType(input, package.mid(package.lastIndexOf('/') + 1) + '.' + type.name().toByteArray());
        return invalid(m_saved.front());
    }
    if (const QString error = readMap(type, input); !error.isNull()) return invalid(error);
    return TypedObject{std::move(input), std::move(m_unknown)};
}

QString TypedReader::readMap(const WireType &type, Value &input)
{
    m_frames.reserve(16);
    m_slots.reserve(256);
    enter({.value = &input, .type = type, .element = {}});
    while (!m_frames.empty() && m_end.isNull()) step();
    return m_end.isNull() ? m_saved.front() : m_end;
}

quint32 normalNote(const WireType &type)
{
    if (!type || type.table() != &WireTypes::builtin() || type.index() < 0) return 0;
    const auto note = quint32(type.index()) + 1;
    return note <= normalNoteMask ? note : 0;
}

Result<TypedObject> readTyped(const WireType &type, Value input) { return TypedReader().read(type, std::move(input)); }

bool makeTyped(const WireType &type, Value &object)
{
    return object.isMap() && TypedReader().readMap(type, object).isNull();
}

} // namespace model
