// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"
#include "model/resource/labels.h"
#include "model/resource/resource.h"

#include <optional>
#include <vector>

// Typed readers over a resource's YAML. They hold a node and the way to it from the resource's root, copy nothing, and
// are valid while the Resource lives. A field that is missing or of another type reads as empty; defaults are those of
// the API server and said where they apply.
namespace model {

// An entry of a container's ports.
struct ContainerPortView
{
    YamlRef node;
    FieldPath path;

    QString name() const { return node[u"name"].text(); }
    int number() const;       // 0: not said, or no port
    QString protocol() const; // TCP when not said
};

// An entry of a container's env: a value, or where it comes from.
struct EnvView
{
    YamlRef node;
    FieldPath path;

    QString name() const { return node[u"name"].text(); }
    QString value() const { return node[u"value"].text(); }
    YamlRef source() const { return node[u"valueFrom"]; }
};

enum class ContainerRole : quint8 { Main, Init, Sidecar, Ephemeral };

// A container of any role. Sidecar: an init container with restartPolicy Always.
struct ContainerView
{
    YamlRef node;
    FieldPath path;
    ContainerRole role = ContainerRole::Main;

    QString name() const { return node[u"name"].text(); }
    QString image() const { return node[u"image"].text(); }
    std::vector<ContainerPortView> ports() const;
    std::vector<EnvView> env() const;
    // Runs as long as the Pod does: its ports can be reached.
    bool isLasting() const { return role == ContainerRole::Main || role == ContainerRole::Sidecar; }
};

// corev1.PodSpec, wherever it stands.
struct PodSpecView
{
    YamlRef node;
    FieldPath path;

    // containers, then initContainers, then ephemeralContainers; each in the order of the text.
    std::vector<ContainerView> containers() const;
    // Of those containers that last as long as the Pod.
    std::vector<ContainerPortView> lastingPorts() const;
    QString serviceAccountName() const; // also from the deprecated serviceAccount; empty when not said
    YamlRef volumes() const { return node[u"volumes"]; }
};

// A Pod, or a kind that makes Pods: Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, CronJob,
// ReplicationController, PodTemplate.
class WorkloadView
{
public:
    // resource must be one for which isWorkload(resource.key).
    explicit WorkloadView(const Resource &resource);

    // The Pod itself, or the template inside its controller.
    YamlRef podTemplate() const { return m_template; }
    const FieldPath &podTemplatePath() const { return m_templatePath; }
    PodSpecView podSpec() const;
    Labels podLabels() const { return readLabels(m_template[u"metadata"][u"labels"]); }
    FieldPath podLabelsPath() const;

    // Whether the kind has a selector of its own that must match podLabels() (a Job's is made by the cluster).
    bool hasSelector() const { return !m_selectorPath.isEmpty(); }
    // As written; a ReplicationController without one selects its template's labels.
    LabelSelector selector() const;
    // spec.selector
    const FieldPath &selectorPath() const { return m_selectorPath; }
    // Where labels of the selector stand: spec.selector.matchLabels, of a ReplicationController spec.selector.
    FieldPath selectorLabelsPath() const;

    // spec.replicas, 1 when not said; nothing for kinds without it.
    std::optional<qint64> replicas() const;
    static FieldPath replicasPath();

private:
    YamlRef m_root, m_template;
    FieldPath m_templatePath, m_selectorPath;
    bool m_plainSelector = false, m_counts = false;
};

// An entry of a Service's ports.
struct ServicePortView
{
    YamlRef node;
    FieldPath path;

    QString name() const { return node[u"name"].text(); }
    int port() const; // 0: not said, or no port
    // A number or a name, as text; the port itself when not said.
    QString target() const;
    // The target is the name of a container port; "8080" in quotes is one, too.
    bool isTargetName() const { return !node[u"targetPort"].string().isEmpty(); }
    // targetPort where written, else port.
    FieldPath targetPath() const;
    QString protocol() const;
};

class ServiceView
{
public:
    explicit ServiceView(const Resource &resource) : m_spec(resource.root()[u"spec"]) {}

    QString type() const; // ClusterIP when not said
    bool isExternalName() const { return type() == u"ExternalName"; }
    // Its name leads straight to the Pods: any port of theirs can be reached.
    bool isHeadless() const { return m_spec[u"clusterIP"].text() == u"None"; }
    Labels selector() const; // empty for ExternalName, where the cluster ignores it
    std::vector<ServicePortView> ports() const;

private:
    YamlRef m_spec;
};

// One way from an Ingress to a Service.
struct IngressBackendView
{
    YamlRef node;       // the backend
    FieldPath path;     // of the backend: spec.defaultBackend, spec.rules[0].http.paths[1].backend
    QString host;       // empty: every host
    QString urlPath;    // empty: not said; of the default backend: empty
    QString service;    // empty: it leads to something else than a Service
    QString port;       // a number or a name, as text
    FieldPath namePath; // the field that names the Service
};

class IngressView
{
public:
    explicit IngressView(const Resource &resource) : m_root(resource.root()) {}

    // The default one first, then in the order of the text. Reads networking.k8s.io/v1, and the v1beta1 shape of old
    // files.
    std::vector<IngressBackendView> backends() const;
    QString className() const { return m_root[u"spec"][u"ingressClassName"].text(); }

private:
    YamlRef m_root;
};

} // namespace model
