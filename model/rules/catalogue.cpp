// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/catalogue.h"

#include "model/rules/rule.h"

#include <algorithm>
#include <iterator>

namespace model {

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

constexpr Layer yaml = Layer::Yaml, schema = Layer::Schema, reference = Layer::Reference, practice = Layer::Practice,
                server = Layer::Server;

constexpr RuleEntry entries[] = {
    {"yaml-syntax", yaml, "error", T("The text is no YAML that kubectl reads, or the files hold too much."),
     T("kubectl stops at such a file and applies nothing of what stands behind the place."),
     T("mend the text at the place that is named")},
    {"yaml-duplicate-key", yaml, "error", T("A key is there twice in one mapping."),
     T("Only the last one would count, and whoever reads the file may see the other one. The API server refuses "
       "it."),
     T("remove one of them")},
    {"yaml-bad-tag", yaml, "error", T("A text does not fit its tag."),
     T("kubectl cannot turn it into what the tag says."), T("remove the tag, or write what it says")},
    {"yaml-bad-merge", yaml, "error", T("<< is given what is no mapping."),
     T("Only the entries of mappings can be merged into one."), T("merge a mapping, or a list of mappings")},
    {"yaml-not-json", yaml, "error", T("A number is infinite, or none."),
     T("Kubernetes stores JSON, which has no .inf and no .nan."), T("write a finite number")},
    {"yaml-excessive-aliases", yaml, "error", T("Aliases stand for so much that kubectl refuses the document."),
     T("A few lines of aliases can stand for more than any memory holds."), T("write it out, or use fewer aliases")},
    {"yaml-likely-text", yaml, "warning", T("A number or a truth value to kubectl that was likely meant as text."),
     T("NO is false, 0777 is 511 and 1.10 is 1.1: what is stored is not what was written."),
     T("quote it, or write it as the number that it is")},
    {"yaml-ignored-text", yaml, "warning", T("kubectl passes over what stands behind three dots."),
     T("What is written there is not applied, and nobody is told."), T("begin a new document with ---")},
    {"yaml-not-a-resource", yaml, "error", T("A document has no kind or no apiVersion."),
     T("Without both nobody can say what it is."), T("add apiVersion and kind")},
    {"duplicate-resource", yaml, "warning or error", T("A resource is defined twice."),
     T("The one that is applied last wins, and which that is depends on the order of files."),
     T("remove or rename one of them")},
    {"too-many-resources", yaml, "error", T("The files hold more resources than are looked at."),
     T("There is a limit so that any input is answered in time."), T("check fewer files at a time")},
    {"too-many-problems", yaml, "that of the worst left out", T("There are more problems than are listed."),
     T("A longer list helps nobody; the worst are listed first."), T("mend those that are listed")},
    {"kustomize-invalid", yaml, "error", T("kustomize refuses a kustomization."),
     T("Nothing of it can be rendered, and kubectl apply -k stops as well."),
     T("mend the field, path or patch that is named")},
    {"kustomize-unsupported", yaml, "error", T("A kustomization uses a part of kustomize that is not rendered here."),
     T("Rendering the rest would show what nobody gets."), T("have kustomize render it, and check what comes out")},
    {"kustomize-remote", yaml, "error", T("A kustomization stands on something that would have to be downloaded."),
     T("Nothing is ever fetched from elsewhere while files are read."),
     T("put a copy beside it, or have kustomize render it")},
    {"kustomize-limit", yaml, "error", T("A kustomization is larger, or stands on more others, than is looked at."),
     T("There is a limit so that any input is answered in time."), T("make it smaller")},
    {"kustomize-unused", yaml, "info", T("A manifest beside a kustomization, or a Component, is used by none."),
     T("It is not applied with the kustomization, and was not checked."),
     T("name it in resources or components, or take it away")},
    {"helm-invalid", yaml, "error", T("helm refuses a chart."),
     T("Nothing of it can be rendered, and it cannot be installed."), T("mend the template or value that is named")},
    {"helm-warning", yaml, "warning", T("helm rendered a chart, but had something to say."),
     T("A value may not do what it was meant for."), T("look at the value or chart that is named")},
    {"helm-chart", yaml, "info", T("A folder below is a Helm chart, which was not checked."),
     T("Its files are templates, which only helm can make manifests of."), T("name its folder to have helm render it")},

    {"schema-unknown-field", schema, "error", T("A field is none of its kind's."),
     T("The API server refuses it, or drops it without a word, and what was meant does not happen."),
     T("take the word that was meant, or move it to where it belongs")},
    {"schema-wrong-type", schema, "error", T("A value is of another type than its field."),
     T("The API server cannot read the resource."), T("write a value of the right type; quote what has to be text")},
    {"schema-missing-field", schema, "error", T("A field is missing that must be there."),
     T("The API server refuses the resource without it."), T("add it")},
    {"schema-enum", schema, "error", T("A value is none of those that are possible."), T("The API server refuses it."),
     T("take one of the possible values")},
    {"schema-format", schema, "error", T("A value has not the form, or not the size, that its field wants."),
     T("The API server refuses it."), T("write it as the message says")},
    {"schema-unknown-kind", schema, "error", T("Kubernetes has no such kind in that apiVersion."),
     T("The API server cannot take it; it may have been removed, or have moved to another group."),
     T("use the apiVersion that has it")},
    {"schema-no-schema", schema, "info", T("No schema is known for the kind, so that its fields are not checked."),
     T("It is most likely a custom resource whose definition is not in the files."),
     T("add its CustomResourceDefinition")},
    {"schema-name", schema, "error", T("A name has characters that it may not have, or too many."),
     T("Names become parts of URLs and of DNS names."), T("use small letters, digits and -")},
    {"schema-label", schema, "error", T("A label's key or value is none."), T("The API server refuses it."),
     T("use letters, digits, -, _ and .; at most 63")},
    {"schema-duplicate", schema, "error", T("A name is taken already in its list."),
     T("The items of the list are told apart by it."), T("take another name")},
    {"schema-no-volume", schema, "error", T("A mount names a volume that the Pod has not."),
     T("The API server refuses the Pod."), T("add the volume, or take the name of one that is there")},
    {"schema-alternatives", schema, "error",
     T("A value fits none of its alternatives, more than the one, or what it must not be."),
     T("The definition of the custom kind says so, and the API server refuses it."),
     T("write one of the alternatives")},
    {"api-required", schema, "error", T("The API server's own validation misses a field that no schema asks for."),
     T("It depends on other fields, or on the field's being more than empty, and the API server refuses the resource."),
     T("add it; the message says what it is for")},
    {"api-invalid", schema, "error", T("The API server's own validation takes no such value."),
     T("Schemas know the types of fields; what may stand in them, and with what, the API server knows, and it refuses "
       "the resource."),
     T("write a value as the message describes it")},
    {"api-duplicate", schema, "error", T("A value is there twice where the API server wants each once."),
     T("The API server refuses the resource."), T("change or remove one of them")},
    {"api-forbidden", schema, "error", T("A field is set that may not be, beside the others that are."),
     T("The API server refuses the resource."), T("remove it, or what excludes it; the message says why")},
    {"schema-removed-version", schema, "error",
     T("This version of Kubernetes does not serve that apiVersion any more."),
     T("The API server knows no such resource, and refuses the file."), T("use the successor that is named")},
    {"schema-deprecated-version", schema, "warning", T("The apiVersion is deprecated."),
     T("A later Kubernetes does not serve it any more, and the file stops working with the upgrade."),
     T("use the successor that is named")},
    {"schema-expressions", schema, "info",
     T("The definition of a custom kind has rules that only a cluster evaluates."),
     T("What they would refuse is not found here."), T("try it on a cluster: kubewright apply --dry-run")},
    {"schema-limit", schema, "warning", T("A resource is deeper, or has more problems, than is looked at."),
     T("There is a limit so that any input is answered in time."), T("make it smaller")},

    {"reference-missing", reference, "warning", T("A named resource is not in the files."),
     T("If it is not in the cluster either, Pods do not start or requests go nowhere."),
     T("take the name that was meant, add the resource, or see that the cluster has it")},
    {"reference-selector-unmatched", reference, "warning", T("A selector matches nothing in the files."),
     T("A Service without Pods answers nobody."), T("set the labels, or see that the cluster has such Pods")},
    {"reference-missing-port", reference, "warning or error", T("A port that is named is not there."),
     T("Requests to it reach nothing."), T("use one of the ports that are there")},
    {"reference-missing-key", reference, "error", T("A ConfigMap or Secret has not the key that is named."),
     T("The container does not start without it."), T("add the key, or set optional: true")},
    {"reference-selector-mismatch", reference, "error",
     T("A workload's selector does not match the labels of its own template."),
     T("The API server refuses it: the controller would never see its Pods, and make more and more."),
     T("give the template the selector's labels")},
    {"reference-port-undeclared", reference, "info",
     T("A Service's port number is not among the ports that the containers declare."),
     T("It works if something listens there; beside declared ports it is most often a slip."),
     T("use the number that was meant, or declare it")},
    {"reference-selector-broad", reference, "warning", T("A Service selects Pods of different applications."),
     T("Requests to one of them are answered by the other."), T("add the label that tells them apart to the selector")},
    {"reference-node-port-taken", reference, "error", T("Two ports of Services have the same nodePort."),
     T("The API server refuses the second."), T("leave the number to the cluster, or take another one")},
    {"reference-address-taken", reference, "warning or error", T("Two Services have the same address."),
     T("The API server refuses a clusterIP that is taken; a load balancer serves only one of the two."),
     T("leave the address to the cluster")},
    {"reference-no-class", reference, "info", T("An Ingress or a claim names no class."),
     T("Where the cluster has no default class, nobody takes care of it and it waits for ever."),
     T("name a class, or see that the cluster has a default one")},
    {"reference-route-taken", reference, "warning", T("Two Ingresses have the same host and path."),
     T("Which of them gets the requests depends on the controller and on their age."),
     T("remove one of them, or change its path")},
    {"reference-fixed-replicas", reference, "warning",
     T("A workload that an autoscaler scales says how many replicas it has."),
     T("Each time it is applied, the number falls back to that one."), T("remove replicas")},
    {"reference-two-autoscalers", reference, "error", T("Two autoscalers scale one workload."),
     T("Each undoes what the other one has set; Kubernetes then scales neither."), T("remove one of them")},
    {"reference-not-scalable", reference, "error", T("The target of an autoscaler has no replicas."),
     T("It can never be scaled; nor can one that is looked for in the wrong API group."),
     T("take a Deployment, StatefulSet or ReplicaSet as its target, with its apiVersion")},
    {"reference-no-requests", reference, "warning",
     T("An autoscaler goes by a share of requests, and a container requests nothing."),
     T("The share of nothing is unknown, so that nothing is scaled."), T("say what the container requests")},
    {"reference-evictions-blocked", reference, "warning", T("A PodDisruptionBudget lets no Pod go."),
     T("Nodes cannot be drained any more, neither for an upgrade nor for a repair."),
     T("set maxUnavailable to 1 or more")},
    {"reference-two-budgets", reference, "error", T("Two PodDisruptionBudgets select the same Pods."),
     T("Kubernetes then evicts none of them, and nodes cannot be drained."),
     T("remove one of them, or make the selectors disjoint")},
    {"reference-unused-volume", reference, "warning", T("A volume is mounted by no container."),
     T("It is made, and may have to be waited for, for nothing; most often a mount is missing."),
     T("mount it, or remove it")},
    {"reference-mount-taken", reference, "error", T("Two mounts of a container have the same path."),
     T("The API server refuses the Pod."), T("mount one of them elsewhere, or remove it")},
    {"reference-governing-service", reference, "warning", T("The Service of a StatefulSet gives its Pods no names."),
     T("Pods that look for each other by name do not find each other."),
     T("name a Service with clusterIP: None that selects the Pods")},
    {"reference-policy-idle", reference, "warning",
     T("A NetworkPolicy has rules for a direction that it does not govern."),
     T("The rules do nothing, and what they should forbid goes through."), T("add the direction to policyTypes")},
    {"reference-claim-mismatch", reference, "error", T("A claim and its PersistentVolume do not fit."),
     T("It is never bound, and its Pods wait for ever."), T("ask for what the volume has")},
    {"reference-too-many", reference, "warning", T("There are more references than are looked at."),
     T("There is a limit so that any input is answered in time."), T("check fewer files at a time")},

    {"rules-file", practice, "warning", T("The file of settings has something that counts for nothing."),
     T("What was meant is not in force."), T("mend it at the place that is named")},
    {"rules-ignore-unknown", practice, "warning", T("A rule is to be ignored that does not exist."),
     T("Nothing is ignored, though somebody thinks so."), T("take the id that was meant")},
    {"rules-ignore-unused", practice, "info", T("A rule is to be ignored where it finds nothing."),
     T("It would hide a problem that comes later."), T("remove it")},

    {"server-invalid", server, "error", T("The server refuses a field."),
     T("Its validation knows more than any schema says."), T("mend the field")},
    {"server-conflict", server, "error", T("Another manager owns a field."),
     T("Who applies last would undo what the other one does, again and again."),
     T("leave the field to it, or take it over with --force-conflicts")},
    {"server-refused", server, "error", T("The server refuses a resource."),
     T("Its message says why: rights, quotas, webhooks, versions."), T("do what the message says")},
    {"server-warning", server, "warning", T("The server takes a resource, and warns of something in it."),
     T("It is deprecated, or does not do what it seems to; later versions may refuse it."),
     T("do what the message says")},
    {"not-sent", server, "error", T("A resource was not sent, for it cannot be right."),
     T("The server would refuse it, or take it for another one."), T("mend the other problems of the resource")},
};

} // namespace

const std::vector<RuleEntry> &otherRules()
{
    static const std::vector<RuleEntry> rules(std::begin(entries), std::end(entries));
    return rules;
}

const RuleEntry *otherRule(QStringView id)
{
    const auto &rules = otherRules();
    const auto found =
        std::find_if(rules.begin(), rules.end(), [id](const RuleEntry &rule) { return id == QLatin1String(rule.id); });
    return found == rules.end() ? nullptr : &*found;
}

const std::vector<QByteArray> &practiceRuleIds()
{
    static const std::vector<QByteArray> ids = [] {
        std::vector<QByteArray> all;
        for (const PracticeRule &rule : practiceRules()) all.emplace_back(rule.id);
        return all;
    }();
    return ids;
}

const std::vector<QByteArray> &ruleIds()
{
    static const std::vector<QByteArray> ids = [] {
        std::vector<QByteArray> all = practiceRuleIds();
        for (const RuleEntry &rule : otherRules()) all.emplace_back(rule.id);
        std::sort(all.begin(), all.end());
        return all;
    }();
    return ids;
}

} // namespace model
