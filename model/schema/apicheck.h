// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/base/value.h"
#include "model/resource/places.h"
#include "model/resource/resource.h"
#include "model/schema/kindset.h"

#include <QLatin1StringView>
#include <QString>

#include <functional>
#include <vector>

namespace model {

// What an API server's own validation has against a resource, as it answers it in Status.details.causes.
struct ApiFault
{
    // FieldValueRequired, FieldValueInvalid, FieldValueNotSupported, FieldValueForbidden, FieldValueDuplicate, …
    QString reason;
    QString field; // as the server names it: "spec.template.spec.containers[0].image"
    QString
        written; // the same as it is written, or would be: where the server speaks of a field that it has made itself
    QString message;
};

// Judges a resource as it would be posted to Kubernetes 1.minor: kubectl's reading of it (toValue()), not completed.
// definition: of a kind that somebody defines, with its openApi; null of Kubernetes' own. Empty for a right one, and
// for a kind that it does not know. One that cannot be decoded has one fault, of the reason BadRequest and without a
// field. Called from any thread, by several at once.
using ApiCheck = std::function<std::vector<ApiFault>(Value object, int minor, const CustomKind *definition)>;

// What the check has against the resource, as errors of the schema layer: api-required, api-invalid, api-duplicate,
// api-forbidden. Each stands at the field, or at the nearest one above it that is written. told: what is known of the
// resource by now; what the schema layer has told of a field is not told again, and a resource that a server could not
// decode is not judged, nor one of a kind that somebody defines which its schema refuses already. Appended to told.
void appendApiProblems(const Resource &resource, const KindSet &kinds, const ApiCheck &check, Places &places,
                       Problems &told);

} // namespace model
