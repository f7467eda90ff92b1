// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

// A rule of a Role, its lists as they stand.
struct Grant
{
    YamlRef node;
    FieldPath path;

    bool has(QStringView list, QStringView word) const { return find(list, {word}).isValid(); }
    // The first item of the list that is one of the words.
    YamlRef find(QStringView list, std::initializer_list<QStringView> words) const
    {
        YamlRef found;
        node[list].forEachItem([&](int, YamlRef item) {
            if (!found && std::find(words.begin(), words.end(), QStringView(item.text())) != words.end()) found = item;
        });
        return found;
    }
    bool allows(QStringView group, QStringView resource, std::initializer_list<QStringView> verbs) const
    {
        const bool hasGroup = find(u"apiGroups", {group, u"*"}).isValid();
        const QString sub =
            resource.contains(u'/') ? u"*"_s + resource.sliced(resource.indexOf(u'/')).toString() : QString();
        const bool hasResource =
            find(u"resources", {resource, u"*", sub.isEmpty() ? u"*" : QStringView(sub)}).isValid();
        bool hasVerb = has(u"verbs", u"*");
        for (QStringView verb : verbs) hasVerb = hasVerb || has(u"verbs", verb);
        return hasGroup && hasResource && hasVerb && node[u"resourceNames"].size() == 0;
    }
    // Where what is allowed stands.
    YamlRef place(QStringView resource) const
    {
        const YamlRef named = find(u"resources", {resource, u"*"});
        return named ? named : node[u"resources"].at(0);
    }
    bool isEverything() const { return has(u"resources", u"*") && has(u"verbs", u"*"); }
};

template<typename Visit>
void forEachGrant(const RuleSubject &subject, const Visit &visit)
{
    subject.root[u"rules"].forEachItem([&](int i, YamlRef rule) {
        if (rule.isMapping()) visit(Grant{rule, FieldPath{u"rules"_s, i}});
    });
}

void wildcard(const RuleSubject &subject, RuleFindings &out)
{
    forEachGrant(subject, [&](const Grant &grant) {
        QStringList where;
        YamlRef first;
        FieldPath field;
        for (const QString &list : {u"apiGroups"_s, u"resources"_s, u"verbs"_s}) {
            const YamlRef star = grant.find(list, {u"*"});
            if (!star) continue;
            // All verbs of one resource, or all groups beside named resources, are chosen on purpose more often.
            where += list;
            if (!first) first = star;
            if (field.isEmpty()) field = grant.path / list;
        }
        if (where.isEmpty() || where == QStringList{u"apiGroups"_s}) return;
        out.add(first, field, sayRule("it allows everything (*) in %1").arg(where.join(u", "_s)));
    });
}

void secrets(const RuleSubject &subject, RuleFindings &out)
{
    forEachGrant(subject, [&](const Grant &grant) {
        if (grant.isEverything() || !grant.allows(u"", u"secrets", {u"get", u"list", u"watch"})) return;
        out.add(grant.place(u"secrets"), grant.path / u"resources"_s,
                subject.resource.key.kind == u"ClusterRole"
                    ? sayRule("it allows reading all Secrets, wherever it is bound")
                    : sayRule("it allows reading all Secrets of the namespace"));
    });
}

void exec(const RuleSubject &subject, RuleFindings &out)
{
    forEachGrant(subject, [&](const Grant &grant) {
        if (grant.isEverything()) return;
        for (QStringView what : {u"pods/exec", u"pods/attach"})
            if (grant.allows(u"", what, {u"create", u"get"})) {
                out.add(grant.place(what), grant.path / u"resources"_s,
                        sayRule("it allows running commands in any Pod"));
                return;
            }
    });
}

void createPods(const RuleSubject &subject, RuleFindings &out)
{
    forEachGrant(subject, [&](const Grant &grant) {
        if (grant.isEverything() || !grant.allows(u"", u"pods", {u"create"})) return;
        out.add(grant.place(u"pods"), grant.path / u"resources"_s, sayRule("it allows making Pods"));
    });
}

void escalate(const RuleSubject &subject, RuleFindings &out)
{
    forEachGrant(subject, [&](const Grant &grant) {
        const YamlRef verb = grant.find(u"verbs", {u"escalate", u"bind", u"impersonate"});
        if (!verb || grant.node[u"resourceNames"].size() > 0) return;
        out.add(verb, grant.path / u"verbs"_s,
                sayRule("it allows %1, and with it any right there is").arg(verb.text()));
    });
}

