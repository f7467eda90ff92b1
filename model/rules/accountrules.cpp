// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

bool hasToken(const RuleSubject &subject)
{
    return subject.pod.node[u"automountServiceAccountToken"].boolean() != false;
}

void tokenMounted(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.workload || !subject.pod.node.isMapping() || !hasToken(subject)) return;
    const FieldPath field = subject.pod.path / u"automountServiceAccountToken"_s;
    const YamlRef said = subject.pod.node[u"automountServiceAccountToken"];
    out.add(isSaid(said) ? said : subject.nameNode, field, sayRule("the Pods are given a token of the API server"))
        .when = isSaid(said) ? rulewhen::Always : rulewhen::TokenWanted;
    out.offerSet(field, false);
}

void defaultAccount(const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.workload || !subject.pod.node.isMapping()) return;
    const QString name = subject.pod.serviceAccountName();
    if (!name.isEmpty() && name != u"default") return;
    const YamlRef said = subject.pod.node[u"serviceAccountName"];
    out.add(isSaid(said) ? said : subject.nameNode, subject.pod.path / u"serviceAccountName"_s,
            sayRule("the Pods share the ServiceAccount default of their namespace"));
}

void oldField(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef old = subject.pod.node[u"serviceAccount"];
    if (!isSaid(old) || !subject.workload) return;
    const FieldPath field = subject.pod.path / u"serviceAccount"_s;
    // What kubectl gets from a cluster has both.
    const YamlRef now = subject.pod.node[u"serviceAccountName"];
    if (isSaid(now) && now.text() == old.text()) return;
    out.add(old, field, sayRule("serviceAccount is the old name of serviceAccountName"));
    if (isSaid(now))
        out.offerRemove(field);
    else
        out.offer(sayRule("Rename it to serviceAccountName"),
                  {RenameField{subject.resource.key, field, u"serviceAccountName"_s}});
}

} // namespace

std::vector<PracticeRule> accountRules()
{
    using rulekind::workloads;
    return {
        {"account-token", Severity::Info, false, workloads, T("Pods are given a token of the API server."),
         T("Most programs never speak to the API server. Who breaks into one that has a token can do there what its "
           "ServiceAccount may do."),
         T("set automountServiceAccountToken: false unless the program needs it"), tokenMounted,
         T("%1 workloads are given a token of the API server: %2")},
        {"account-default", Severity::Info, false, workloads, T("Pods share the ServiceAccount default."),
         T("A right that one program needs is then every program's in the namespace."),
         T("make a ServiceAccount for it, and name it in serviceAccountName"), defaultAccount,
         T("%1 workloads share the ServiceAccount default: %2")},
        {"account-old-field", Severity::Warning, true, workloads,
         T("A Pod names its ServiceAccount in the deprecated field."),
         T("serviceAccount is kept for old files alone; tools that read only serviceAccountName do not see it."),
         T("rename it to serviceAccountName"), oldField},
    };
}

} // namespace model
