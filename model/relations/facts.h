// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/relations/edge.h"
#include "model/resource/views.h"

#include <memory>
#include <optional>
#include <vector>

// The first half of inferring: what one resource says, whatever else is in the files. It changes only when the
// resource's own YAML document does.
namespace model {

struct FieldRule;

// What a field with a selector selects.
struct LabelSelection
{
    enum class Scope : quint8 { Own, Named, Labelled, All }; // of the namespaces
    LabelSelector labels = {};                               // empty: everything there
    Scope scope = Scope::Own;
    std::vector<QString> namespaceNames = {}; // Scope::Named
    LabelSelector namespaces = {};            // Scope::Labelled
    // By their own labels, resources of this kind; kind empty: workloads, by the labels of their Pods.
    QString group = {}, kind = {};
};

// A field by which a resource leads to others.
struct Reference
{
    Relation relation = Relation::Owner;
    ResourceKey target;        // ns empty: the holder's; all empty: found by labels
    FieldPath field;           // from the holder's root
    QString label;             // Edge::label
    std::vector<QString> keys; // what the ConfigMap or Secret must hold
    QString port;              // of the Service, or of the selected Pods: a number or a name; empty: any
    QString protocol;          // of the Pods' port
    bool optional = false;     // the cluster minds no missing target
    bool certain = true;       // false: means something only when its target is in the files
    bool needsPort = false;    // means something only when its target has the port, too
    bool isPortName = false;   // the port is a name, even where it looks like a number
    bool isReversed = false;   // the edge leads from the target to the holder
    bool isGlobal = false;     // the target has no namespace
    QString flaw = {};         // translated: why it does not work, whatever is there; empty: it does
    std::shared_ptr<const LabelSelection> selection = {}; // the target is found by labels
};

// What rules ask of a resource that others lead to, and what leads away from it.
struct Facts
{
    struct Port
    {
        QString name, protocol, number;
    };
    std::vector<Reference> references;
    // Of a workload: the labels of its Pods, and the ports of its lasting containers.
    bool isWorkload = false;
    bool isSelectable = false; // not a workload, but some rule selects it by its own labels
    Labels labels;
    // Of a workload or a Service.
    std::vector<Port> ports;
    // Of a Service. The DNS name of a headless one leads past its ports; ExternalName leads out of the cluster, where
    // it need not have ports at all.
    std::shared_ptr<const LabelSelection> selection;
    bool isHeadless = false, isExternal = false;
    // Of a StatefulSet: its claims are named PREFIX-0, PREFIX-1, …
    std::vector<QString> claimPrefixes;
    std::vector<ResourceKey> makes; // a controller makes these from it
    QString definedKind;            // of a CustomResourceDefinition: group/Kind
    QString volumeClass;            // of a PersistentVolume
    Labels ownLabels;               // of a Namespace
};

// A resource opened once for all rules that read it.
struct Reading
{
    struct Env
    {
        int index = 0;
        YamlRef value, source;
    };
    struct Container
    {
        ContainerView view;
        std::vector<Env> env;
        FieldPath envField(int index, std::initializer_list<const char16_t *> keys) const;
    };
    const Resource &resource;
    std::optional<PodSpecView> pod;
    std::vector<Container> containers;
    // Of the table of fields, what is about this kind; never null.
    const std::vector<const FieldRule *> *fields = nullptr;
};

// Nothing of a resource that kubectl refuses to read: to look through it could take forever.
Facts readFacts(const Resource &resource);

} // namespace model
