// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "model/base/value.h"
#include "model/resource/quantity.h"

#include <QString>

namespace practice {

// Names of resources (pkg/apis/core/helper/helpers.go) and the rules of lists of them (pkg/apis/core/validation).

bool isNativeResource(const QString &name);   // "cpu", "kubernetes.io/x"
bool isExtendedResource(const QString &name); // "example.com/gpu"
bool isHugePages(const QString &name);        // "hugepages-2Mi"
bool isIntegerResource(const QString &name);
bool isQuotaResource(const QString &name);

void checkResourceName(FieldErrors &errors, const Where &where, const QString &name);
void checkQuotaResourceName(FieldErrors &errors, const Where &where, const QString &name);
// As a container may ask for it; what a LimitRange of type Container or Pod may name.
void checkContainerResourceName(FieldErrors &errors, const Where &where, const QString &name);

// Zero for what is no quantity, which the wire does not let through.
model::Quantity quantityOf(const model::Value &value);
// Not negative; whole for resources that are counted.
void checkResourceQuantity(FieldErrors &errors, const Where &where, const QString &name, const model::Value &value);
void checkPositiveQuantity(FieldErrors &errors, const Where &where, const model::Value &value);
void checkNotNegativeQuantity(FieldErrors &errors, const Where &where, const model::Value &value);
// validateBasicResource: "must be a valid resource quantity".
void checkBasicQuantity(FieldErrors &errors, const Where &where, const model::Value &value);
QString goQuantity(const model::Value &value); // its text
// As Go's %#v writes one, which is how it stands as a bad value: resource.Quantity{i:resource.int64Amount{value:…}…}.
QString goQuantityStruct(const model::Value &value);

} // namespace practice
