// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/tablerows.h"

#include <QHash>
#include <QStringList>

#include <utility>

namespace practice {

namespace {

struct TableRow
{
    const char16_t *group;
    const char16_t *plural;
    CellMaker cells;
    // Columns with bars between. Behind a slash: i integer, b boolean, d date (else string), n format "name", w for
    // -o wide.
    const char16_t *columns;
};

// clang-format off
constexpr TableRow tableRows[] = {
    {u"apiregistration.k8s.io", u"apiservices", apiServiceCells,
     u"Name/n|Service|Available|Age"},
    {u"apps", u"controllerrevisions", controllerRevisionCells,
     u"Name/n|Controller|Revision|Age"},
    {u"apps", u"daemonsets", daemonSetCells,
     u"Name/n|Desired/i|Current/i|Ready/i|Up-to-date/i|Available/i|Node Selector|Age|Containers/w|Images/w|Selector/w"},
    {u"apps", u"deployments", deploymentCells,
     u"Name/n|Ready|Up-to-date|Available|Age|Containers/w|Images/w|Selector/w"},
    {u"apps", u"replicasets", replicaSetCells,
     u"Name/n|Desired/i|Current/i|Ready/i|Age|Containers/w|Images/w|Selector/w"},
    {u"apps", u"statefulsets", statefulSetCells,
     u"Name/n|Ready|Age|Containers/w|Images/w"},
    {u"events.k8s.io", u"events", eventCells,
     u"Last Seen|Type|Reason|Object|Subobject/w|Source/w|Message|First Seen/w|Count/w|Name/nw"},
    {u"autoscaling", u"horizontalpodautoscalers", autoscalerCells,
     u"Name/n|Reference|Targets|MinPods|MaxPods|Replicas|Age"},
    {u"batch", u"cronjobs", cronJobCells,
     u"Name/n|Schedule|Timezone|Suspend/b|Active/i|Last Schedule|Age|Containers/w|Images/w|Selector/w"},
    {u"batch", u"jobs", jobCells,
     u"Name/n|Status|Completions|Duration|Age|Containers/w|Images/w|Selector/w"},
    {u"networking.k8s.io", u"ingressclasses", ingressClassCells,
     u"Name/n|Controller|Parameters|Age"},
    {u"networking.k8s.io", u"ingresses", ingressCells,
     u"Name/n|Class|Hosts|Address|Ports|Age"},
    {u"networking.k8s.io", u"networkpolicies", networkPolicyCells,
     u"Name/n|Pod-Selector|Age"},
    {u"policy", u"poddisruptionbudgets", podDisruptionBudgetCells,
     u"Name/n|Min Available|Max Unavailable|Allowed Disruptions/i|Age"},
    {u"rbac.authorization.k8s.io", u"clusterrolebindings", roleBindingCells,
     u"Name/n|Role|Age|Users/w|Groups/w|ServiceAccounts/w"},
    {u"rbac.authorization.k8s.io", u"rolebindings", roleBindingCells,
     u"Name/n|Role|Age|Users/w|Groups/w|ServiceAccounts/w"},
    {u"storage.k8s.io", u"csidrivers", csiDriverCells,
     u"Name/n|AttachRequired/b|PodInfoOnMount/b|StorageCapacity/b|TokenRequests|RequiresRepublish/b|Modes|Age"},
    {u"storage.k8s.io", u"csinodes", csiNodeCells,
     u"Name/n|Drivers/i|Age"},
    {u"storage.k8s.io", u"storageclasses", storageClassCells,
     u"Name/n|Provisioner|ReclaimPolicy|VolumeBindingMode|AllowVolumeExpansion|Age"},
    {u"storage.k8s.io", u"volumeattachments", volumeAttachmentCells,
     u"Name/n|Attacher/n|PV|Node|Attached/b|Age"},
    {u"admissionregistration.k8s.io", u"mutatingwebhookconfigurations", webhooksCells,
     u"Name/n|Webhooks/i|Age"},
    {u"admissionregistration.k8s.io", u"validatingwebhookconfigurations", webhooksCells,
     u"Name/n|Webhooks/i|Age"},
    {u"scheduling.k8s.io", u"priorityclasses", priorityClassCells,
     u"Name/n|Value/i|Global-Default/b|Age|PreemptionPolicy"},
    {u"coordination.k8s.io", u"leases", leaseCells,
     u"Name/n|Holder|Age"},
    {u"node.k8s.io", u"runtimeclasses", runtimeClassCells,
     u"Name/n|Handler|Age"},
    {u"discovery.k8s.io", u"endpointslices", endpointSliceCells,
     u"Name/n|AddressType|Ports|Endpoints|Age"},
    {u"", u"componentstatuses", componentStatusCells,
     u"Name/n|Status|Message|Error"},
    {u"", u"configmaps", configMapCells,
     u"Name/n|Data|Age"},
    {u"", u"endpoints", endpointsCells,
     u"Name/n|Endpoints|Age"},
    {u"", u"events", eventCells,
     u"Last Seen|Type|Reason|Object|Subobject/w|Source/w|Message|First Seen/w|Count/w|Name/nw"},
    {u"", u"namespaces", namespaceCells,
     u"Name/n|Status|Age"},
    {u"", u"nodes", nodeCells,
     u"Name/n|Status|Roles|Age|Version|Internal-IP/w|External-IP/w|OS-Image/w|Kernel-Version/w|Container-Runtime/w"},
    {u"", u"persistentvolumeclaims", claimCells,
     u"Name/n|Status|Volume|Capacity|Access Modes|StorageClass|VolumeAttributesClass|Age|VolumeMode/w"},
    {u"", u"persistentvolumes", volumeCells,
     u"Name/n|Capacity|Access Modes|Reclaim Policy|Status|Claim|StorageClass|VolumeAttributesClass|Reason|Age|VolumeMode/w"},
    {u"", u"pods", podCells,
     u"Name/n|Ready|Status|Restarts|Age|IP/w|Node/w|Nominated Node/w|Readiness Gates/w"},
    {u"", u"podtemplates", podTemplateCells,
     u"Name/n|Containers|Images|Pod Labels"},
    {u"", u"replicationcontrollers", replicationControllerCells,
     u"Name/n|Desired/i|Current/i|Ready/i|Age|Containers/w|Images/w|Selector/w"},
    {u"", u"resourcequotas", resourceQuotaCells,
     u"Name/n|Request|Limit|Age"},
    {u"", u"secrets", secretCells,
     u"Name/n|Type|Data|Age"},
    {u"", u"serviceaccounts", serviceAccountCells,
     u"Name/n|Secrets|Age"},
    {u"", u"services", serviceCells,
     u"Name/n|Type|Cluster-IP|External-IP|Port(s)|Age|Selector/w"},
};
// clang-format on

std::vector<TableColumn> parseColumns(QStringView text)
{
    std::vector<TableColumn> columns;
    for (const QStringView part : text.split(u'|')) {
        const qsizetype slash = part.indexOf(u'/');
        TableColumn column;
        column.name = part.first(slash < 0 ? part.size() : slash).toString();
        const QStringView flags = slash < 0 ? QStringView() : part.sliced(slash + 1);
        if (flags.contains(u'i')) column.type = QStringLiteral("integer");
        if (flags.contains(u'b')) column.type = QStringLiteral("boolean");
        if (flags.contains(u'd')) column.type = QStringLiteral("date");
        if (flags.contains(u'n')) column.format = QStringLiteral("name");
        if (flags.contains(u'w')) column.priority = 1;
        columns.push_back(std::move(column));
    }
    return columns;
}

using Kinds = QHash<std::pair<QString, QString>, TableKind>;

Kinds makeKinds()
{
    Kinds kinds;
    for (const TableRow &row : tableRows)
        kinds.insert({QStringView(row.group).toString(), QStringView(row.plural).toString()},
                     {parseColumns(row.columns), row.cells});
    return kinds;
}

} // namespace

const TableKind &tableKind(QStringView group, QStringView plural)
{
    static const Kinds kinds = makeKinds();
    static const TableKind other{parseColumns(u"Name/n|Created At/d"), defaultCells, true};
    const auto found = kinds.constFind({group.toString(), plural.toString()});
    return found == kinds.constEnd() ? other : *found;
}

std::vector<TableColumn> scaleColumns() { return parseColumns(u"Name|Desired/i|Available/i|Age"); }

} // namespace practice
