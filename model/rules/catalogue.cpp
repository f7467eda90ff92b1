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
    {"schema-limit", schema, "error", T("A resource is deeper, or has more problems, than is looked at."),
     T("There is a limit so that any input is answered in time."), T("make it smaller")},

    {"reference-missing", reference, "warning", T("A named resource is not in the files."),
     T("If it is not in the cluster either, Pods do not start or requests go nowhere."),
     T("take the name that was meant, add the resource, or see that the cluster has it")},
    {"reference-selector-unmatched", reference, "warning", T("A Service's selector matches nothing in the files."),
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
