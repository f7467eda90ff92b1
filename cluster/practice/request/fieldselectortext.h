// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"
#include "model/resource/labels.h"

#include <QString>

#include <optional>
#include <vector>

namespace practice {

// What selectors compare of an object: made once when it is written.
struct ObjectFacts
{
    model::Labels labels;
    std::vector<QString> fields; // in the order of the kind's selectable ones
    // Of a stored custom object: the generation of its kind's forms (api/customkinds.h) for which it is stored just as
    // it is read; 0: none.
    quint64 generation = 0;
};
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
    struct Term
    {
        size_t field = 0;
        QString value;
        bool equal = true;
    };
    std::vector<Term> m_terms;
};

} // namespace practice
