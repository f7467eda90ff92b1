// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/base/value.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

namespace model {

// A JSON text's meaning, as Go's encoding/json has it: the last of several equal keys wins (in the first one's place),
// integers stay integers (qint64, then quint64, then double), a lone surrogate or a broken UTF-8 byte is U+FFFD.
struct JsonText
{
    Value value;
    // Keys that are there twice, as strict decoding names them: "spec.replicas", "spec.containers[0].image"; in the
    // text's order, each once.
    std::vector<QString> duplicates;
    // Of a YAML text with such keys: what strict decoding says of them instead, one text for all.
    QString strictError = {};
};

// Error Syntax with Go's words ("invalid character '}' looking for beginning of object key string", "unexpected end of
// JSON input"); TooLarge beyond limits::maxDepth ("exceeded max depth"). Uses no stack per level.
Result<JsonText> readJson(QByteArrayView text);

// Compact, keys in the value's order, numbers as Go prints them, no HTML escapes. NaN and infinities, which no JSON
// text can give, become null. Uses no stack per level.
QByteArray writeJson(const Value &value);

} // namespace model
