// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How many Pods there are, where they run, and what keeps some of them running.
#include "model/rules/rule.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

qint64 replicasOf(const RuleSubject &subject)
{
    return subject.workload ? subject.workload->replicas().value_or(1) : 0;
}

YamlRef replicasNode(const RuleSubject &subject)
{
    const YamlRef said = subject.spec[u"replicas"];
    return isSaid(said) ? said : subject.nameNode;
}

void fewReplicas(const RuleSubject &subject, RuleFindings &out)
{
    const qint64 least = out.number("minimum"), replicas = replicasOf(subject);
    if (!subject.workload || replicas >= least || replicas == 0) return;
    out.add(replicasNode(subject), WorkloadView::replicasPath(),
            replicas == 1 ? sayRule("a single Pod gets all requests")
                          : sayRule("only %1 Pods get all requests").arg(replicas))
        .when = rulewhen::Served | rulewhen::NotScaled | rulewhen::ManyWriters;
    out.offerSet(WorkloadView::replicasPath(), least);
}

// What there is to say of a workload with several Pods: as many as are written, or as an autoscaler of the files keeps,
// which is known only where all files are.
struct OfMany
{
    YamlRef where;
    FieldPath field;
    const char *written, *scaled; // messages; the first with the number as %1
    quint16 when = rulewhen::Always;
};

void addOfMany(const RuleSubject &subject, RuleFindings &out, const OfMany &what)
{
    const qint64 replicas = replicasOf(subject);
    if (replicas == 0) return; // an autoscaler leaves that alone, too
    out.add(what.where, what.field, sayRule(what.scaled)).when = what.when | rulewhen::ScaledToMany;
    if (replicas > 1)
        out.add(what.where, what.field, sayRule(what.written).arg(replicas)).when = what.when | rulewhen::NotScaled;
}

// Whether the term's namespaces have the workload's own among them; those that another selector chooses may.
bool isOfOwnNamespace(const RuleSubject &subject, YamlRef term)
{
    const YamlRef listed = term[u"namespaces"];
    if (listed.size() == 0 || isSaid(term[u"namespaceSelector"]) || subject.resource.key.ns.isEmpty()) return true;
    bool found = false;
    listed.forEachItem([&](int, YamlRef item) { found = found || item.text() == subject.resource.key.ns; });
    return found;
}

// Whether a constraint or a podAntiAffinity speaks of the workload's own Pods. topology: a key of nodes, or empty for
// any. A selector that is not there selects nothing (apimachinery LabelSelectorAsSelector).
bool isSpread(const RuleSubject &subject, QStringView topology)
{
    const Labels own = subject.workload->podLabels();
    bool found = false;
    const auto look = [&](YamlRef term) {
        const YamlRef selector = term[u"labelSelector"];
        found = found || ((topology.isEmpty() || term[u"topologyKey"].text() == topology) && isSaid(selector) &&
                          isOfOwnNamespace(subject, term) && LabelSelector::read(selector).matches(own));
    };
    subject.pod.node[u"topologySpreadConstraints"].forEachItem([&](int, YamlRef item) { look(item); });
    const YamlRef apart = subject.pod.node[u"affinity"][u"podAntiAffinity"];
    apart[u"requiredDuringSchedulingIgnoredDuringExecution"].forEachItem([&](int, YamlRef item) { look(item); });
    apart[u"preferredDuringSchedulingIgnoredDuringExecution"].forEachItem(
        [&](int, YamlRef item) { look(item[u"podAffinityTerm"]); });
    return found;
}

void spread(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.workload || replicasOf(subject) == 0 || isSpread(subject, {})) return;
    const FieldPath field = subject.pod.path / u"topologySpreadConstraints"_s;
    addOfMany(subject, out,
              {replicasNode(subject), field, T("nothing keeps its %1 Pods on different nodes"),
               T("nothing keeps the Pods that its autoscaler starts on different nodes")});
    // Constraints that are there for something else stay.
    if (subject.root.at(field).size() > 0) return;
    const LabelSelector selector = subject.workload->selector();
    if (!out.wantsEdits() || selector.matchLabels.empty() || !selector.requirements.empty()) return;
    ValueMap labels;
    for (const auto &[key, value] : selector.matchLabels) labels.emplace_back(key, value);
    out.offer(sayRule("Spread its Pods over nodes"),
              {SetField{subject.resource.key, field,
                        ValueList{ValueMap{{u"maxSkew"_s, 1},
                                           {u"topologyKey"_s, u"kubernetes.io/hostname"},
                                           {u"whenUnsatisfiable"_s, u"ScheduleAnyway"},
                                           {u"labelSelector"_s, ValueMap{{u"matchLabels"_s, std::move(labels)}}}}}}});
}

