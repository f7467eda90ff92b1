// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/persistence.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"

#include <array>

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

namespace {

struct MetaField
{
    QStringView key;
    QStringView shown; // Go lowers the first letter of its own name
};

constexpr std::array refusedMetadata = {
    MetaField{u"name", u"name"},
    MetaField{u"generateName", u"generateName"},
    MetaField{u"namespace", u"namespace"},
    MetaField{u"selfLink", u"selfLink"},
    MetaField{u"uid", u"uID"},
    MetaField{u"resourceVersion", u"resourceVersion"},
    MetaField{u"generation", u"generation"},
    MetaField{u"creationTimestamp", u"creationTimestamp"},
    MetaField{u"deletionTimestamp", u"deletionTimestamp"},
    MetaField{u"deletionGracePeriodSeconds", u"deletionGracePeriodSeconds"},
    MetaField{u"ownerReferences", u"ownerReferences"},
    MetaField{u"finalizers", u"finalizers"},
    MetaField{u"managedFields", u"managedFields"},
};

} // namespace

// pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimTemplate.
void checkClaimTemplate(FieldErrors &errors, const Where &where, const Value &claimTemplate)
{
    const Where metaAt = where.child(u"metadata");
    const Value &meta = structIn(claimTemplate, u"metadata");
    checkAnnotations(fieldIn(meta, u"annotations"), metaAt.child(u"annotations"), errors);
    checkLabels(fieldIn(meta, u"labels"), metaAt.child(u"labels"), errors);
    for (const MetaField &field : refusedMetadata)
        if (fieldIn(meta, field.key)) errors.forbidden(metaAt.child(field.shown), u"cannot be set"_s);
    checkClaimSpec(errors, where.child(u"spec"), structIn(claimTemplate, u"spec"));
}

} // namespace practice
