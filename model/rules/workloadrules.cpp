// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

void barePod(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.workload || subject.pod.node[u"restartPolicy"].text() == u"Never") return;
    out.add(subject.nameNode, {u"kind"_s}, sayRule("nothing makes this Pod again when it is gone"));
}

void oldController(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.workload) return;
    const YamlRef kind = subject.root[u"kind"];
    out.add(kind.isScalar() ? kind : subject.nameNode, {u"kind"_s},
            sayRule("a %1 by itself does not roll out updates").arg(subject.resource.key.kind));
}

void nodeName(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef node = subject.pod.node[u"nodeName"];
    if (!subject.workload || node.text().isEmpty()) return;
    out.add(node, subject.pod.path / u"nodeName"_s,
            sayRule("the Pods are put on node %1, whatever it has room for").arg(node.text()));
    out.offerRemove(subject.pod.path / u"nodeName"_s);
}

void toleratesAll(const RuleSubject &subject, RuleFindings &out)
{
    if (subject.is(rulekind::DaemonSet)) return;
    subject.pod.node[u"tolerations"].forEachItem([&](int i, YamlRef item) {
        if (item[u"operator"].text() != u"Exists" || isSaid(item[u"key"])) return;
        const FieldPath field = subject.pod.path / u"tolerations"_s / i;
        out.add(item[u"operator"], field, sayRule("the Pods go to nodes that are kept free for others, or are broken"));
    });
}

void noGrace(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef seconds = subject.pod.node[u"terminationGracePeriodSeconds"];
    if (seconds.integer() != 0) return;
    const FieldPath field = subject.pod.path / u"terminationGracePeriodSeconds"_s;
    out.add(seconds, field, sayRule("the containers are killed without being asked to end"));
    out.offerRemove(field);
}

void noPriority(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.workload || !subject.pod.node.isMapping() || !subject.pod.node[u"priorityClassName"].text().isEmpty())
        return;
    out.add(subject.nameNode, subject.pod.path / u"priorityClassName"_s,
            sayRule("no priorityClassName says how important the Pods are"));
}

void updateOnDelete(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef type = subject.spec[u"updateStrategy"][u"type"];
    if (type.text() != u"OnDelete") return;
    const FieldPath field{u"spec"_s, u"updateStrategy"_s, u"type"_s};
    out.add(type, field, sayRule("an update reaches a Pod only when somebody deletes it"));
    out.offerSet(field, u"RollingUpdate"_s);
}

void podManagement(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef policy = subject.spec[u"podManagementPolicy"];
    if (policy.text() == u"Parallel" || subject.spec[u"replicas"].integer().value_or(1) < 2) return;
    out.add(isSaid(policy) ? policy : subject.nameNode, {u"spec"_s, u"podManagementPolicy"_s},
            sayRule("one Pod that does not become ready keeps all later ones from starting"));
}

void claimsDeleted(const RuleSubject &subject, RuleFindings &out)
{
    for (const QString &when : {u"whenDeleted"_s, u"whenScaled"_s}) {
        const YamlRef policy = subject.spec[u"persistentVolumeClaimRetentionPolicy"][when];
        if (policy.text() != u"Delete") continue;
        const FieldPath field{u"spec"_s, u"persistentVolumeClaimRetentionPolicy"_s, when};
        out.add(policy, field,
                when == u"whenDeleted" ? sayRule("its data is deleted together with it")
                                       : sayRule("the data of a replica is deleted when there are to be fewer"));
        out.offerSet(field, u"Retain"_s);
    }
}

void statefulService(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.workload || !subject.spec[u"serviceName"].text().isEmpty()) return;
    out.add(subject.nameNode, {u"spec"_s, u"serviceName"_s},
            sayRule("its Pods have no names in DNS, for it names no Service"));
}

void nodeAffinity(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef pod = subject.pod.node;
    if (!subject.workload || !pod.isMapping() || isSaid(pod[u"affinity"][u"nodeAffinity"]) ||
        pod[u"nodeSelector"].size() > 0)
        return;
    out.add(subject.nameNode, subject.pod.path / u"affinity"_s / u"nodeAffinity"_s,
            sayRule("nothing says on which nodes the Pods are to run"));
}

void dnsOptions(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.workload || !subject.pod.node.isMapping()) return;
    bool hasNdots = false;
    subject.pod.node[u"dnsConfig"][u"options"].forEachItem(
        [&](int, YamlRef item) { hasNdots = hasNdots || item[u"name"].text() == u"ndots"; });
    if (hasNdots) return;
    out.add(subject.nameNode, subject.pod.path / u"dnsConfig"_s / u"options"_s,
            sayRule("each name of the outside is looked up several times, for ndots is 5"));
}

bool hasOneOf(YamlRef list, std::initializer_list<QStringView> words)
{
    bool found = false;
    list.forEachItem([&](int, YamlRef item) {
        for (const QStringView word : words) found = found || (item.isScalar() && item.text() == word);
    });
    return found;
}