void zones(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.workload || isSpread(subject, u"topology.kubernetes.io/zone")) return;
    addOfMany(subject, out,
              {replicasNode(subject), subject.pod.path / u"topologySpreadConstraints"_s,
               T("nothing spreads its %1 Pods over zones"),
               T("nothing spreads the Pods that its autoscaler starts over zones")});
}

void noBudget(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.workload || replicasOf(subject) == 0) return;
    addOfMany(subject, out,
              {subject.nameNode, WorkloadView::replicasPath(), T("no PodDisruptionBudget is for its %1 Pods"),
               T("no PodDisruptionBudget is for the Pods that its autoscaler starts"), rulewhen::NotBudgeted});
    const LabelSelector selector = subject.workload->selector();
    if (!out.wantsEdits() || selector.matchLabels.empty() || !selector.requirements.empty()) return;
    ValueMap labels, metadata{{u"name"_s, subject.resource.key.name}};
    for (const auto &[key, value] : selector.matchLabels) labels.emplace_back(key, value);
    if (!subject.resource.key.ns.isEmpty()) metadata.emplace_back(u"namespace"_s, subject.resource.key.ns);
    ValueMap budget{
        {u"apiVersion"_s, u"policy/v1"}, {u"kind"_s, u"PodDisruptionBudget"}, {u"metadata"_s, std::move(metadata)}};
    budget.emplace_back(u"spec"_s, ValueMap{{u"maxUnavailable"_s, 1},
                                            {u"selector"_s, ValueMap{{u"matchLabels"_s, std::move(labels)}}}});
    out.offer(sayRule("Create a PodDisruptionBudget"), {AddResource{subject.resource.file, std::move(budget)}});
}

void recreate(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef type = subject.spec[u"strategy"][u"type"];
    if (type.text() != u"Recreate") return;
    bool hasClaim = false; // two Pods may not be able to share it
    subject.pod.volumes().forEachItem(
        [&](int, YamlRef volume) { hasClaim = hasClaim || isSaid(volume[u"persistentVolumeClaim"]); });
    if (hasClaim) return;
    const FieldPath field{u"spec"_s, u"strategy"_s, u"type"_s};
    out.add(type, field, sayRule("each update ends all Pods before it starts new ones")).when = rulewhen::Served;
    out.offerSet(field, u"RollingUpdate"_s);
}

void allAtOnce(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef rolling = subject.spec[u"strategy"][u"rollingUpdate"], most = rolling[u"maxUnavailable"];
    if (most.text() != u"100%") return;
    const FieldPath field{u"spec"_s, u"strategy"_s, u"rollingUpdate"_s, u"maxUnavailable"_s};
    out.add(most, field, sayRule("an update may end all Pods at the same time"));
    out.offerSet(field, u"25%"_s);
}

bool meansNone(YamlRef numberOrShare) { return numberOrShare.text() == u"0" || numberOrShare.text() == u"0%"; }

// apps/v1 validation refuses it.
void impossible(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef rolling = subject.spec[u"strategy"][u"rollingUpdate"];
    if (!meansNone(rolling[u"maxUnavailable"]) || !meansNone(rolling[u"maxSurge"])) return;
    const FieldPath field{u"spec"_s, u"strategy"_s, u"rollingUpdate"_s, u"maxSurge"_s};
    out.add(rolling[u"maxSurge"], field,
            sayRule("an update may neither end a Pod nor start one more: it can never begin"));
    out.offerSet(field, 1);
}

void history(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef limit = subject.spec[u"revisionHistoryLimit"];
    if (limit.integer() != 0) return;
    const FieldPath field{u"spec"_s, u"revisionHistoryLimit"_s};
    out.add(limit, field, sayRule("no earlier version is kept to go back to"));
    out.offerRemove(field);
}

void notIsolated(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.workload || subject.pod.node[u"hostNetwork"].boolean() == true) return;
    out.add(subject.nameNode, subject.workload->podLabelsPath(), sayRule("no NetworkPolicy is for its Pods")).when =
        rulewhen::NotIsolated;
}