void nodeProxy(const RuleSubject &subject, RuleFindings &out)
{
    forEachGrant(subject, [&](const Grant &grant) {
        if (grant.isEverything() || !grant.allows(u"", u"nodes/proxy", {u"get", u"create"})) return;
        out.add(grant.place(u"nodes/proxy"), grant.path / u"resources"_s,
                sayRule("it allows running commands in every Pod, past the API server's checks"));
    });
}

void clusterAdmin(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef name = subject.root[u"roleRef"][u"name"];
    if (name.text() != u"cluster-admin" || subject.root[u"roleRef"][u"kind"].text() != u"ClusterRole") return;
    out.add(name, {u"roleRef"_s, u"name"_s},
            subject.resource.key.kind == u"ClusterRoleBinding"
                ? sayRule("its subjects may do everything in the whole cluster")
                : sayRule("its subjects may do everything in the namespace"));
}

template<typename Visit>
void forEachSubject(const RuleSubject &subject, const Visit &visit)
{
    subject.root[u"subjects"].forEachItem([&](int i, YamlRef item) {
        visit(item, FieldPath{u"subjects"_s, i, u"name"_s});
    });
}

void everybody(const RuleSubject &subject, RuleFindings &out)
{
    static const QStringList groups{u"system:anonymous"_s, u"system:unauthenticated"_s, u"system:authenticated"_s,
                                    u"system:serviceaccounts"_s};
    forEachSubject(subject, [&](YamlRef item, const FieldPath &field) {
        const YamlRef name = item[u"name"];
        if (item[u"kind"].text() != u"ServiceAccount" && groups.contains(name.text()))
            out.add(name, field, sayRule("it gives rights to everybody in %1").arg(name.text()));
    });
}

void defaultAccount(const RuleSubject &subject, RuleFindings &out)
{
    forEachSubject(subject, [&](YamlRef item, const FieldPath &field) {
        const YamlRef name = item[u"name"];
        if (item[u"kind"].text() == u"ServiceAccount" && name.text() == u"default")
            out.add(name, field,
                    sayRule("it gives rights to the ServiceAccount default, which every Pod has that names no other"));
    });
}

} // namespace

std::vector<PracticeRule> rbacRules()
{
    using rulekind::Role, rulekind::Binding;
    return {
        {"rbac-wildcard", Severity::Warning, true, Role, T("A role allows everything of some kind (*)."),
         T("It also holds for kinds and verbs that come with the next version or add-on, of which nobody has thought "
           "yet."),
         T("name the resources and verbs that are needed"), wildcard},
        {"rbac-secrets", Severity::Info, true, Role, T("A role allows reading all Secrets."),
         T("Passwords and tokens of everything in reach are in them, so that this is often as much as all rights. To "
           "list them is to read them."),
         T("name the Secrets in resourceNames, with the verb get"), secrets},
        {"rbac-exec", Severity::Info, true, Role, T("A role allows running commands in Pods."),
         T("Who can do that has what the Pods have: their Secrets, their tokens, their network."),
         T("remove pods/exec and pods/attach unless people need them"), exec},
        {"rbac-create-pods", Severity::Info, false, Role, T("A role allows making Pods."),
         T("A Pod can mount any Secret of its namespace and use any ServiceAccount there."),
         T("allow it for what makes workloads, and for nothing else"), createPods},
        {"rbac-escalate", Severity::Warning, true, Role, T("A role allows escalate, bind or impersonate."),
         T("With these a subject can give itself every right there is, or act as somebody who has it."),
         T("remove the verb, or name what it is for in resourceNames"), escalate},
        {"rbac-node-proxy", Severity::Warning, true, Role, T("A role allows nodes/proxy."),
         T("It leads straight to the kubelets, which run commands in any Pod of theirs, unseen by admission and "
           "audit."),
         T("use nodes/metrics or nodes/stats"), nodeProxy},
        {"rbac-cluster-admin", Severity::Warning, true, Binding, T("cluster-admin is bound."),
         T("Its subjects may do everything. A program that has such an account and is broken into gives the cluster "
           "away."),
         T("bind a role that allows only what is needed"), clusterAdmin},
        {"rbac-everybody", Severity::Warning, true, Binding, T("Rights are given to everybody."),
         T("These groups hold people and programs whom nobody has chosen: every ServiceAccount, every user, or whoever "
           "reaches the API server."),
         T("name the users, groups or ServiceAccounts that need it"), everybody},
        {"rbac-default-account", Severity::Info, true, Binding, T("Rights are given to the ServiceAccount default."),
         T("Every Pod of the namespace that names no other account then has them."),
         T("make a ServiceAccount for what needs them"), defaultAccount},
    };
}

} // namespace model