// All parts of one rule have to fit (apiserver pkg/admission/plugin/webhook/predicates/rules); pods/* is the Pod, too.
bool isAboutNewPods(YamlRef rule)
{
    return rule[u"scope"].text() != u"Cluster" && hasOneOf(rule[u"operations"], {u"CREATE", u"*"}) &&
           hasOneOf(rule[u"apiGroups"], {u"", u"*"}) && hasOneOf(rule[u"apiVersions"], {u"v1", u"*"}) &&
           hasOneOf(rule[u"resources"], {u"pods", u"*", u"*/*", u"pods/*"});
}

void webhookBlocks(const RuleSubject &subject, RuleFindings &out)
{
    subject.root[u"webhooks"].forEachItem([&](int i, YamlRef hook) {
        const FieldPath path = FieldPath{u"webhooks"_s, i} / u"namespaceSelector"_s;
        if (hook[u"failurePolicy"].text() == u"Ignore" || hook[u"namespaceSelector"].size() > 0) return;
        bool meansPods = false;
        hook[u"rules"].forEachItem([&](int, YamlRef rule) { meansPods = meansPods || isAboutNewPods(rule); });
        const YamlRef name = hook[u"name"];
        if (meansPods && hook[u"objectSelector"].size() == 0 && hook[u"matchConditions"].size() == 0)
            out.add(
                name.isScalar() ? name : subject.nameNode, path,
                sayRule("while %1 does not answer, no Pod can be made anywhere, not even its own").arg(name.text()));
    });
}

} // namespace

std::vector<PracticeRule> workloadRules()
{
    using rulekind::StatefulSet, rulekind::DaemonSet, rulekind::lasting, rulekind::Pod;
    return {
        {"workload-bare-pod", Severity::Info, true, Pod, T("A Pod has no controller."),
         T("When its node fails or is emptied, the Pod is gone and stays gone; and its image cannot be rolled out."),
         T("make it a Deployment, a StatefulSet or a Job"), barePod,
         T("%1 Pods have no controller that makes them again: %2")},
        {"workload-old-controller", Severity::Info, true, rulekind::ReplicaSet | rulekind::ReplicationController,
         T("A ReplicaSet or ReplicationController stands by itself."),
         T("It keeps the number of Pods, but changes none of them when its template changes."),
         T("make it a Deployment"), oldController},
        {"workload-node-name", Severity::Info, true, rulekind::workloads, T("Pods are put on a node by its name."),
         T("The scheduler is not asked: they go there though it is full or being emptied, and nowhere else when it is "
           "gone."),
         T("use nodeSelector or nodeAffinity"), nodeName},
        {"workload-tolerates-all", Severity::Info, true, rulekind::workloads, T("Pods tolerate every taint."),
         T("They go to control-plane nodes, to nodes for special hardware, and stay on nodes that no longer answer."),
         T("name the keys that they are to tolerate"), toleratesAll},
        {"workload-no-grace", Severity::Info, true, rulekind::workloads,
         T("Containers are killed without being asked to end."),
         T("With terminationGracePeriodSeconds: 0 a program can neither finish its requests nor write its data."),
         T("remove it, which means 30 s"), noGrace},
        {"workload-priority", Severity::Info, false, lasting, T("No priorityClassName is set."),
         T("When room runs short, it decides who is scheduled first and who is ended."), T("set priorityClassName"),
         noPriority, T("%1 workloads do not say how important they are: %2")},
        {"workload-update-on-delete", Severity::Info, true, StatefulSet | DaemonSet,
         T("Pods are updated only when somebody deletes them."),
         T("A security update can wait for months on a node that nobody looks at."), T("use RollingUpdate"),
         updateOnDelete},
        {"workload-affinity", Severity::Info, false, lasting, T("Nothing says on which nodes Pods are to run."),
         T("Some clusters want every workload to choose, so that none lands on nodes for special work."),
         T("set nodeAffinity or nodeSelector"), nodeAffinity},
        {"workload-dns-options", Severity::Info, false, rulekind::workloads, T("The DNS option ndots is not set."),
         T("Names with fewer than five dots are first tried with each search domain, so that every look-up of an "
           "outside name becomes four or more."),
         T("set dnsConfig.options with ndots"), dnsOptions},
        {"stateful-pod-management", Severity::Info, false, StatefulSet,
         T("A StatefulSet starts its Pods one after the other."),
         T("That is right for programs whose members must join in order; for others one Pod that is not ready keeps "
           "back the rest."),
         T("set podManagementPolicy: Parallel, if the order does not matter"), podManagement},
        {"stateful-claims-deleted", Severity::Warning, true, StatefulSet, T("A StatefulSet deletes its data."),
         T("kubectl delete, or a smaller number of replicas, ends the claims and, with most classes, what is stored."),
         T("set it to Retain"), claimsDeleted},
        {"stateful-service", Severity::Info, true, StatefulSet, T("A StatefulSet names no Service."),
         T("The names by which its members find each other are made from that Service's."),
         T("set serviceName to a headless Service"), statefulService},
        {"webhook-blocks", Severity::Info, true, rulekind::Webhook,
         T("A webhook that must answer is asked about all Pods."),
         T("When it is down, no Pod is admitted: not those that would mend it, nor those of the system."),
         T("leave out its own namespace and kube-system with namespaceSelector, or set failurePolicy: Ignore"),
         webhookBlocks},
    };
}

} // namespace model
