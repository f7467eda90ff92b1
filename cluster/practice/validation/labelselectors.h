// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "model/base/value.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <optional>
#include <vector>

namespace practice {

// Whether a selector that was stored already has a value that is no label (LabelSelectorHasInvalidLabelValue).
bool hasInvalidSelectorValue(const model::Value *selector);

using LabelMap = QHash<QString, QString>;
LabelMap labelMap(const model::ValueMap &labels);

// metav1.LabelSelectorAsSelector.
class ReadySelector
{
public:
    // Nothing for a selector that can't be understood. A null pointer selects nothing, an empty selector everything.
    static std::optional<ReadySelector> from(const model::Value *selector);

    bool selectsEverything() const { return !m_nothing && m_terms.empty(); }
    bool matches(const LabelMap &labels) const;

private:
    struct Term
    {
        QString key;
        QString op; // In, NotIn, Exists, DoesNotExist
        QSet<QString> values;
    };
    bool m_nothing = false;
    std::vector<Term> m_terms;
};

} // namespace practice
