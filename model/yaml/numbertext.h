// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <variant>

namespace model {

// The texts that Go gives to a floating point number, each the shortest that reads back the same.
QByteArray jsonNumber(double value); // as encoding/json; value is finite
QByteArray keyNumber(double value);  // as sigs.k8s.io/yaml for a mapping key: of 32 bits; .inf, -.inf, .nan
// What a reader of that JSON, which keeps integers apart, makes of jsonNumber(value): 3 of 3.0 and of 0.3e1. Not of -0.
std::variant<double, qint64, quint64> jsonReading(double value);
QByteArray yamlNumber(double value); // for a YAML value: always reads back as a float, never as an integer

} // namespace model
