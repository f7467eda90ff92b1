// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "model/base/value.h"

#include <QString>
#include <QStringView>

#include <initializer_list>
#include <span>

namespace practice {

// Checks that the rules of pods and workloads share (pkg/apis/core/validation, pkg/apis/apps/validation).

using Words = std::initializer_list<QStringView>;

// Required: each text (or list) must not be empty.
void checkRequired(FieldErrors &errors, const Where &where, const model::Value &object,
                   std::span<const QStringView> fields);
// NotSupported with the words in the given order; false then.
bool checkOneOf(FieldErrors &errors, const Where &where, QStringView value, Words words);
// The same, with Required for an empty value.
bool checkRequiredOneOf(FieldErrors &errors, const Where &where, QStringView value, Words words);
void checkPositive(FieldErrors &errors, const Where &where, qint64 value);
// Number fields that must be 0 or more; those that are not set are right.
void checkNotNegativeFields(FieldErrors &errors, const Where &where, const model::Value &object, Words fields);
void checkFileMode(FieldErrors &errors, const Where &where, const model::Value &object, QStringView field);

bool hasBacksteps(QStringView path);
void checkNoBacksteps(FieldErrors &errors, const Where &where, QStringView path);
void checkRelativePath(FieldErrors &errors, const Where &where, QStringView path);   // validateLocalDescendingPath
void checkUnreservedPath(FieldErrors &errors, const Where &where, QStringView path); // ValidateLocalNonReservedPath

// A port as intstr.IntOrString.
void checkPortNumberOrName(FieldErrors &errors, const Where &where, const model::Value &holder);
// ValidatePositiveIntOrPercent, IsNotMoreThan100Percent, getIntOrPercentValue.
void checkIntOrPercent(FieldErrors &errors, const Where &where, const model::Value &value);
void checkAtMost100Percent(FieldErrors &errors, const Where &where, const model::Value &value);
qint64 intOrPercentValue(const model::Value &value);
// "field is immutable", unless both mean the same (ValidateImmutableField). valueText: the new one in Go's words.
void checkUnchanged(FieldErrors &errors, const Where &where, const model::Value *now, const model::Value *before,
                    const QString &valueText);
// Invalid without a value: "Invalid value: detail" (field.OmitValueType).
void invalidOmitted(FieldErrors &errors, const Where &where, const QString &detail);

} // namespace practice
