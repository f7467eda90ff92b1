// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/kinds/seed.h"

#include "model/wire/json.h"

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

// %1 …: see seedObjects. Sources: pkg/controlplane/controller/{systemnamespaces,kubernetesservice,defaultservicecidr},
// pkg/apis/scheduling/types.go SystemPriorityClasses, plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go.
constexpr const char16_t *namespaceText = uR"({"kind":"Namespace","apiVersion":"v1","metadata":{"name":"%1"}})";

constexpr const char16_t *networkTexts[] = {
    uR"({"kind":"ServiceCIDR","apiVersion":"networking.k8s.io/v1","metadata":{"name":"kubernetes"},"spec":{"cidrs":["%1"]},
"status":{"conditions":[{"type":"Ready","status":"True","lastTransitionTime":"%2","reason":"","message":"Kubernetes default Service CIDR is ready"}]}})",
    uR"({"kind":"Service","apiVersion":"v1","metadata":{"name":"kubernetes","namespace":"default",
"labels":{"component":"apiserver","provider":"kubernetes"}},"spec":{"ports":[{"name":"https","protocol":"TCP","port":443,"targetPort":%5}],
"clusterIP":"%3","clusterIPs":["%3"],"type":"ClusterIP","sessionAffinity":"None","ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack"}})",
    uR"({"kind":"IPAddress","apiVersion":"networking.k8s.io/v1","metadata":{"name":"%3","labels":{"ipaddress.kubernetes.io/ip-family":"IPv4",
"ipaddress.kubernetes.io/managed-by":"ipallocator.k8s.io"}},"spec":{"parentRef":{"resource":"services","namespace":"default","name":"kubernetes"}}})",
    uR"({"kind":"Endpoints","apiVersion":"v1","metadata":{"name":"kubernetes","namespace":"default",
"labels":{"endpointslice.kubernetes.io/skip-mirror":"true"}},"subsets":[{"addresses":[{"ip":"%4"}],"ports":[{"name":"https","port":%5,"protocol":"TCP"}]}]})",
    uR"({"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1","metadata":{"name":"kubernetes","namespace":"default",
"labels":{"kubernetes.io/service-name":"kubernetes"}},"addressType":"IPv4","endpoints":[{"addresses":["%4"],"conditions":{"ready":true}}],
"ports":[{"name":"https","protocol":"TCP","port":%5}]})",
};

constexpr const char16_t *otherTexts[] = {
    uR"({"kind":"PriorityClass","apiVersion":"scheduling.k8s.io/v1","metadata":{"name":"system-node-critical"},"value":2000001000,
"description":"Used for system critical pods that must not be moved from their current node.","preemptionPolicy":"PreemptLowerPriority"})",
    uR"({"kind":"PriorityClass","apiVersion":"scheduling.k8s.io/v1","metadata":{"name":"system-cluster-critical"},"value":2000000000,
"description":"Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.","preemptionPolicy":"PreemptLowerPriority"})",
    uR"({"kind":"ClusterRole","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"cluster-admin",
"labels":{"kubernetes.io/bootstrapping":"rbac-defaults"},"annotations":{"rbac.authorization.kubernetes.io/autoupdate":"true"}},
"rules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"]},{"verbs":["*"],"nonResourceURLs":["*"]}]})",
    uR"({"kind":"ClusterRole","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"admin",
"labels":{"kubernetes.io/bootstrapping":"rbac-defaults"},"annotations":{"rbac.authorization.kubernetes.io/autoupdate":"true"}},
"rules":[{"verbs":["*"],"apiGroups":["","apps","batch","autoscaling","networking.k8s.io","policy","rbac.authorization.k8s.io"],"resources":["*"]}],
"aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"rbac.authorization.k8s.io/aggregate-to-admin":"true"}}]}})",
    uR"({"kind":"ClusterRole","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"edit",
"labels":{"kubernetes.io/bootstrapping":"rbac-defaults","rbac.authorization.k8s.io/aggregate-to-admin":"true"},
"annotations":{"rbac.authorization.kubernetes.io/autoupdate":"true"}},
"rules":[{"verbs":["*"],"apiGroups":["","apps","batch","autoscaling","networking.k8s.io","policy"],"resources":["*"]}],
"aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"rbac.authorization.k8s.io/aggregate-to-edit":"true"}}]}})",
    uR"({"kind":"ClusterRole","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"view",
"labels":{"kubernetes.io/bootstrapping":"rbac-defaults","rbac.authorization.k8s.io/aggregate-to-edit":"true"},
"annotations":{"rbac.authorization.kubernetes.io/autoupdate":"true"}},
"rules":[{"verbs":["get","list","watch"],"apiGroups":["","apps","batch","autoscaling","networking.k8s.io","policy"],"resources":["*"]}],
"aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"rbac.authorization.k8s.io/aggregate-to-view":"true"}}]}})",
    uR"({"kind":"ClusterRoleBinding","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"cluster-admin",
"labels":{"kubernetes.io/bootstrapping":"rbac-defaults"},"annotations":{"rbac.authorization.kubernetes.io/autoupdate":"true"}},
"subjects":[{"kind":"Group","apiGroup":"rbac.authorization.k8s.io","name":"system:masters"}],
"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"}})",
};

Value parsed(const QString &text)
{
    auto json = model::readJson(text.toUtf8());
    Q_ASSERT(json);
    return json ? std::move(json->value) : Value();
}

} // namespace

std::vector<Value> seedObjects(const SeedInfo &info)
{
    std::vector<Value> objects;
    for (const QString &name : {u"kube-system"_s, u"kube-public"_s, u"kube-node-lease"_s, u"default"_s})
        objects.push_back(parsed(QStringView(namespaceText).toString().arg(name)));
    for (const char16_t *text : networkTexts) {
        QString json = QStringView(text).toString();
        json.replace(u"%1"_s, info.serviceCidr).replace(u"%2"_s, info.time).replace(u"%3"_s, info.serviceIp);
        json.replace(u"%4"_s, info.serverIp).replace(u"%5"_s, QString::number(info.serverPort));
        objects.push_back(parsed(json));
    }
    for (const char16_t *text : otherTexts) objects.push_back(parsed(QStringView(text).toString()));
    return objects;
}

} // namespace practice