void singleWriter(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.is(rulekind::Deployment) || !subject.workload) return;
    const qint64 replicas = replicasOf(subject);
    // The old Pod has ended before the new one starts.
    const YamlRef strategy = subject.spec[u"strategy"];
    const bool endsFirst =
        strategy[u"type"].text() == u"Recreate" || meansNone(strategy[u"rollingUpdate"][u"maxSurge"]);
    if (replicas == 0 || (replicas == 1 && endsFirst)) return;
    subject.pod.volumes().forEachItem([&](int i, YamlRef volume) {
        const YamlRef claim = volume[u"persistentVolumeClaim"][u"claimName"];
        if (claim.text().isEmpty() || volume[u"persistentVolumeClaim"][u"readOnly"].boolean() == true) return;
        RuleFinding &found = out.add(
            claim, subject.pod.path / u"volumes"_s / i / u"persistentVolumeClaim"_s / u"claimName"_s,
            replicas > 1
                ? sayRule("%1 can be on one node at a time, and %2 Pods want it").arg(claim.text()).arg(replicas)
                : sayRule("%1 can be on one node at a time, and an update starts a second Pod that wants it")
                      .arg(claim.text()));
        found.when = rulewhen::SingleWriter;
        found.about = claim.text();
        if (replicas > 1)
            found.fix = sayRule("make it a StatefulSet with volumeClaimTemplates, or a claim with ReadWriteMany");
    });
    if (replicas == 1 && !out.findings().empty())
        out.offer(sayRule("Update with the strategy Recreate"),
                  {SetField{subject.resource.key, {u"spec"_s, u"strategy"_s}, ValueMap{{u"type"_s, u"Recreate"}}}});
}

} // namespace

std::vector<PracticeRule> scaleRules()
{
    using rulekind::Deployment, rulekind::counted, rulekind::lasting;
    return {
        {"scale-replicas",
         Severity::Info,
         true,
         Deployment,
         T("A Deployment that gets requests has too few replicas."),
         T("When its only Pod is moved, updated or lost with its node, nobody answers until another one is ready."),
         T("set replicas to 2 or more, if the program can run more than once"),
         fewReplicas,
         T("%1 Deployments that get requests have too few replicas: %2"),
         {{"minimum", 2, T("the least number of replicas")}}},
        {"scale-spread", Severity::Info, true, counted, T("Nothing keeps replicas on different nodes."),
         T("The scheduler tries to spread them and may not: all of them can be on the node that fails."),
         T("add topologySpreadConstraints or a podAntiAffinity over kubernetes.io/hostname"), spread,
         T("%1 workloads have replicas that nothing keeps on different nodes: %2")},
        {"scale-zones", Severity::Info, false, counted, T("Nothing spreads replicas over zones."),
         T("When a zone of the cloud fails, all of them can be in it."),
         T("add topologySpreadConstraints over topology.kubernetes.io/zone"), zones,
         T("%1 workloads have replicas that nothing spreads over zones: %2")},
        {"scale-no-budget", Severity::Info, true, counted,
         T("No PodDisruptionBudget is for a workload with several replicas."),
         T("When nodes are emptied for an upgrade, all of its Pods may be evicted at the same time."),
         T("add a PodDisruptionBudget with maxUnavailable: 1"), noBudget,
         T("%1 workloads with several replicas have no PodDisruptionBudget: %2")},
        {"scale-recreate", Severity::Info, true, Deployment,
         T("A Deployment that gets requests ends all Pods at each update."),
         T("Nobody answers from the end of the old Pods until the new ones are ready."),
         T("use the strategy RollingUpdate, if two versions can run side by side"), recreate},
        {"scale-all-at-once", Severity::Warning, true, Deployment, T("An update may end all Pods at the same time."),
         T("maxUnavailable: 100% lets the controller end every old Pod before a new one is ready."),
         T("set maxUnavailable to a part of the replicas"), allAtOnce},
        {"scale-no-update", Severity::Error, true, Deployment, T("maxUnavailable and maxSurge are both 0."),
         T("An update could neither end a Pod nor start one. The API server refuses it."),
         T("set maxSurge or maxUnavailable to 1 or more"), impossible},
        {"scale-history", Severity::Info, true, lasting, T("No earlier version is kept."),
         T("kubectl rollout undo has nothing to go back to when an update goes wrong."),
         T("remove revisionHistoryLimit, which is 10 then"), history},
        {"network-not-isolated", Severity::Info, false, rulekind::workloads,
         T("No NetworkPolicy is for a workload's Pods."),
         T("Every Pod of the cluster can connect to them on every port: who breaks into one reaches all."),
         T("add a NetworkPolicy that allows what has to be"), notIsolated, T("%1 workloads have no NetworkPolicy: %2")},
        {"storage-single-writer", Severity::Warning, true, Deployment,
         T("Several Pods want a claim that only one node can have."),
         T("A volume with ReadWriteOnce is on one node at a time. A Pod that is put on another one waits for it for "
           "ever, and an update stands still."),
         T("use the strategy Recreate"), singleWriter},
    };
}

} // namespace model
