// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/rules.h"

#include "model/relations/fieldrule.h"

#include <QCoreApplication>

namespace model {

const std::vector<EdgeRule> &edgeRules()
{
    static const std::vector<EdgeRule> rules{
        ownerRule(),
        serviceSelectorRule(),
        servicePortRule(),
        ingressBackendRule(),
        envConfigRule(),
        envSecretRule(),
        volumeConfigRule(),
        volumeSecretRule(),
        volumeClaimRule(),
        serviceAccountRule(),
        addressRule(),
        fieldEdgeRule(Relation::ScaleTarget),
        disruptionSelectorRule(),
        policySelectorRule(),
        policyFromRule(),
        policyToRule(),
        fieldEdgeRule(Relation::RoleRef),
        fieldEdgeRule(Relation::RoleSubject),
        fieldEdgeRule(Relation::GoverningService),
        fieldEdgeRule(Relation::StorageClass),
        fieldEdgeRule(Relation::VolumeBinding),
        fieldEdgeRule(Relation::IngressClass),
        fieldEdgeRule(Relation::PriorityClass),
        fieldEdgeRule(Relation::RuntimeClass),
        fieldEdgeRule(Relation::PullSecret),
        fieldEdgeRule(Relation::TlsSecret),
        fieldEdgeRule(Relation::WebhookService),
        fieldEdgeRule(Relation::ApiService),
        fieldEdgeRule(Relation::RouteBackend),
        customInstanceRule(),
        fieldEdgeRule(Relation::Reference),
        fieldEdgeRule(Relation::Selects),
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

QString explain(const Edge &edge)
{
    const FieldRule *rule = fieldRuleOf(edge);
    return rule && !rule->explanation.isEmpty() ? rule->explanation : explain(edge.relation);
}

} // namespace model
