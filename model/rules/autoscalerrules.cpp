// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

const FieldPath leastPath{u"spec"_s, u"minReplicas"_s};

void minimum(const RuleSubject &subject, RuleFindings &out)
{
    const qint64 least = out.number("minimum");
    const YamlRef node = subject.spec[u"minReplicas"];
    const qint64 replicas = node.integer().value_or(1);
    if (!subject.spec.isMapping() || replicas >= least) return;
    out.add(isSaid(node) ? node : subject.nameNode, leastPath,
            replicas == 1 ? sayRule("it may go down to 1 replica")
                          : sayRule("it may go down to %1 replicas").arg(replicas));
    const auto most = subject.spec[u"maxReplicas"].integer();
    if (most && *most >= least) out.offerSet(leastPath, least);
}

void fixedNumber(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef least = subject.spec[u"minReplicas"], most = subject.spec[u"maxReplicas"];
    if (!most.integer() || least.integer().value_or(1) != *most.integer()) return;
    out.add(most, {u"spec"_s, u"maxReplicas"_s},
            sayRule("it has nothing to decide: least and most are both %1").arg(*most.integer()));
}

// A share of what is requested cannot be computed where nothing is requested (podautoscaler replica_calculator).
void requestMissing(const RuleSubject &subject, RuleFindings &out, const QString &what, quint16 when)
{
    for (const RuleContainer &container : subject.containers) {
        if (!container.isLasting() || isSaid(container.resources[u"requests"][what]) ||
            isSaid(container.resources[u"limits"][what]) || isSaid(subject.pod.node[u"resources"]))
            continue;
        RuleFinding &found =
            out.add(container.nameNode(), container.at(u"resources"_s) / u"requests"_s / what,
                    sayRule("an autoscaler measures %1 by what is requested, and container %2 requests none")
                        .arg(what, container.name()));
        found.when = when | rulewhen::NoDefaults;
        found.about = u"requests."_s + what;
    }
}

void requests(const RuleSubject &subject, RuleFindings &out)
{
    requestMissing(subject, out, u"cpu"_s, rulewhen::ScaledOnCpu);
    requestMissing(subject, out, u"memory"_s, rulewhen::ScaledOnMemory);
}

void budgetPolicy(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.spec.isMapping() || isSaid(subject.spec[u"minAvailable"]) || isSaid(subject.spec[u"maxUnavailable"]))
        return;
    out.add(subject.nameNode, {u"spec"_s, u"maxUnavailable"_s},
            sayRule("it says neither minAvailable nor maxUnavailable"));
    out.offerSet({u"spec"_s, u"maxUnavailable"_s}, 1);
}

void budgetUnhealthy(const RuleSubject &subject, RuleFindings &out)
{
    const FieldPath field{u"spec"_s, u"unhealthyPodEvictionPolicy"_s};
    const YamlRef policy = subject.spec[u"unhealthyPodEvictionPolicy"];
    if (!subject.spec.isMapping() || policy.text() == u"AlwaysAllow") return;
    out.add(isSaid(policy) ? policy : subject.nameNode, field,
            sayRule("Pods that never become ready can keep a node from being emptied"));
    out.offerSet(field, u"AlwaysAllow"_s);
}

} // namespace

std::vector<PracticeRule> autoscalerRules()
{
    using rulekind::Autoscaler, rulekind::DisruptionBudget;
    return {
        {"autoscaler-minimum",
         Severity::Info,
         true,
         Autoscaler,
         T("An autoscaler may leave too few replicas."),
         T("At night, when nobody asks, it goes down to its least number; one Pod that is moved then means that nobody "
           "answers."),
         T("set minReplicas to 2 or more"),
         minimum,
         nullptr,
         {{"minimum", 2, T("the least number of replicas")}}},
        {"autoscaler-fixed", Severity::Info, true, Autoscaler, T("An autoscaler has nothing to decide."),
         T("minReplicas and maxReplicas are the same, so that it only adds a second place where the number is "
           "written."),
         T("raise maxReplicas, or remove the autoscaler and set replicas"), fixedNumber},
        {"autoscaler-requests", Severity::Warning, false, rulekind::lasting,
         T("An autoscaler measures by requests, and its target has none."),
         T("Utilization is what is used, divided by what is requested. Without a request the autoscaler can compute "
           "nothing and never acts."),
         T("set resources.requests"), requests},
        {"budget-policy", Severity::Warning, true, DisruptionBudget,
         T("A PodDisruptionBudget says neither what may be missing nor what must be there."),
         T("Without both the controller allows no eviction at all, so that no node that has such a Pod can be "
           "emptied."),
         T("set maxUnavailable: 1"), budgetPolicy},
        {"budget-unhealthy", Severity::Info, false, DisruptionBudget,
         T("A PodDisruptionBudget protects Pods that are broken."),
         T("Unless it says AlwaysAllow, Pods that crash again and again count as lost and cannot be evicted, so that "
           "upgrades of nodes stand still."),
         T("set unhealthyPodEvictionPolicy: AlwaysAllow"), budgetUnhealthy},
    };
}

} // namespace model
