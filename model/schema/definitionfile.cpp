// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/definitionfile.h"

#include "model/wire/json.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"

#include <optional>

namespace model {

namespace {

Error errorIn(const YamlStream::Part &part, Error error, const QString &path)
{
    const Location at = error.where.value_or(Location());
    error.where = Location{path, at.line > 0 ? part.firstLine + at.line : 0, at.column};
    return error;
}

// What stands in the documents that can be read; gives the first error.
std::optional<Error> addKindsOf(const QByteArray &text, const QString &path, CustomKinds &kinds)
{
    std::optional<Error> first;
    const YamlStream stream = YamlStream::parse(text);
    for (const YamlStream::Part &part : stream.parts()) {
        const YamlDocument &document = *part.document;
        if (const auto &issue = document.error(); issue && !first)
            first = errorIn(part, {Error::Code::Syntax, issue->message, locationOf(document, issue->offset)}, path);
        if (document.error() || document.isEmpty()) continue;
        const Result<Value> value = toValue(document.root());
        if (!value && !first) first = errorIn(part, value.error(), path);
        if (!value || !value->isMap()) continue;
        const CustomKinds more = customKinds(*value, path);
        kinds.insert(kinds.end(), more.begin(), more.end());
    }
    return first;
}

// An OpenAPI document may be larger than a YAML document may be.
std::optional<Result<JsonText>> jsonOf(const QByteArray &text)
{
    if (!text.trimmed().startsWith('{')) return std::nullopt;
    return readJson(text);
}

} // namespace

Result<CustomKinds> readCustomKinds(const QByteArray &text, const QString &path)
{
    const auto json = jsonOf(text);
    if (json && *json) return customKinds((*json)->value, path);
    CustomKinds kinds;
    const auto error = addKindsOf(text, path, kinds);
    if (!error) return kinds;
    return json ? Error{json->error().code, json->error().message, Location{path}} : *error;
}

CustomKinds customKindsOfFile(const QByteArray &text, const QString &path)
{
    if (const auto json = jsonOf(text); json && *json) return customKinds((*json)->value, path);
    CustomKinds kinds;
    addKindsOf(text, path, kinds);
    return kinds;
}

} // namespace model
