// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>
#include <variant>

namespace model {

// What a scalar means to kubectl: the rules of sigs.k8s.io/yaml's goyaml.v2 resolver (YAML 1.1 with Go's differences):
// y/n, yes/no, on/off and true/false in three cases are booleans; 0x, 0o, 0b and a leading 0 are integers; underscores
// in numbers are dropped; no base 60; timestamps stay strings; a decimal beyond double is a string.
enum class ScalarType : quint8 { Null, Bool, Int, Float, String };

struct Scalar
{
    ScalarType type = ScalarType::String;
    // Bool → bool; Int → qint64, or quint64 beyond it; Float → double; Null and String → monostate (the text is the
    // value).
    std::variant<std::monostate, bool, qint64, quint64, double> value = {};
};

// Resolves a plain (unquoted, untagged) scalar.
Scalar resolvePlain(QByteArrayView text);

// Resolves a scalar with an explicit tag (in full), whatever its quotes. Nothing when kubectl refuses the pair, as it
// does
// `!!int abc`. Tags that are not YAML's own leave the text a string.
std::optional<Scalar> resolveTagged(QByteArrayView tag, QByteArrayView text);

// Whether somebody who writes the plain text as a value likely means the text, though kubectl reads something else: NO,
// on, 0777, 0o17, 1_000, 007, 12e3, 1.10. isVersion: any number with a point where a version stands, 1.0.
bool isLikelyText(QByteArrayView text, bool isVersion = false);

// Whether another reader of YAML 1.1 or 1.2 may take the plain text for something else than a string, even where
// kubectl does not: dates, base 60, any case of true and null, numbers beyond the range, `=`, `<<`.
bool resolvesSomewhere(QByteArrayView text);

} // namespace model
