// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/base/value.h"

#include <QString>

#include <vector>

namespace practice {

// A custom object as an apiserver reads it (apiextensions-apiserver pkg/apiserver/customresource_handler.go
// unstructuredSchemaCoercer, pkg/apiserver/schema/objectmeta): its metadata and that of embedded resources in
// ObjectMeta's normal form, what the schema does not know gone, and the nulls that may not be null. schema: an
// openAPIV3Schema; null: there is none. unknown gets the fields that went, as strict decoding names them:
// "metadata.foo", then "spec.foo", then "spec.template.metadata.foo". Error Invalid with Go's words.
model::Result<void> makeCustomNormal(const model::Value &schema, model::Value &object, std::vector<QString> &unknown);

} // namespace practice
