// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"

#include <QString>
#include <QStringView>

#include <vector>

namespace practice {

// What is wrong with a name, in Go's words and order; empty: nothing. Lengths count bytes of UTF-8.
using Problems = std::vector<QString>;

// apimachinery pkg/apis/meta/v1/validation: isValidConditionReason.
Problems conditionReasonProblems(QStringView value);
// apimachinery pkg/util/validation.
Problems dns1123LabelProblems(QStringView value);
Problems dns1123SubdomainProblems(QStringView value);
Problems dns1123SubdomainWithUnderscoreProblems(QStringView value);
Problems dns1035LabelProblems(QStringView value);
Problems wildcardSubdomainProblems(QStringView value); // "*.example.com"
Problems qualifiedNameProblems(QStringView value);     // the key of a label
Problems labelValueProblems(QStringView value);
Problems cIdentifierProblems(QStringView value);
Problems portNumberProblems(qint64 port);
Problems portNameProblems(QStringView value);
Problems rangeProblems(qint64 value, qint64 min, qint64 max); // "must be between 1 and 65535, inclusive"
Problems userIdProblems(qint64 id);
Problems groupIdProblems(qint64 id);
Problems percentProblems(QStringView value);
Problems httpHeaderNameProblems(QStringView value);
Problems envVarNameProblems(QStringView value);
Problems relaxedEnvVarNameProblems(QStringView value);
Problems configMapKeyProblems(QStringView value);
// apimachinery pkg/api/validation/path.
Problems pathSegmentProblems(QStringView value);

// "must be no more than 63 characters", "must be non-empty", "must be greater than or equal to 0".
QString maxLengthProblem(qsizetype max);
QString emptyProblem();
QString negativeProblem();
QString immutableProblem(); // "field is immutable"

// How many bytes a text has in UTF-8, without making them.
qsizetype utf8Size(QStringView text);

// What metadata.name must be; with prefix, metadata.generateName (apimachinery pkg/api/validation/generic.go).
using NameCheck = Problems (*)(QStringView name, bool prefix);
Problems nameIsSubdomain(QStringView name, bool prefix);
Problems nameIsLabel(QStringView name, bool prefix);
Problems nameIs1035Label(QStringView name, bool prefix);
Problems nameIsPathSegment(QStringView name, bool prefix);

// One "Invalid value" for each problem.
void invalidEach(FieldErrors &errors, const Where &where, QStringView value, const Problems &problems);
void invalidEach(FieldErrors &errors, const Where &where, qint64 value, const Problems &problems);
// Invalid with a bare number.
void invalidNumber(FieldErrors &errors, const Where &where, qint64 value, const QString &detail);
void checkNotNegative(FieldErrors &errors, const Where &where, qint64 value);
void checkLabelName(FieldErrors &errors, const Where &where, QStringView value);

// IsFullyQualifiedName (three segments), IsFullyQualifiedDomainName (two), IsDomainPrefixedPath ("acme.io/foo").
void checkFullyQualifiedName(FieldErrors &errors, const Where &where, QStringView value);
void checkFullyQualifiedDomainName(FieldErrors &errors, const Where &where, QStringView value);
void checkDomainPrefixedPath(FieldErrors &errors, const Where &where, QStringView value);

} // namespace practice
