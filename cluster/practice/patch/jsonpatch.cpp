// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/patch/patches.h"
#include "model/wire/json.h"

#include <QStringList>

#include <optional>
#include <utility>

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace practice {

namespace {

constexpr std::size_t maxOperations = 10000;          // apiserver handlers maxJSONPatchOperations
constexpr qsizetype maxCopiedBytes = 3 * 1024 * 1024; // apiserver server.Config.JSONPatchMaxCopyBytes
// What the operations of a patch may cost together, in nanoseconds or so: a second's work.
constexpr qint64 maxCost = 1'000'000'000;
constexpr qint64 costOfMoved = 7;    // an element of a list or map, when one before it comes or goes
constexpr qint64 costOfSearched = 3; // an entry of a map in search of a key

// What is wrong with an operation is not said (NewGenericServerResponse).
ApiStatus rejected()
{
    return {.code = 422,
            .reason = u"Invalid"_s,
            .message = u"the server rejected our request due to an error in our request"_s};
}

QString jsonTypeName(const Value &value)
{
    if (value.isMap()) return u"object"_s;
    if (value.isList()) return u"array"_s;
    if (value.isString()) return u"string"_s;
    return value.boolean() ? u"bool"_s : u"number"_s;
}

ApiStatus undecodable(const Value &value, const QString &into)
{
    return ApiStatus::badRequest(u"error decoding patch: json: cannot unmarshal "_s + jsonTypeName(value) +
                                 u" into Go "_s + into);
}

// As apiserver reads it into []jsonPatchOp before anything is done.
std::optional<ApiStatus> refusePatch(const Value &patch)
{
    if (patch.isNull()) return std::nullopt;
    if (!patch.isList()) return undecodable(patch, u"value of type []handlers.jsonPatchOp"_s);
    for (const Value &operation : *patch.list()) {
        if (operation.isNull()) continue;
        if (!operation.isMap()) return undecodable(operation, u"value of type handlers.jsonPatchOp"_s);
        for (const auto &[name, value] : *operation.map()) {
            if (name != u"op" && name != u"path" && name != u"from") continue;
            if (value.isString() || value.isNull()) continue;
            return undecodable(value, u"struct field jsonPatchOp."_s + name + u" of type string"_s);
        }
    }
    const std::size_t count = patch.list()->size();
    if (count <= maxOperations) return std::nullopt;
    return ApiStatus::entityTooLarge(
        u"Request entity too large: The allowed maximum operations in a JSON patch is %1, got %2"_s.arg(maxOperations)
            .arg(count));
}

// Runs the operations of evanphx/json-patch v4. Everything answers whether it could be done.
class JsonPatcher
{
public:
    explicit JsonPatcher(Value document) : m_document(std::move(document)) {}

    bool run(const Value &operation);
    bool isTooMuch() const { return m_cost > maxCost; } // then what run() answers means nothing
    Value take() { return std::move(m_document); }

private:
    struct Place
    {
        Value *container = nullptr; // a map or a list
        QString key = {};
    };
    std::optional<Place> find(const QString &path);
    Value *read(const Place &place); // a null for a key that a map does not have; null pointer: no such index
    bool add(const Place &place, Value value);
    bool replace(const QString &path, const Value &value);
    bool remove(const Place &place);
    void chargeMove(std::size_t elements) { m_cost += costOfMoved * qint64(elements); }
    void chargeSearch(const Value &map)
    {
        if (const ValueMap *entries = map.map()) m_cost += costOfSearched * qint64(entries->size());
    }
    bool test(const QString &path, const Value *value);
    bool move(const QString &from, const QString &path);
    bool copy(const QString &from, const QString &path);
    static std::optional<std::size_t> indexIn(const QString &key, std::size_t size, std::size_t end);

    Value m_document;
    qsizetype m_copied = 0;
    qint64 m_cost = 0;
};

// Indexes from the end are allowed there: -1 is the last.
std::optional<std::size_t> JsonPatcher::indexIn(const QString &key, std::size_t size, std::size_t end)
{
    bool ok = false;
    const bool digits = !key.isEmpty() && !key.front().isSpace() && !key.back().isSpace();
    qint64 index = key.toLongLong(&ok);
    if (!ok || !digits) return std::nullopt;
    if (index < 0) index += qint64(size);
    if (index < 0 || index >= qint64(end)) return std::nullopt;
    return std::size_t(index);
}

std::optional<JsonPatcher::Place> JsonPatcher::find(const QString &path)
{
    QStringList parts = path.split(u'/');
    if (parts.size() < 2) return std::nullopt;
    for (QString &part : parts) part.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
    Value *container = &m_document;
    for (qsizetype i = 1; i < parts.size() - 1; ++i) {
        if (ValueList *list = container->list()) {
            const auto index = indexIn(parts[i], list->size(), list->size());
            if (!index) return std::nullopt;
            container = &(*list)[*index];
        } else {
            chargeSearch(*container);
            container = container->find(parts[i]);
        }
        if (!container || !container->isContainer()) return std::nullopt;
    }
    return Place{container, parts.back()};
}

Value *JsonPatcher::read(const Place &place)
{
    static const Value null;
    if (ValueList *list = place.container->list()) {
        const auto index = indexIn(place.key, list->size(), list->size());
        return index ? &(*list)[*index] : nullptr;
    }
    chargeSearch(*place.container);
    Value *value = place.container->find(place.key);
    return value ? value : const_cast<Value *>(&null);
}

bool JsonPatcher::add(const Place &place, Value value)
{
    ValueList *list = place.container->list();
    if (!list) {
        chargeSearch(*place.container);
        place.container->set(place.key, std::move(value));
        return true;
    }
    if (place.key == u"-") {
        list->push_back(std::move(value));
        return true;
    }
    const auto index = indexIn(place.key, list->size() + 1, list->size() + 1);
    if (!index) return false;
    chargeMove(list->size() - *index);
    if (!isTooMuch()) list->insert(list->begin() + std::ptrdiff_t(*index), std::move(value));
    return true;
}

bool JsonPatcher::replace(const QString &path, const Value &value)
{
    if (path.isEmpty()) {
        if (value.isContainer()) m_document = value;
        return true;
    }
    const auto place = find(path);
    if (!place) return false;
    ValueList *list = place->container->list();
    if (!list) {
        // Also where there was none.
        chargeSearch(*place->container);
        place->container->set(place->key, value);
        return true;
    }
    const auto index = indexIn(place->key, list->size(), list->size());
    if (index) (*list)[*index] = value;
    return index.has_value();
}

bool JsonPatcher::remove(const Place &place)
{
    ValueList *list = place.container->list();
    if (!list) {
        if (const ValueMap *entries = place.container->map()) chargeMove(entries->size());
        return place.container->remove(place.key);
    }
    const auto index = indexIn(place.key, list->size(), list->size());
    if (!index) return false;
    chargeMove(list->size() - *index);
    if (!isTooMuch()) list->erase(list->begin() + std::ptrdiff_t(*index));
    return true;
}

bool JsonPatcher::test(const QString &path, const Value *value)
{
    if (path.isEmpty()) return value && m_document.means(*value);
    const auto place = find(path);
    const Value *found = place ? read(*place) : nullptr;
    return found && value && found->means(*value);
}

bool JsonPatcher::move(const QString &from, const QString &path)
{
    const auto source = find(from);
    Value *found = source ? read(*source) : nullptr;
    if (!found) return false;
    Value value = found->isNull() ? Value() : std::move(*found);
    if (!remove(*source)) return false;
    const auto place = find(path);
    return place && add(*place, std::move(value));
}

bool JsonPatcher::copy(const QString &from, const QString &path)
{
    const auto source = find(from);
    const Value *found = source ? read(*source) : nullptr;
    if (!found) return false;
    m_copied += model::writeJson(*found).size();
    if (m_copied > maxCopiedBytes) return false;
    Value value = *found;
    const auto place = find(path);
    return place && add(*place, std::move(value));
}

bool JsonPatcher::run(const Value &operation)
{
    const auto text = [&operation](QStringView name) -> const QString * {
        const Value *value = operation.find(name);
        return value ? value->string() : nullptr;
    };
    const QString *kind = text(u"op");
    const QString *path = text(u"path");
    const QString *from = text(u"from");
    const Value *value = operation.find(u"value");
    if (!kind || !path) return false;
    if (*kind == u"test") return test(*path, value);
    if (*kind == u"replace") return replace(*path, value ? *value : Value());
    if (*kind == u"move") return from && move(*from, *path);
    if (*kind == u"copy") return from && copy(*from, *path);
    const auto place = find(*path);
    if (!place) return false;
    if (*kind == u"add") return add(*place, value ? *value : Value());
    return *kind == u"remove" && remove(*place);
}

} // namespace

Answer<Value> applyJsonPatch(const Value &object, const Value &patch)
{
    if (const auto refusal = refusePatch(patch)) return *refusal;
    JsonPatcher patcher(object);
    if (const ValueList *operations = patch.list()) {
        for (const Value &operation : *operations) {
            const bool done = patcher.run(operation);
            if (patcher.isTooMuch()) return ApiStatus::requestTimeout();
            if (!done) return rejected();
        }
    }
    return patcher.take();
}

} // namespace practice
