// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace model {

// The texts that Go gives to a floating point number, each the shortest that reads back the same.
QByteArray jsonNumber(double value); // as encoding/json; value is finite
QByteArray keyNumber(double value);  // as sigs.k8s.io/yaml for a mapping key: of 32 bits; .inf, -.inf, .nan
QByteArray yamlNumber(double value); // for a YAML value: always reads back as a float, never as an integer

} // namespace model
