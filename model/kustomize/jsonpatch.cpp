// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/jsonpatch.h"

#include "model/base/say.h"

#include <QStringList>

#include <algorithm>
#include <optional>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t maxOperations = 10000;
constexpr qsizetype maxCopiedNodes = 200'000;

class Patcher
{
public:
    explicit Patcher(Node object) : m_object(std::move(object)) {}
    MaybeFault run(const Node &operation);
    Node take() { return std::move(m_object); }

private:
    struct Place
    {
        Node *container = nullptr;
        QString key = {};
    };
    std::optional<Place> find(const QString &path);
    static std::optional<size_t> indexIn(const QString &key, size_t size, size_t end);
    static Node *read(const Place &place);
    static bool add(const Place &place, Node value, Origin from);
    static bool remove(const Place &place);
    bool replace(const QString &path, const Node &value, Origin from);
    bool test(const QString &path, const Node &value);
    bool copy(const QString &from, const QString &path, bool isMove, Origin origin);

    Node m_object;
    qsizetype m_copied = 0;
};

std::optional<size_t> Patcher::indexIn(const QString &key, size_t size, size_t end)
{
    bool ok = false;
    qint64 index = key.toLongLong(&ok);
    if (!ok || key.front().isSpace() || key.back().isSpace()) return std::nullopt;
    if (index < 0) index += qint64(size);
    if (index < 0 || index >= qint64(end)) return std::nullopt;
    return size_t(index);
}

std::optional<Patcher::Place> Patcher::find(const QString &path)
{
    QStringList parts = path.split(u'/');
    if (parts.size() < 2) return std::nullopt;
    for (QString &part : parts) part.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
    Node *container = &m_object;
    for (qsizetype i = 1; i < parts.size() - 1; ++i) {
        if (container->isList()) {
            const auto index = indexIn(parts[i], container->entries.size(), container->entries.size());
            if (!index) return std::nullopt;
            container = &container->entries[*index].value;
        } else {
            container = container->find(parts[i]);
        }
        if (!container || container->isScalar()) return std::nullopt;
    }
    return Place{container, parts.back()};
}

Node *Patcher::read(const Place &place)
{
    if (place.container->isMap()) return place.container->find(place.key);
    const auto index = indexIn(place.key, place.container->entries.size(), place.container->entries.size());
    return index ? &place.container->entries[*index].value : nullptr;
}

bool Patcher::add(const Place &place, Node value, Origin from)
{
    Node &container = *place.container;
    if (container.isMap()) {
        container.set(place.key, std::move(value), from);
        return true;
    }
    if (place.key == u"-") {
        container.append(std::move(value));
        return true;
    }
    const size_t size = container.entries.size();
    const auto index = indexIn(place.key, size + 1, size + 1);
    if (!index) return false;
    container.entries.insert(container.entries.begin() + std::ptrdiff_t(*index), {{}, {}, std::move(value)});
    return true;
}

bool Patcher::remove(const Place &place)
{
    Node &container = *place.container;
    if (container.isMap()) return container.remove(place.key);
    const auto index = indexIn(place.key, container.entries.size(), container.entries.size());
    if (index) container.entries.erase(container.entries.begin() + std::ptrdiff_t(*index));
    return index.has_value();
}

bool Patcher::replace(const QString &path, const Node &value, Origin from)
{
    if (path.isEmpty()) {
        m_object = value;
        return true;
    }
    const auto place = find(path);
    if (!place) return false;
    if (place->container->isMap()) {
        // Also where there was none.
        place->container->set(place->key, value, from);
        return true;
    }
    Node *item = read(*place);
    if (item) *item = value;
    return item != nullptr;
}

bool Patcher::test(const QString &path, const Node &value)
{
    if (path.isEmpty()) return m_object.toValue().means(value.toValue());
    const auto place = find(path);
    if (!place) return false;
    const Node *found = read(*place);
    if (!found) return value.isNull() && place->container->isMap();
    return found->toValue().means(value.toValue());
}

bool Patcher::copy(const QString &from, const QString &path, bool isMove, Origin origin)
{
    const auto source = find(from);
    const Node *found = source ? read(*source) : nullptr;
    if (!found) return false;
    Node value = *found;
    m_copied += value.count();
    if (m_copied > maxCopiedNodes || (isMove && !remove(*source))) return false;
    const auto place = find(path);
    return place && add(*place, std::move(value), origin);
}

MaybeFault Patcher::run(const Node &operation)
{
    const QString op = operation.textAt({u"op"}), path = operation.textAt({u"path"});
    const Node *given = operation.find(u"value");
    const Node value = given ? *given : Node(Value(), operation.origin);
    const Origin origin = given ? given->origin : operation.origin;
    const auto refused = [&](const QString &why) {
        return invalid(operation.origin, say("the operation %1 of “%2” cannot be done: %3").arg(op, path, why));
    };
    if (op == "test"_L1) return test(path, value) ? MaybeFault() : refused(say("something else is there"));
    if (op == "replace"_L1) return replace(path, value, origin) ? MaybeFault() : refused(say("nothing is there"));
    if (op == "move"_L1 || op == "copy"_L1) {
        const QString from = operation.textAt({u"from"});
        return copy(from, path, op == "move"_L1, origin) ? MaybeFault() : refused(say("nothing is at “%1”").arg(from));
    }
    const auto place = find(path);
    if (op == "add"_L1)
        return place && add(*place, value, origin) ? MaybeFault() : refused(say("there is no such place"));
    if (op == "remove"_L1) return place && remove(*place) ? MaybeFault() : refused(say("nothing is there"));
    return invalid(operation.origin, say("“%1” is no operation of a JSON patch").arg(op));
}

} // namespace

MaybeFault applyJsonPatch(Node &object, const Node &operations)
{
    if (operations.entries.size() > maxOperations)
        return tooLarge(operations.origin, say("the patch has more than %1 operations").arg(maxOperations));
    Patcher patcher(object);
    for (const Node::Entry &operation : operations.entries)
        if (auto fault = patcher.run(operation.value)) return fault;
    object = patcher.take();
    return std::nullopt;
}

bool isJsonPatch(const Node &patch)
{
    return patch.isList() && !patch.entries.empty() &&
           std::ranges::all_of(patch.entries, [](const Node::Entry &item) { return item.value.find(u"op"); });
}

} // namespace model::kustomize
