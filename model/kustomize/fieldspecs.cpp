// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/fieldspecs.h"

#include <QCoreApplication>

#include <algorithm>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {

constexpr bool make = true, keep = false;

FieldSpec spec(const QString &group, const QString &version, const QString &kind, const QString &path, bool create)
{
    return {{group, version, kind}, path, create};
}

// labels or annotations of Pod templates. ofApps: whether the StatefulSet's group counts.
void addTemplateMetadata(FieldSpecs &specs, const QString &field, bool ofApps)
{
    specs.push_back(spec({}, {}, {}, u"metadata/"_s + field, make));
    specs.push_back(spec({}, u"v1"_s, u"ReplicationController"_s, u"spec/template/metadata/"_s + field, make));
    for (const QString &kind : {u"Deployment"_s, u"ReplicaSet"_s, u"DaemonSet"_s})
        specs.push_back(spec({}, {}, kind, u"spec/template/metadata/"_s + field, make));
    specs.push_back(
        spec(ofApps ? u"apps"_s : QString(), {}, u"StatefulSet"_s, u"spec/template/metadata/"_s + field, make));
    if (ofApps)
        specs.push_back(
            spec(u"apps"_s, {}, u"StatefulSet"_s, u"spec/volumeClaimTemplates[]/metadata/"_s + field, make));
    specs.push_back(spec(u"batch"_s, {}, u"Job"_s, u"spec/template/metadata/"_s + field, make));
    specs.push_back(spec(u"batch"_s, {}, u"CronJob"_s, u"spec/jobTemplate/metadata/"_s + field, make));
    specs.push_back(spec(u"batch"_s, {}, u"CronJob"_s, u"spec/jobTemplate/spec/template/metadata/"_s + field, make));
}

FieldSpecs makeSelectorLabels()
{
    FieldSpecs specs;
    specs.push_back(spec({}, u"v1"_s, u"Service"_s, u"spec/selector"_s, make));
    specs.push_back(spec({}, u"v1"_s, u"ReplicationController"_s, u"spec/selector"_s, make));
    for (const QString &kind : {u"Deployment"_s, u"ReplicaSet"_s, u"DaemonSet"_s})
        specs.push_back(spec({}, {}, kind, u"spec/selector/matchLabels"_s, make));
    specs.push_back(spec(u"apps"_s, {}, u"StatefulSet"_s, u"spec/selector/matchLabels"_s, make));
    for (const QString &kind : {u"Deployment"_s, u"StatefulSet"_s}) {
        const QString pod = u"spec/template/spec/"_s;
        for (const QString &affinity : {u"affinity/podAffinity/"_s, u"affinity/podAntiAffinity/"_s}) {
            specs.push_back(spec(u"apps"_s, {}, kind,
                                 pod + affinity +
                                     u"preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/"
                                     "labelSelector/matchLabels"_s,
                                 keep));
            specs.push_back(spec(
                u"apps"_s, {}, kind,
                pod + affinity + u"requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels"_s, keep));
        }
        specs.push_back(
            spec(u"apps"_s, {}, kind, pod + u"topologySpreadConstraints/labelSelector/matchLabels"_s, keep));
    }
    specs.push_back(spec(u"batch"_s, {}, u"Job"_s, u"spec/selector/matchLabels"_s, keep));
    specs.push_back(spec(u"batch"_s, {}, u"CronJob"_s, u"spec/jobTemplate/spec/selector/matchLabels"_s, keep));
    specs.push_back(spec(u"policy"_s, {}, u"PodDisruptionBudget"_s, u"spec/selector/matchLabels"_s, keep));
    for (const QString &path : {u"spec/podSelector/matchLabels"_s, u"spec/ingress/from/podSelector/matchLabels"_s,
                                u"spec/egress/to/podSelector/matchLabels"_s})
        specs.push_back(spec(u"networking.k8s.io"_s, {}, u"NetworkPolicy"_s, path, keep));
    addTemplateMetadata(specs, u"labels"_s, true);
    return specs;
}

FieldSpecs makeTemplateMetadata(const QString &field, bool ofApps)
{
    FieldSpecs specs;
    addTemplateMetadata(specs, field, ofApps);
    return specs;
}

} // namespace

