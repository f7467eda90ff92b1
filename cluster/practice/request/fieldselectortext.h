// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/kinds/apikind.h"
#include "cluster/practice/request/objectfacts.h"

#include <QString>

#include <optional>
#include <vector>

namespace practice {

ObjectFacts factsOf(const ApiKind &kind, const model::Value &object);

// "metadata.name=web,status.phase!=Running" (apimachinery pkg/fields; which fields: pkg/apis/*/v1/conversion.go).
class FieldSelectorText
{
public:
    // Error 400 with Go's words.
    static Answer<FieldSelectorText> read(const QString &text, const ApiKind &kind);

    bool isEmpty() const { return m_terms.empty(); }
    bool matches(const ObjectFacts &facts) const;
    // The name that metadata.name must have, when it is said.
    std::optional<QString> exactName() const;

private:
    // All that is said of one field.
    struct Term
    {
        size_t field = 0;
        std::optional<QString> equal = {};
        std::vector<QString> unequal = {}; // sorted
        bool isImpossible = false;         // it would have to equal two values
    };
    Term &termOf(size_t field);

    std::vector<Term> m_terms;
};

} // namespace practice
