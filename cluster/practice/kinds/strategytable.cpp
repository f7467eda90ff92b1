// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/strategies.h"

#include <QHash>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

void prepareNamespace(Value &object)
{
    Value &spec = mapIn(object, u"spec");
    ValueList finalizers = listAt(spec, {u"finalizers"});
    const Value kubernetes = u"kubernetes";
    if (!std::ranges::count(finalizers, kubernetes)) finalizers.push_back(kubernetes);
    spec.set(u"finalizers", std::move(finalizers));
    const QString name = nameOf(object);
    mapIn(mapIn(object, u"metadata"), u"labels").set(u"kubernetes.io/metadata.name", name);
}

void updateNamespace(Value &object, const Value &old)
{
    const Value *finalizers = at(old, {u"spec", u"finalizers"});
    if (finalizers)
        mapIn(object, u"spec").set(u"finalizers", *finalizers);
    else if (Value *spec = object.find(u"spec"))
        spec->remove(u"finalizers");
}

void dropNodeConfig(Value &node)
{
    if (Value *spec = node.find(u"spec")) spec->remove(u"configSource");
    if (Value *status = node.find(u"status")) status->remove(u"config");
}

void updateNode(Value &node, const Value &old)
{
    keepFrom(old, node, u"status");
    if (at(old, {u"spec", u"configSource"})) return;
    if (Value *spec = node.find(u"spec")) spec->remove(u"configSource");
}

void updateNodeStatus(Value &node, const Value &old)
{
    if (at(old, {u"status", u"config"})) return;
    if (Value *status = node.find(u"status")) status->remove(u"config");
}

void stampVolume(Value &volume)
{
    // The moment of creation: the object's own time stamp, which is now.
    const Value *now = at(volume, {u"metadata", u"creationTimestamp"});
    if (now && !now->isNull()) mapIn(volume, u"status").set(u"lastPhaseTransitionTime", Value(*now));
}

void updateVolumeStatus(Value &volume, const Value &old)
{
    if (!sameAt(volume, old, {u"status", u"phase"})) return;
    const Value *time = at(volume, {u"status", u"lastPhaseTransitionTime"});
    const Value *before = at(old, {u"status", u"lastPhaseTransitionTime"});
    if ((!time || time->isNull()) && before) mapIn(volume, u"status").set(u"lastPhaseTransitionTime", *before);
}

void updateSecret(Value &secret, const Value &old)
{
    if (textAt(secret, {u"type"}).isEmpty()) keepFrom(old, secret, u"type");
}

void cleanSecrets(Value &account)
{
    Value *secrets = account.find(u"secrets");
    if (!secrets || !secrets->list()) return;
    for (Value &secret : *secrets->list()) {
        const QString name = textAt(secret, {u"name"});
        secret = name.isEmpty() ? ValueMap{} : ValueMap{{u"name"_s, name}};
    }
}

void updateAccount(Value &account, const Value &) { cleanSecrets(account); }

// One without a name gets a random one.
void nameLimitRange(Value &object)
{
    if (nameOf(object).isEmpty()) mapIn(object, u"metadata").set(u"name", uidOf(object));
}

// A template's PodSpec at a way of keys.
template<const char16_t *...way>
void dropInTemplate(Value &object)
{
    if (Value *spec = at(object, {QStringView(way)...})) dropDisabledPodFields(*spec, nullptr);
}
template<const char16_t *...way>
void dropInUpdate(Value &object, const Value &old)
{
    if (Value *spec = at(object, {QStringView(way)...})) dropDisabledPodFields(*spec, at(old, {QStringView(way)...}));
}

constexpr char16_t specKey[] = u"spec";
constexpr char16_t templateKey[] = u"template";
constexpr char16_t jobTemplateKey[] = u"jobTemplate";
constexpr auto createWorkload = dropInTemplate<specKey, templateKey, specKey>;
constexpr auto updateWorkload = dropInUpdate<specKey, templateKey, specKey>;
constexpr auto createCronJob = dropInTemplate<specKey, jobTemplateKey, specKey, templateKey, specKey>;
constexpr auto updateCronJob = dropInUpdate<specKey, jobTemplateKey, specKey, templateKey, specKey>;
constexpr auto createPodTemplate = dropInTemplate<templateKey, specKey>;
constexpr auto updatePodTemplate = dropInUpdate<templateKey, specKey>;

