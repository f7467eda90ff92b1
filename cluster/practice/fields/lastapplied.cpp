// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/fields/lastapplied.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/fields/smdvalue.h"
#include "cluster/practice/fields/typedobject.h"
#include "model/wire/json.h"

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace practice {

namespace {

constexpr qsizetype maxAnnotationBytes = 256 * 1024; // apimachinery api/validation TotalAnnotationSizeLimitB

const QString &annotationName()
{
    static const QString name = u"kubectl.kubernetes.io/last-applied-configuration"_s;
    return name;
}

// Sorts the keys of every map, without using the stack.
Value withSortedKeys(Value root)
{
    std::vector<Value *> open{&root};
    while (!open.empty()) {
        Value &value = *open.back();
        open.pop_back();
        if (ValueList *list = value.list()) {
            for (Value &item : *list) open.push_back(&item);
        } else if (ValueMap *map = value.map()) {
            ValueMap sorted;
            sorted.reserve(map->size());
            for (const MapEntry *entry : sortedEntries(&value))
                sorted.push_back(std::move(*const_cast<MapEntry *>(entry)));
            *map = std::move(sorted);
            for (auto &[name, part] : *map) open.push_back(&part);
        }
    }
    return root;
}

// As encoding/json's Encoder writes it: with escapes for HTML, and an end of line.
QString encoded(Value object)
{
    QByteArray json = model::writeJson(withSortedKeys(std::move(object)));
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    return QString::fromUtf8(json) + u'\n';
}

} // namespace

std::optional<FieldSet> lastAppliedFields(const Value &live, const FieldType &type, const QString &apiVersion)
{
    const QString text = textAt(live, {u"metadata", u"annotations", annotationName()});
    if (text.isEmpty()) return std::nullopt;
    const model::Result<model::JsonText> json = model::readJson(text.toUtf8());
    if (!json || textAt(json->value, {u"apiVersion"}) != apiVersion) return std::nullopt;
    if (!faultsOf(json->value, type, false).empty() || !faultsOf(live, type, false).empty()) return std::nullopt;
    const Comparison comparison = compareObjects(json->value, live, type);
    return fieldsOf(json->value, type)
        .without(comparison.modified)
        .without(comparison.added)
        .without(comparison.removed);
}

void refreshLastApplied(Value &object, const Value &applied)
{
    if (textAt(object, {u"metadata", u"annotations", annotationName()}).isEmpty()) return;
    Value kept = applied;
    if (Value *annotations = at(kept, {u"metadata", u"annotations"})) annotations->remove(annotationName());
    Value *annotations = at(object, {u"metadata", u"annotations"});
    annotations->set(annotationName(), encoded(std::move(kept)));
    qsizetype bytes = 0;
    for (const auto &[name, value] : *annotations->map()) {
        bytes += name.toUtf8().size() + (value.isString() ? value.string()->toUtf8().size() : 0);
    }
    if (bytes > maxAnnotationBytes) annotations->remove(annotationName());
}

} // namespace practice
