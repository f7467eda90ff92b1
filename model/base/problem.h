// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"
#include "model/base/span.h"
#include "model/resource/resourcekey.h"

#include <QString>

#include <optional>
#include <vector>

namespace model {

enum class Severity { Error, Warning, Info };

// Which of the layers of validation found it.
enum class Layer { Yaml, Schema, Reference, Practice, Server };

// One finding about the user's files: data, not a failure of the program. See product.md's data formats for its JSON
// form.
struct Problem
{
    Severity severity = Severity::Error;
    Layer layer = Layer::Yaml;
    QString rule;         // stable id: "yaml-syntax", "schema-unknown-field", "reference-missing", …
    QString file;         // as the user gave it
    int line = 0;         // 1-based; 0 unknown
    int column = 0;       // 1-based, in code points
    Span span;            // bytes in the file, for a squiggle; empty: the whole line
    ResourceKey resource; // empty key: none
    FieldPath field;
    QString message; // one line, translated
    QString fix;     // what to do about it, or empty: "did you mean containerPort?"

    bool operator==(const Problem &) const = default;
};

using Problems = std::vector<Problem>;

// Words of the JSON and text forms, never translated: "error", "schema".
QString toWord(Severity severity);
QString toWord(Layer layer);

// file:line:column: severity: message [rule]
QString toText(const Problem &problem);

// By file, line, column, severity, rule, message: the order of every output.
void sortProblems(Problems &problems);

} // namespace model
