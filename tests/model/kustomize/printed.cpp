// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/kustomize/printed.h"

#include "model/wire/json.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"

#include <QStringList>

#include <map>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

Value sorted(const Value &value)
{
    if (const ValueList *list = value.list()) {
        ValueList items;
        for (const Value &item : *list) items.push_back(sorted(item));
        return items;
    }
    if (!value.isMap()) return value;
    std::map<QString, Value> entries;
    for (const auto &[key, part] : *value.map()) entries[key] = sorted(part);
    ValueMap map;
    for (auto &[key, part] : entries) map.emplace_back(key, std::move(part));
    return map;
}

QString textAt(const Value &value, std::initializer_list<QStringView> way)
{
    const Value *at = &value;
    for (const QStringView key : way)
        if (at = at->find(key); !at) return {};
    return at->isString() ? *at->string() : QString();
}

} // namespace

Printed print(const QByteArray &text)
{
    Printed printed;
    const YamlStream stream = YamlStream::parse(text);
    for (const YamlStream::Part &part : stream.parts()) {
        if (part.document->isEmpty() && !part.document->error()) continue;
        const auto value = toValue(part.document->root());
        if (part.document->error() || !value) {
            printed.emplace_back(u"broken"_s, part.document->text());
            continue;
        }
        QStringList id;
        for (const auto &way : std::initializer_list<std::initializer_list<QStringView>>{
                 {u"apiVersion"}, {u"kind"}, {u"metadata", u"namespace"}, {u"metadata", u"name"}})
            id += textAt(*value, way);
        printed.emplace_back(id.join(u' '), writeJson(sorted(*value)) + '\n');
    }
    return printed;
}

QByteArray idsOf(const Printed &printed)
{
    QByteArray ids;
    for (const auto &[id, text] : printed) ids += id.toUtf8() + '\n';
    return ids;
}