constexpr QStringView generationName = u"deprecated.daemonset.template.generation";

void createDaemonSet(Value &object)
{
    createWorkload(object);
    const qint64 given = textAt(object, {u"metadata", u"annotations", generationName}).toLongLong();
    mapIn(mapIn(object, u"metadata"), u"annotations").set(generationName, QString::number(qMax<qint64>(given, 1)));
}

void updateDaemonSet(Value &object, const Value &old)
{
    updateWorkload(object, old);
    qint64 generation = textAt(old, {u"metadata", u"annotations", generationName}).toLongLong();
    if (!sameAt(object, old, {u"spec", u"template"})) ++generation;
    mapIn(mapIn(object, u"metadata"), u"annotations").set(generationName, QString::number(generation));
}

void dropUnlessOld(Value &object, const Value &old, std::initializer_list<QStringView> way, QStringView field)
{
    const Value *before = at(old, way);
    if (before && before->find(field)) return;
    if (Value *parent = at(object, way)) parent->remove(field);
}

void dropReplicas(Value &object, const Value &old) { dropUnlessOld(object, old, {u"status"}, u"terminatingReplicas"); }

void updateStatefulSet(Value &object, const Value &old)
{
    updateWorkload(object, old);
    dropUnlessOld(object, old, {u"spec", u"updateStrategy", u"rollingUpdate"}, u"maxUnavailable");
}

void createStatefulSet(Value &object) { updateStatefulSet(object, {}); }

// Field gates that are off.
void updateAutoscaler(Value &object, const Value &old)
{
    for (const QStringView rules : {QStringView(u"scaleUp"), QStringView(u"scaleDown")})
        if (at(old, {u"spec", u"behavior", rules, u"tolerance"})) return;
    for (const QStringView rules : {QStringView(u"scaleUp"), QStringView(u"scaleDown")})
        dropUnlessOld(object, {}, {u"spec", u"behavior", rules}, u"tolerance");
}

void createAutoscaler(Value &object) { updateAutoscaler(object, {}); }

void updateLease(Value &object, const Value &old)
{
    dropUnlessOld(object, old, {u"spec"}, u"strategy");
    dropUnlessOld(object, old, {u"spec"}, u"preferredHolder");
}

void updateVolume(Value &object, const Value &old)
{
    dropUnlessOld(object, old, {u"spec"}, u"volumeAttributesClassName");
}

void createVolume(Value &object) { updateVolume(object, {}); }

void updateClaimStatus(Value &object, const Value &old)
{
    dropUnlessOld(object, old, {u"status"}, u"currentVolumeAttributesClassName");
    dropUnlessOld(object, old, {u"status"}, u"modifyVolumeStatus");
}

void createLease(Value &object) { updateLease(object, {}); }

void updateDriver(Value &object, const Value &old)
{
    dropUnlessOld(object, old, {u"spec"}, u"nodeAllocatableUpdatePeriodSeconds");
}

void createDriver(Value &object) { updateDriver(object, {}); }

void updateAttachmentStatus(Value &object, const Value &old)
{
    dropUnlessOld(object, old, {u"status", u"attachError"}, u"errorCode");
    dropUnlessOld(object, old, {u"status", u"detachError"}, u"errorCode");
}

bool hasNodeHints(const Value &slice)
{
    return std::ranges::any_of(listAt(slice, {u"endpoints"}), [](const Value &endpoint) {
        return at(endpoint, {u"hints", u"forNodes"});
    });
}

void cleanEndpoints(Value &slice, bool keepHints, bool keepTopology)
{
    Value *endpoints = slice.find(u"endpoints");
    if (!endpoints || !endpoints->list()) return;
    for (Value &endpoint : *endpoints->list()) {
        Value *hints = endpoint.find(u"hints");
        if (hints && !keepHints) hints->remove(u"forNodes");
        if (!keepTopology) endpoint.remove(u"deprecatedTopology");
    }
}

