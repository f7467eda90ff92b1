// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/watchkind.h"

#include <QUrl>

#include <algorithm>

namespace cluster {

using namespace Qt::StringLiterals;

QByteArray WatchKind::apiVersion() const { return group.isEmpty() ? version : group + '/' + version; }

Atom WatchKind::groupKind() const { return Atom(group + '/' + kind); }

QByteArray WatchKind::name() const
{
    return builtinKind(group, kind) || group.isEmpty() ? plural : plural + '.' + group;
}

std::span<const WatchKind> builtinKinds()
{
    using enum RowType;
    static const WatchKind kinds[] = {
        {"pods", "", "v1", "Pod", "po", true, Pod},
        {"services", "", "v1", "Service", "svc", true, Service},
        {"deployments", "apps", "v1", "Deployment", "deploy", true, Workload},
        {"statefulsets", "apps", "v1", "StatefulSet", "sts", true, Workload},
        {"daemonsets", "apps", "v1", "DaemonSet", "ds", true, Workload},
        {"replicasets", "apps", "v1", "ReplicaSet", "rs", true, Workload},
        {"replicationcontrollers", "", "v1", "ReplicationController", "rc", true, Workload},
        {"jobs", "batch", "v1", "Job", "", true, Workload},
        {"endpointslices", "discovery.k8s.io", "v1", "EndpointSlice", "", true, EndpointSlice},
        {"nodes", "", "v1", "Node", "no", false, Node},
        {"persistentvolumeclaims", "", "v1", "PersistentVolumeClaim", "pvc", true, Claim},
        {"events", "", "v1", "Event", "ev", true, Event},
        {"namespaces", "", "v1", "Namespace", "ns", false, Object},
        {"configmaps", "", "v1", "ConfigMap", "cm", true, Object},
        {"secrets", "", "v1", "Secret", "", true, Object},
        {"serviceaccounts", "", "v1", "ServiceAccount", "sa", true, Object},
        {"persistentvolumes", "", "v1", "PersistentVolume", "pv", false, Object},
        {"cronjobs", "batch", "v1", "CronJob", "cj", true, Object},
        {"ingresses", "networking.k8s.io", "v1", "Ingress", "ing", true, Object},
        {"networkpolicies", "networking.k8s.io", "v1", "NetworkPolicy", "netpol", true, Object},
        {"horizontalpodautoscalers", "autoscaling", "v2", "HorizontalPodAutoscaler", "hpa", true, Object},
        {"poddisruptionbudgets", "policy", "v1", "PodDisruptionBudget", "pdb", true, Object},
        {"storageclasses", "storage.k8s.io", "v1", "StorageClass", "sc", false, Object},
    };
    return kinds;
}

std::optional<WatchKind> builtinKind(const QString &word)
{
    const QByteArray lower = word.toLower().toUtf8();
    const qsizetype dot = lower.indexOf('.');
    const QByteArray name = dot < 0 ? lower : lower.left(dot);
    for (const WatchKind &kind : builtinKinds()) {
        if (dot >= 0 && lower.mid(dot + 1) != kind.group) continue;
        if (name.isEmpty()) continue;
        if (name == kind.plural || name == kind.kind.toLower() || kind.shortNames.split(' ').contains(name))
            return kind;
    }
    return std::nullopt;
}

std::optional<WatchKind> builtinKind(const QByteArray &group, const QByteArray &kind)
{
    const auto all = builtinKinds();
    const auto found =
        std::ranges::find_if(all, [&](const WatchKind &k) { return k.group == group && k.kind == kind; });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

QString WatchSpec::path() const
{
    QString text = kind.group.isEmpty() ? u"/api/"_s : u"/apis/"_s;
    text += QString::fromUtf8(kind.apiVersion());
    if (kind.namespaced && !ns.isEmpty()) text += "/namespaces/"_L1 + QString::fromUtf8(QUrl::toPercentEncoding(ns));
    return text + u'/' + QString::fromUtf8(kind.plural);
}

QByteArray WatchSpec::acceptList() const
{
    return kind.rows == RowType::Object ? "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
                                        : "application/json";
}

QByteArray WatchSpec::acceptWatch() const
{
    return kind.rows == RowType::Object ? "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
                                        : "application/json";
}

WatchSpec eventsAbout(const QString &ns, const QString &kind, const QString &name)
{
    const QString selector = u"involvedObject.kind=%1,involvedObject.name=%2"_s.arg(kind, name);
    return {*builtinKind(u"events"_s), ns, "fieldSelector=" + QUrl::toPercentEncoding(selector)};
}

} // namespace cluster
