// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/definitionfile.h"

#include "model/wire/json.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"

namespace model {

CustomKinds customKindsOfFile(const QByteArray &text, const QString &path)
{
    // An OpenAPI document may be larger than a YAML document may be.
    if (text.trimmed().startsWith('{')) {
        const Result<JsonText> json = readJson(text);
        if (json) return customKinds(json->value, path);
    }
    CustomKinds kinds;
    const YamlStream stream = YamlStream::parse(text);
    for (const YamlStream::Part &part : stream.parts()) {
        if (part.document->error() || part.document->isEmpty()) continue;
        const Result<Value> value = toValue(part.document->root());
        if (!value || !value->isMap()) continue;
        const CustomKinds more = customKinds(*value, path);
        kinds.insert(kinds.end(), more.begin(), more.end());
    }
    return kinds;
}

} // namespace model