void createSlice(Value &slice) { cleanEndpoints(slice, false, false); }

void updateSlice(Value &slice, const Value &old)
{
    cleanEndpoints(slice, hasNodeHints(old), sameAt(slice, old, {u"endpoints"}));
}

// The user and the groups are the server's to fill in.
void createRequest(Value &request)
{
    Value *spec = request.find(u"spec");
    if (!spec) return;
    for (const QStringView field :
         {QStringView(u"username"), QStringView(u"uid"), QStringView(u"groups"), QStringView(u"extra")})
        spec->remove(field);
}

void updateRequest(Value &request, const Value &old) { keepFrom(old, request, u"spec"); }

void storeVersion(Value &definition)
{
    for (const Value &version : listAt(definition, {u"spec", u"versions"})) {
        if (!boolAt(version, {u"storage"})) continue;
        const Value name = textAt(version, {u"name"});
        ValueList stored = listAt(definition, {u"status", u"storedVersions"});
        if (!std::ranges::count(stored, name)) stored.push_back(name);
        mapIn(definition, u"status").set(u"storedVersions", std::move(stored));
        return;
    }
}

void updateDefinition(Value &definition, const Value &) { storeVersion(definition); }

void createApiService(Value &service)
{
    const Value *backend = at(service, {u"spec", u"service"});
    if (backend && !backend->isNull()) return;
    const Value *now = at(service, {u"metadata", u"creationTimestamp"});
    ValueMap condition = {{u"type"_s, u"Available"}, {u"status"_s, u"True"}};
    condition.emplace_back(u"lastTransitionTime"_s, now ? *now : Value());
    condition.emplace_back(u"reason"_s, u"Local");
    condition.emplace_back(u"message"_s, u"Local APIServices are always available");
    mapIn(service, u"status").set(u"conditions", ValueList{std::move(condition)});
}

constexpr const char *nothing = "{}";
constexpr const char *noReplicas = R"({"replicas":0})";
constexpr const char *balancer = R"({"loadBalancer":{}})";
constexpr const char *pendingPhase = R"({"phase":"Pending"})";

