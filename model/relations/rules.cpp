// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/rules.h"

#include <QCoreApplication>

namespace model {

const std::vector<EdgeRule> &edgeRules()
{
    static const std::vector<EdgeRule> rules{
        ownerRule(),       serviceSelectorRule(), servicePortRule(),  ingressBackendRule(),
        envConfigRule(),   envSecretRule(),       volumeConfigRule(), volumeSecretRule(),
        volumeClaimRule(), serviceAccountRule(),  addressRule(),
    };
    return rules;
}

const EdgeRule &edgeRule(Relation relation)
{
    const EdgeRule &rule = edgeRules()[size_t(relation)];
    Q_ASSERT(rule.relation == relation);
    return rule;
}

QString toWord(Relation relation) { return edgeRule(relation).word; }

QString title(Relation relation) { return QCoreApplication::translate("Relations", edgeRule(relation).title); }

QString explain(Relation relation) { return QCoreApplication::translate("Relations", edgeRule(relation).explanation); }

} // namespace model
