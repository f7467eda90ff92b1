// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/selectors.h"

// pkg/apis/rbac/validation/validation.go and pkg/registry/rbac.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr QStringView rbacGroup = u"rbac.authorization.k8s.io";

// RBAC names may not be "." or ".." even as a prefix.
Problems nameIsRbac(QStringView name, bool) { return pathSegmentProblems(name); }

void checkRule(const Value &rule, bool namespaced, const Where &where, FieldErrors &errors)
{
    const ValueList &urls = listIn(rule, u"nonResourceURLs");
    if (listIn(rule, u"verbs").empty())
        errors.required(where.child(u"verbs"), u"verbs must contain at least one value"_s);
    const bool groups = !listIn(rule, u"apiGroups").empty(), resources = !listIn(rule, u"resources").empty();
    if (!urls.empty()) {
        if (namespaced)
            errors.invalid(where.child(u"nonResourceURLs"), goTyped(u"string", urls),
                           u"namespaced rules cannot apply to non-resource URLs"_s);
        if (groups || resources || !listIn(rule, u"resourceNames").empty())
            errors.invalid(where.child(u"nonResourceURLs"), goTyped(u"string", urls),
                           u"rules cannot apply to both regular resources and non-resource URLs"_s);
        return;
    }
    if (!groups) errors.required(where.child(u"apiGroups"), u"resource rules must supply at least one api group"_s);
    if (!resources) errors.required(where.child(u"resources"), u"resource rules must supply at least one resource"_s);
}

void checkRules(const Value &role, bool namespaced, FieldErrors &errors)
{
    const Where list(u"rules");
    const ValueList &rules = listIn(role, u"rules");
    for (qsizetype at = 0; at < qsizetype(rules.size()); ++at) checkRule(rules[at], namespaced, list.index(at), errors);
}

void createRole(const Value &role, FieldErrors &errors)
{
    checkKubeMetadata(role, true, nameIsRbac, errors);
    checkRules(role, true, errors);
}

void updateRole(const Value &role, const Value &old, FieldErrors &errors)
{
    createRole(role, errors);
    createRole(role, errors);
    checkKubeMetadataUpdate(role, old, errors);
}

void createClusterRole(const Value &role, FieldErrors &errors)
{
    checkKubeMetadata(role, false, nameIsRbac, errors);
    checkRules(role, false, errors);
    const Value *aggregation = fieldIn(role, u"aggregationRule");
    if (!aggregation) return;
    const Where where(u"aggregationRule");
    const Where list = where.child(u"clusterRoleSelectors");
    const ValueList &selectors = listIn(*aggregation, u"clusterRoleSelectors");
    if (selectors.empty())
        errors.required(list, u"at least one clusterRoleSelector required if aggregationRule is non-nil"_s);
    for (qsizetype at = 0; at < qsizetype(selectors.size()); ++at) {
        const qsizetype before = errors.count();
        checkLabelSelector(&selectors[at], list.index(at), errors);
        // A selector that cannot be built is nil there, and printed so.
        if (errors.count() != before) errors.invalid(list.index(at), u"\"null\""_s, u"invalid label selector."_s);
    }
}

void updateClusterRole(const Value &role, const Value &old, FieldErrors &errors)
{
    createClusterRole(role, errors);
    createClusterRole(role, errors);
    checkKubeMetadataUpdate(role, old, errors);
}

void checkSubject(const Value &subject, bool namespaced, const Where &where, FieldErrors &errors)
{
    const QString name = textIn(subject, u"name"), kind = textIn(subject, u"kind"),
                  group = textIn(subject, u"apiGroup");
    if (name.isEmpty()) errors.required(where.child(u"name"));
    if (kind == u"ServiceAccount") {
        if (!name.isEmpty()) invalidEach(errors, where.child(u"name"), name, dns1123SubdomainProblems(name));
        if (!group.isEmpty()) errors.notSupported(where.child(u"apiGroup"), goQuoted(group), {QString()});
        if (!namespaced && textIn(subject, u"namespace").isEmpty()) errors.required(where.child(u"namespace"));
    } else if (kind == u"User" || kind == u"Group") {
        if (group != rbacGroup) errors.notSupported(where.child(u"apiGroup"), goQuoted(group), {rbacGroup.toString()});
    } else {
        errors.notSupported(where.child(u"kind"), goQuoted(kind), {u"ServiceAccount"_s, u"User"_s, u"Group"_s});
    }
}

void checkBinding(const Value &binding, bool namespaced, FieldErrors &errors)
{
    checkKubeMetadata(binding, namespaced, nameIsRbac, errors);
    const Where where(u"roleRef");
    const Value &role = structIn(binding, u"roleRef");
    const QString group = textIn(role, u"apiGroup"), kind = textIn(role, u"kind"), name = textIn(role, u"name");
    if (group != rbacGroup) errors.notSupported(where.child(u"apiGroup"), goQuoted(group), {rbacGroup.toString()});
    if (kind != u"ClusterRole" && !(namespaced && kind == u"Role"))
        errors.notSupported(where.child(u"kind"), goQuoted(kind),
                            namespaced ? std::vector<QString>{u"Role"_s, u"ClusterRole"_s}
                                       : std::vector<QString>{u"ClusterRole"_s});
    if (name.isEmpty())
        errors.required(where.child(u"name"));
    else
        invalidEach(errors, where.child(u"name"), name, pathSegmentProblems(name));
    const Where list(u"subjects");
    const ValueList &subjects = listIn(binding, u"subjects");
    for (qsizetype at = 0; at < qsizetype(subjects.size()); ++at)
        checkSubject(subjects[at], namespaced, list.index(at), errors);
}

void checkBindingUpdate(const Value &binding, const Value &old, bool namespaced, FieldErrors &errors)
{
    checkBinding(binding, namespaced, errors);
    checkBinding(binding, namespaced, errors);
    checkKubeMetadataUpdate(binding, old, errors);
    const Value &role = structIn(binding, u"roleRef");
    if (!role.means(structIn(old, u"roleRef")))
        errors.invalid(Where(u"roleRef"),
                       u"rbac.RoleRef{APIGroup:%1, Kind:%2, Name:%3}"_s.arg(goQuoted(textIn(role, u"apiGroup")),
                                                                            goQuoted(textIn(role, u"kind")),
                                                                            goQuoted(textIn(role, u"name"))),
                       u"cannot change roleRef"_s);
}

void createRoleBinding(const Value &binding, FieldErrors &errors) { checkBinding(binding, true, errors); }

void updateRoleBinding(const Value &binding, const Value &old, FieldErrors &errors)
{
    checkBindingUpdate(binding, old, true, errors);
}

void createClusterRoleBinding(const Value &binding, FieldErrors &errors) { checkBinding(binding, false, errors); }

void updateClusterRoleBinding(const Value &binding, const Value &old, FieldErrors &errors)
{
    checkBindingUpdate(binding, old, false, errors);
}

} // namespace

std::span<const KindValidation> rbacKinds()
{
    static constexpr KindValidation kinds[] = {
        {rbacGroup, u"Role", createWith<createRole, true>, updateWith<updateRole, true>},
        {rbacGroup, u"ClusterRole", createWith<createClusterRole, false>, updateWith<updateClusterRole, false>},
        {rbacGroup, u"RoleBinding", createWith<createRoleBinding, true>, updateWith<updateRoleBinding, true>},
        {rbacGroup, u"ClusterRoleBinding", createWith<createClusterRoleBinding, false>,
         updateWith<updateClusterRoleBinding, false>},
    };
    return kinds;
}

} // namespace practice
