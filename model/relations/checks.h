// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/relations/edge.h"
#include "model/relations/otherpods.h"
#include "model/resource/containerdefaults.h"
#include "model/resource/resourceset.h"

#include <functional>
#include <span>
#include <vector>

// The checks of the reference layer that look at more than one edge. Each takes time in proportion to the resources and
// edges. Sources: the validation of the API server and the controllers of Kubernetes, named where they count.
namespace model {

// What a check found, before it has its place in the text.
struct Finding
{
    Severity severity = Severity::Warning;
    QString rule; // of docs/edges.md
    const Resource *resource = nullptr;
    FieldPath field;
    QString message; // translated
    QString fix = {};
};
using Report = std::function<void(const Finding &)>;

struct CheckInput
{
    const ResourceSet &set;
    const Edges &edges; // inferEdges(set)'s
    const OtherPods &others;

    // Those that the resource's fields say.
    std::span<const Edge> heldBy(const ResourceKey &holder) const;
    // To people: "Deployment web".
    static QString name(const Resource &resource) { return resource.key.title(); }
};

// What an autoscaler goes by a share of, and a container of its target neither requests nor is given.
struct MissingRequest
{
    FieldPath field; // spec.template.spec.containers[0].resources.requests.cpu
    QString resource, container;
};
std::vector<MissingRequest> missingRequests(const Resource &autoscaler, const Resource &target,
                                            const ContainerDefaults &defaults);

void checkVolumes(const Resource &workload, const Report &report);    // unused, mounted twice over
void checkProbePorts(const Resource &workload, const Report &report); // names that the container hasn't
void checkAutoscalers(const CheckInput &in, const Report &report);
void checkBudgets(const CheckInput &in, const Report &report);
void checkServices(const CheckInput &in, const Report &report);  // selectors that are too broad, ports taken
void checkIngresses(const CheckInput &in, const Report &report); // classes, routes taken
void checkStorage(const CheckInput &in, const Report &report);   // classes, claims that don't fit their volume
void checkStatefulSets(const CheckInput &in, const Report &report);
void checkPolicies(const CheckInput &in, const Report &report);
void checkMonitors(const CheckInput &in, const Report &report);
// Selectors of others than Services that match nothing in the files.
void checkUnmatched(const CheckInput &in, const Report &report);

} // namespace model
