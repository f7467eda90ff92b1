// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace model {

// What goyaml.v2, with which an API server reads YAML, says of a text's first document that is not YAML: "yaml: line 3:
// mapping values are not allowed in this context". Empty for one that libyaml reads.
QString goYamlError(const QByteArray &text);

} // namespace model
