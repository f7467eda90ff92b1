// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "model/base/value.h"

#include <QString>
#include <QStringView>

namespace practice {

// What a CustomResourceDefinition's schemas are checked for (apiextensions-apiserver). A schema is the value of
// openAPIV3Schema, a map. What lies deeper in it than maxSchemaDepth is taken as it is.

// CustomResourceDefinitionNames, of the spec or accepted; a column; a scale subresource, where: at "subresources".
void checkDefinitionNames(const model::Value &names, const Where &where, FieldErrors &errors);
void checkDefinitionColumn(const model::Value &column, const Where &where, FieldErrors &errors);
void checkDefinitionScale(const model::Value &scale, const Where &where, FieldErrors &errors);
// The conversion of a spec; where: at it.
void checkDefinitionConversion(const model::Value &spec, const Where &where, FieldErrors &errors);

// A whole openAPIV3Schema; where: at what holds it. hasStatus: the version has the status subresource.
void checkDefinitionSchema(const model::Value &schema, bool hasStatus, const Where &where, FieldErrors &errors);

// Why no structural schema can be made of it (pkg/apiserver/schema/convert.go); empty: it can.
QString structuralProblem(const model::Value &schema);
// pkg/apiserver/schema/validation.go and complete.go; sorted, as there.
void checkStructural(const model::Value &schema, const Where &where, FieldErrors &errors);
// Whether defaults keep their own schema (pkg/apiserver/schema/defaulting/validation.go).
void checkSchemaDefaults(const model::Value &schema, const Where &where, FieldErrors &errors);
// pkg/apis/apiextensions/validation ValidateCustomResourceDefinitionOpenAPISchema, without its CEL.
void checkSchemaWords(const model::Value &schema, const Where &where, FieldErrors &errors);
// x-kubernetes-validations of a schema, as far as nothing must be compiled.
void checkSchemaRules(const model::Value &schema, const Where &where, FieldErrors &errors);
// The list types and map types of a schema, and the keys of its lists.
void checkSchemaListTypes(const model::Value &schema, const Where &where, FieldErrors &errors);

// selectableFields of a version.
void checkSelectableFields(const model::ValueList &fields, const model::Value &schema, const Where &where,
                           FieldErrors &errors);
// Whether path (".spec['a'].b") leads to something in schema (pkg/apiserver/schema/cel ValidFieldPath).
bool isSchemaPath(const QString &path, const model::Value &schema);

// Nothing is there where Go's type has no pointer: null, false, "", no entries.
bool isZero(const model::Value *value);

// Tells when a walk has found more than any answer should hold: each cause names its whole way down.
class ProblemLimit
{
public:
    explicit ProblemLimit(const FieldErrors &errors) : m_errors(errors), m_seen(errors.count()) {}
    bool isReached()
    {
        for (; m_seen < m_errors.count(); ++m_seen) {
            const Cause &cause = m_errors.causes()[size_t(m_seen)];
            m_size += cause.field.size() + cause.message.size();
        }
        return m_size > maxText;
    }

private:
    static constexpr qsizetype maxText = 8'000'000; // characters

    const FieldErrors &m_errors;
    qsizetype m_seen;
    qsizetype m_size = 0;
};

} // namespace practice
