// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diff/completed.h"

#include "model/resource/quantity.h"
#include "model/yaml/yamlvalue.h"

#include <optional>
#include <vector>

namespace model {

namespace {

struct KeptVisit
{
    const Value *written = nullptr, *completed = nullptr;
    SchemaNode node = {};
};

std::optional<double> numberOf(const Value &value)
{
    if (const qint64 *number = value.integer()) return double(*number);
    if (const quint64 *number = value.bigInteger()) return double(*number);
    if (const double *number = value.number()) return *number;
    return std::nullopt;
}

QString quantityText(const Value &value)
{
    if (const QString *text = value.string()) return *text;
    const auto json = toJson(value);
    return json ? QString::fromUtf8(*json) : QString();
}

bool isSameQuantity(const Value &before, const Value &after)
{
    const auto left = Quantity::parse(quantityText(before)), right = Quantity::parse(quantityText(after));
    return left && right && *left == *right;
}

SchemaNode fieldOf(SchemaNode node, const QString &key)
{
    const int index = node.indexOf(key.toUtf8());
    if (index >= 0) return node.property(index).node;
    return node.isMap() ? node.child() : SchemaNode();
}

// False: something of it is lost. What is below goes to the stack.
bool visitKept(const KeptVisit &visit, std::vector<KeptVisit> &stack)
{
    const Value &written = *visit.written;
    const bool isThere = visit.completed && !visit.completed->isNull();
    if (!visit.node) return isThere ? written.means(*visit.completed) : written.isNull();
    if (isGoZero(visit.written)) return true;
    if (const ValueMap *fields = written.map()) {
        for (const auto &[key, value] : *fields)
            stack.push_back({&value, isThere ? visit.completed->find(key) : nullptr, fieldOf(visit.node, key)});
        return !isThere || visit.completed->isMap();
    }
    if (!isThere) return false;
    const ValueList *items = written.list(), *completed = visit.completed->list();
    if (!items) return isSameScalar(written, *visit.completed, visit.node);
    if (!completed || items->size() != completed->size()) return false;
    for (std::size_t i = 0; i < items->size(); ++i)
        stack.push_back({&(*items)[i], &(*completed)[i], visit.node.child()});
    return true;
}

} // namespace

bool isGoZero(const Value *value)
{
    if (!value || value->isNull()) return true;
    if (const QString *text = value->string()) return text->isEmpty();
    if (const bool *flag = value->boolean()) return !*flag;
    if (const ValueMap *map = value->map()) return map->empty();
    if (const ValueList *list = value->list()) return list->empty();
    const qint64 *number = value->integer();
    return number && *number == 0;
}

bool isSameScalar(const Value &before, const Value &after, SchemaNode node)
{
    if (before.means(after)) return true;
    if (node.type() == SchemaType::Quantity) return isSameQuantity(before, after);
    const auto left = numberOf(before), right = numberOf(after);
    const bool isWhole = before.integer() && after.integer();
    return left && right && !isWhole && *left == *right;
}

bool isKept(const Value &written, const Value *completed, SchemaNode node)
{
    std::vector<KeptVisit> stack = {{&written, completed, node}};
    while (!stack.empty()) {
        const KeptVisit visit = stack.back();
        stack.pop_back();
        if (!visitKept(visit, stack)) return false;
    }
    return true;
}

} // namespace model
