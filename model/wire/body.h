// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/wire/json.h"

#include <QByteArrayView>

namespace model {

// The first document of an application/yaml body as an API server reads it: sigs.k8s.io/yaml makes JSON of it, and that
// is read. A body of nothing is null. Errors have the server's words ("yaml: line 3: mapping values are not allowed in
// this context", "json: unsupported value: NaN"): Syntax, Invalid, TooLarge.
Result<JsonText> readYamlBody(QByteArrayView text);

} // namespace model