const FieldSpecs &namespaceSpecs()
{
    static const FieldSpecs specs = {
        spec({}, {}, u"Namespace"_s, u"metadata/name"_s, make),
        spec(u"apiregistration.k8s.io"_s, {}, u"APIService"_s, u"spec/service/namespace"_s, make),
        spec(u"apiextensions.k8s.io"_s, {}, u"CustomResourceDefinition"_s,
             u"spec/conversion/webhook/clientConfig/service/namespace"_s, keep)};
    return specs;
}

const FieldSpecs &selectorLabelSpecs()
{
    static const FieldSpecs specs = makeSelectorLabels();
    return specs;
}

const FieldSpecs &templateLabelSpecs()
{
    static const FieldSpecs specs = makeTemplateMetadata(u"labels"_s, true);
    return specs;
}

const FieldSpecs &annotationSpecs()
{
    static const FieldSpecs specs = makeTemplateMetadata(u"annotations"_s, false);
    return specs;
}

const FieldSpecs &imageSpecs()
{
    static const FieldSpecs specs = [] {
        FieldSpecs all;
        for (const QString &pod : {u"spec/"_s, u"spec/template/spec/"_s})
            for (const QString &list : {u"containers[]/image"_s, u"initContainers[]/image"_s})
                all.push_back(spec({}, {}, {}, pod + list, make));
        return all;
    }();
    return specs;
}

const FieldSpecs &replicaSpecs()
{
    static const FieldSpecs specs = [] {
        FieldSpecs all;
        for (const QString &kind : {u"Deployment"_s, u"ReplicationController"_s, u"ReplicaSet"_s, u"StatefulSet"_s})
            all.push_back(spec({}, {}, kind, u"spec/replicas"_s, make));
        return all;
    }();
    return specs;
}

bool addSpecs(FieldSpecs &specs, const FieldSpecs &more)
{
    for (const FieldSpec &one : more) {
        const auto same = std::find_if(specs.begin(), specs.end(), [&one](const FieldSpec &old) {
            return old.gvk.isSelectedBy(one.gvk) && old.path == one.path;
        });
        if (same == specs.end())
            specs.push_back(one);
        else if (same->create != one.create)
            return false;
    }
    return true;
}

QStringList pathSteps(const QString &path)
{
    QStringList steps;
    for (const QString &part : path.split(u'/')) {
        if (!steps.isEmpty() && steps.last().endsWith(u'\\')) {
            steps.last().chop(1);
            steps.last() += u'/' + part;
        } else {
            steps += part;
        }
    }
    return steps;
}

namespace {

class FieldWalk
{
public:
    FieldWalk(const FieldSpec &spec, Make last, Origin from, const FieldSetter &set)
        : m_spec(spec), m_steps(pathSteps(spec.path)), m_last(last), m_from(from), m_set(set)
    {
    }

    MaybeFault walk(Node &node, qsizetype step) const
    {
        if (step == m_steps.size()) return m_set(node);
        if (node.isNull()) return std::nullopt;
        if (node.isList()) {
            for (Node::Entry &item : node.entries)
                if (auto fault = walk(item.value, step)) return fault;
            return std::nullopt;
        }
        if (!node.isMap())
            return invalid(node.origin, QCoreApplication::translate("Kustomize", "%1 should be a map or a list here")
                                            .arg(step > 0 ? m_steps[step - 1] : u"it"_s));
        QString name = m_steps[step];
        const bool isList = name.endsWith("[]"_L1);
        if (isList) name.chop(2);
        const bool makes = m_spec.create && m_last != Make::None && !isList;
        Node *child = node.find(name);
        if (!child && !makes) return std::nullopt;
        const bool isLast = step + 1 == m_steps.size();
        const bool isMapMade = !isLast || m_last == Make::Map;
        if (!child) child = &node.set(name, isMapMade ? Node(Node::Kind::Map, m_from) : Node(Value(), m_from), m_from);
        if (child->isNull() && makes && isMapMade) *child = Node(Node::Kind::Map, m_from);
        return walk(*child, step + 1);
    }

private:
    const FieldSpec &m_spec;
    QStringList m_steps;
    Make m_last;
    Origin m_from;
    const FieldSetter &m_set;
};

} // namespace

MaybeFault visitField(Object &object, const FieldSpec &spec, Make make, Origin from, const FieldSetter &set)
{
    if (!object.gvk().isSelectedBy(spec.gvk)) return std::nullopt;
    return FieldWalk(spec, make, from, set).walk(object.root, 0);
}

} // namespace model::kustomize
