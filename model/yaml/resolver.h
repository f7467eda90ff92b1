// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <variant>

namespace model {

// What a scalar means to kubectl: the rules of sigs.k8s.io/yaml's goyaml.v2 resolver (YAML 1.1 with Go's differences):
// y/n, yes/no, on/off and true/false in three cases are booleans; 0x, 0o, 0b and a leading 0 are integers; underscores
// in numbers are dropped; no base 60; timestamps stay strings.
enum class ScalarType : quint8 { Null, Bool, Int, Float, String };

struct Scalar
{
    ScalarType type = ScalarType::String;
    // Bool → bool; Int → qint64, or quint64 beyond it; Float → double; Null and String → monostate (the text is the
    // value).
    std::variant<std::monostate, bool, qint64, quint64, double> value = {};
};

// Resolves a plain (unquoted, untagged) scalar.
Scalar resolvePlain(const QByteArray &text);

} // namespace model
