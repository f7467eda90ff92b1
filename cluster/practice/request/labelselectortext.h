// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/request/objectfacts.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace practice {

// A selector as a query has it: "app=web,tier in (a,b),!legacy,size>3" (apimachinery pkg/labels).
class LabelSelectorText
{
public:
    // Error 400 with the parser's words. Empty selects everything.
    static Answer<LabelSelectorText> read(const QString &text);

    bool isEmpty() const { return m_requirements.empty(); }
    // Takes few steps where either the requirements or the labels are few.
    bool matches(const ObjectFacts &facts) const;

private:
    enum class Operator : quint8 { In, NotIn, Exists, DoesNotExist, GreaterThan, LessThan };
    struct Requirement
    {
        QString key;
        Operator op = Operator::Exists;
        std::vector<QString> values; // sorted, each once; one number as text for GreaterThan and LessThan
    };
    static bool matches(const Requirement &requirement, std::optional<QStringView> value);
    friend class LabelSelectorParser;

    std::vector<Requirement> m_requirements; // by key
    std::size_t m_positive = 0;              // those that no object without the label fulfils
};

} // namespace practice
