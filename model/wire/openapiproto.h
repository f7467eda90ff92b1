// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QByteArray>

namespace model {

// An OpenAPI v2 document, given as its JSON means it, as the message openapi.v2.Document of github.com/google/gnostic
// (openapiv2/OpenAPIv2.proto): what application/com.github.proto-openapi.spec.v2@v1.0+protobuf is. What the message has
// no field for is left out, and so is what has another type than the field. Of a document's parts there are those that
// a Kubernetes server describes itself by: info, paths, parameters in place, responses, schemas. Uses no stack per
// level of the document.
QByteArray writeOpenApiProto(const Value &document);

} // namespace model
