// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamledit.h"

#include "model/base/say.h"

#include <algorithm>

namespace model {

namespace {
Error missing(const FieldPath &path)
{
    return Error{Error::Code::NotFound, say("there is nothing at %1").arg(path.toString())};
}

Error invalid(const QString &message, const FieldPath &path)
{
    return Error{Error::Code::Invalid, message.arg(path.toString())};
}

auto entryOf(ValueMap &map, const QString &key)
{
    return std::find_if(map.begin(), map.end(), [&](const auto &entry) { return entry.first == key; });
}

// The child at a step; null pointer when there is none.
Value *childAt(Value &value, const FieldPath::Step &step)
{
    if (const int *index = std::get_if<int>(&step)) {
        ValueList *list = value.list();
        return list && *index >= 0 && size_t(*index) < list->size() ? &(*list)[size_t(*index)] : nullptr;
    }
    ValueMap *map = value.map();
    if (!map) return nullptr;
    const auto entry = entryOf(*map, std::get<QString>(step));
    return entry == map->end() ? nullptr : &entry->second;
}

// Whether a value can take a new child at the step: a map a key, a list the index behind its last, a null either.
bool canTake(const Value &value, const FieldPath::Step &step)
{
    const int *index = std::get_if<int>(&step);
    if (value.isNull()) return !index || *index == 0;
    return index ? value.list() && size_t(*index) == value.list()->size() : value.isMap();
}

Value *makeChild(Value &value, const FieldPath::Step &step)
{
    if (std::holds_alternative<int>(step)) {
        if (value.isNull()) value = ValueList();
        return &value.list()->emplace_back();
    }
    if (value.isNull()) value = ValueMap();
    return &value.map()->emplace_back(std::get<QString>(step), Value()).second;
}

Result<void> setAt(Value &root, const FieldPath &path, const Value &value)
{
    Value *at = &root;
    int depth = 0;
    for (Value *next = nullptr; depth < path.size() && (next = childAt(*at, path[depth])); ++depth) at = next;
    if (depth < path.size()) {
        if (!canTake(*at, path[depth]))
            return invalid(say("%1 cannot be made: what is above it has another type"), path);
        for (int i = depth + 1; i < path.size(); ++i)
            if (!canTake(Value(), path[i])) return invalid(say("%1 cannot be made: a new list starts at 0"), path);
    }
    for (; depth < path.size(); ++depth) at = makeChild(*at, path[depth]);
    *at = value;
    return {};
}

Value *find(Value &root, const FieldPath &path)
{
    Value *at = &root;
    for (int i = 0; at && i < path.size(); ++i) at = childAt(*at, path[i]);
    return at;
}

Result<void> insertAt(Value &root, const FieldPath &path, const Value &value)
{
    const int *index = path.isEmpty() ? nullptr : std::get_if<int>(&path.last());
    Value *parent = index ? find(root, path.parent()) : nullptr;
    if (!parent || !parent->list() || *index < 0 || size_t(*index) > parent->list()->size())
        return invalid(say("%1 is no place in a list"), path);
    parent->list()->insert(parent->list()->begin() + *index, value);
    return {};
}

Result<void> removeAt(Value &root, const FieldPath &path)
{
    if (path.isEmpty()) {
        root = Value();
        return {};
    }
    Value *parent = find(root, path.parent());
    if (!parent || !childAt(*parent, path.last())) return missing(path);
    if (const int *index = std::get_if<int>(&path.last()))
        parent->list()->erase(parent->list()->begin() + *index);
    else
        parent->map()->erase(entryOf(*parent->map(), std::get<QString>(path.last())));
    return {};
}

Result<void> renameAt(Value &root, const FieldPath &path, const QString &name)
{
    const QString *key = path.isEmpty() ? nullptr : std::get_if<QString>(&path.last());
    Value *parent = key ? find(root, path.parent()) : nullptr;
    if (!parent || !childAt(*parent, path.last())) return missing(path);
    ValueMap &map = *parent->map();
    if (name != *key && entryOf(map, name) != map.end())
        return invalid(say("%1 is there already"), path.parent().child(name));
    entryOf(map, *key)->first = name;
    return {};
}

Result<void> moveAt(Value &root, const FieldPath &path, int to)
{
    const int *from = path.isEmpty() ? nullptr : std::get_if<int>(&path.last());
    Value *parent = from ? find(root, path.parent()) : nullptr;
    if (!parent || !childAt(*parent, path.last())) return missing(path);
    ValueList &list = *parent->list();
    if (to < 0 || size_t(to) >= list.size()) return invalid(say("%1 is no place in the list"), path.parent().child(to));
    const auto begin = list.begin();
    if (*from < to)
        std::rotate(begin + *from, begin + *from + 1, begin + to + 1);
    else
        std::rotate(begin + to, begin + *from, begin + *from + 1);
    return {};
}

} // namespace

Result<void> editValue(Value &value, const YamlEdit &edit)
{
    switch (edit.kind) {
    case YamlEdit::Kind::Set: return setAt(value, edit.path, edit.value);
    case YamlEdit::Kind::Insert: return insertAt(value, edit.path, edit.value);
    case YamlEdit::Kind::Remove: return removeAt(value, edit.path);
    case YamlEdit::Kind::Move: return moveAt(value, edit.path, edit.to);
    case YamlEdit::Kind::Rename: break;
    }
    return renameAt(value, edit.path, edit.name);
}

} // namespace model