const Strategy rows[] = {
    {"", "Pod", nothing, Counts::Spec, true, StatusKeeps::Owners, preparePod, finishPod, updatePod, updatePodStatus,
     true},
    {"", "PodTemplate", nullptr, Counts::Template, true, {}, createPodTemplate, nullptr, updatePodTemplate},
    {"", "ReplicationController", noReplicas, Counts::Spec, true, {}, createWorkload, nullptr, updateWorkload},
    {"", "Service", balancer, Counts::Nothing, false, {}, nullptr, nullptr, updateServiceType},
    {"", "Namespace", R"({"phase":"Active"})", Counts::Nothing, false, {}, prepareNamespace, nullptr, updateNamespace},
    {"", "Node", nullptr, Counts::Nothing, false, {}, dropNodeConfig, nullptr, updateNode, updateNodeStatus},
    {"",
     "PersistentVolume",
     pendingPhase,
     Counts::Nothing,
     false,
     {},
     createVolume,
     stampVolume,
     updateVolume,
     updateVolumeStatus},
    {"",
     "PersistentVolumeClaim",
     pendingPhase,
     Counts::Nothing,
     false,
     {},
     prepareClaim,
     nullptr,
     updateClaim,
     updateClaimStatus},
    {"", "ResourceQuota", nothing},
    {"", "LimitRange", nullptr, Counts::Nothing, false, {}, nameLimitRange},
    {"", "Secret", nullptr, Counts::Nothing, false, {}, nullptr, nullptr, updateSecret},
    {"", "ServiceAccount", nullptr, Counts::Nothing, false, {}, cleanSecrets, nullptr, updateAccount},
    {"apps", "Deployment", nothing, Counts::SpecAndAnnotations, true, StatusKeeps::Labels, createWorkload, nullptr,
     updateWorkload, dropReplicas},
    {"apps", "ReplicaSet", noReplicas, Counts::Spec, true, {}, createWorkload, nullptr, updateWorkload, dropReplicas},
    {"apps",
     "StatefulSet",
     R"({"replicas":0,"availableReplicas":0})",
     Counts::Spec,
     true,
     {},
     createStatefulSet,
     nullptr,
     updateStatefulSet},
    {"apps",
     "DaemonSet",
     R"({"currentNumberScheduled":0,"numberMisscheduled":0,"desiredNumberScheduled":0,"numberReady":0})",
     Counts::Spec,
     true,
     {},
     createDaemonSet,
     nullptr,
     updateDaemonSet},
    {"batch", "Job", nothing, Counts::Spec, true, {}, prepareJob, nullptr, updateWorkload},
    {"batch", "CronJob", nothing, Counts::Spec, true, {}, createCronJob, nullptr, updateCronJob},
    {"autoscaling",
     "HorizontalPodAutoscaler",
     R"({"desiredReplicas":0,"currentMetrics":null})",
     Counts::Nothing,
     false,
     {},
     createAutoscaler,
     nullptr,
     updateAutoscaler},
    {"networking.k8s.io", "Ingress", balancer, Counts::Spec, true},
    {"networking.k8s.io", "IngressClass", nullptr, Counts::Spec, true},
    {"networking.k8s.io", "NetworkPolicy", nullptr, Counts::Spec, true},
    // Its reset fields are of a version that is not served, so it has none.
    {"networking.k8s.io", "ServiceCIDR", nullptr, Counts::Nothing, false, StatusKeeps::Metadata},
    {"policy", "PodDisruptionBudget",
     R"({"disruptionsAllowed":0,"currentHealthy":0,"desiredHealthy":0,"expectedPods":0})", Counts::Spec, true},
    {"storage.k8s.io", "CSIDriver", nullptr, Counts::Spec, false, {}, createDriver, nullptr, updateDriver},
    {"storage.k8s.io", "VolumeAttachment", R"({"attached":false})", Counts::Nothing, false, StatusKeeps::Metadata,
     nullptr, nullptr, nullptr, updateAttachmentStatus},
    {"discovery.k8s.io", "EndpointSlice", nullptr, Counts::AllButMetadata, true, {}, createSlice, nullptr, updateSlice},
    {"coordination.k8s.io", "Lease", nullptr, Counts::Nothing, false, {}, createLease, nullptr, updateLease},
    {"scheduling.k8s.io", "PriorityClass", nullptr, Counts::Nothing, true},
    {"certificates.k8s.io",
     "CertificateSigningRequest",
     nothing,
     Counts::Nothing,
     false,
     {},
     createRequest,
     nullptr,
     updateRequest},
    {"flowcontrol.apiserver.k8s.io", "FlowSchema", nothing, Counts::Spec, true, StatusKeeps::AllMetadata},
    {"flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration", nothing, Counts::Spec, true,
     StatusKeeps::AllMetadata},
    {"admissionregistration.k8s.io", "ValidatingWebhookConfiguration", nullptr, Counts::Webhooks, true},
    {"admissionregistration.k8s.io", "MutatingWebhookConfiguration", nullptr, Counts::Webhooks, true},
    {"admissionregistration.k8s.io", "ValidatingAdmissionPolicy", nothing, Counts::Spec, true, StatusKeeps::Metadata},
    {"admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding", nullptr, Counts::Spec, true},
    {"apiextensions.k8s.io", "CustomResourceDefinition",
     R"({"conditions":null,"acceptedNames":{"plural":"","kind":""},"storedVersions":null})", Counts::Spec, true,
     StatusKeeps::Nothing, nullptr, storeVersion, updateDefinition},
    {"apiregistration.k8s.io", "APIService", nothing, Counts::Nothing, false, StatusKeeps::Metadata, nullptr,
     createApiService},
};

} // namespace

const Strategy *strategyOf(const QString &group, const QString &kind)
{
    static const auto byName = [] {
        QHash<std::pair<QString, QString>, const Strategy *> table;
        for (const Strategy &row : rows)
            table.insert({QString::fromLatin1(row.group), QString::fromLatin1(row.kind)}, &row);
        return table;
    }();
    return byName.value({group, kind});
}

} // namespace practice
