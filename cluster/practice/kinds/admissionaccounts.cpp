// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/admissionplugins.h"

// What the ServiceAccount plugin does to a new pod (plugin/pkg/admission/serviceaccount/admission.go).

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView tokenFolder = u"/var/run/secrets/kubernetes.io/serviceaccount";
constexpr QStringView volumePrefix = u"kube-api-access-";
constexpr qint64 tokenSeconds = 3607; // an hour, with seven seconds that tell it from one that was asked for
constexpr qint64 readable = 0644;

Value tokenVolume(const QString &name)
{
    const Value token = ValueMap{{u"expirationSeconds"_s, tokenSeconds}, {u"path"_s, u"token"}};
    const Value authority = ValueMap{{u"items"_s, ValueList{ValueMap{{u"key"_s, u"ca.crt"}, {u"path"_s, u"ca.crt"}}}},
                                     {u"name"_s, u"kube-root-ca.crt"}};
    const Value field = ValueMap{{u"apiVersion"_s, u"v1"}, {u"fieldPath"_s, u"metadata.namespace"}};
    const Value space = ValueMap{{u"items"_s, ValueList{ValueMap{{u"fieldRef"_s, field}, {u"path"_s, u"namespace"}}}}};
    Value projected;
    projected.set(u"defaultMode", readable);
    projected.set(u"sources", ValueList{ValueMap{{u"serviceAccountToken"_s, token}},
                                        ValueMap{{u"configMap"_s, authority}}, ValueMap{{u"downwardAPI"_s, space}}});
    return ValueMap{{u"name"_s, name}, {u"projected"_s, std::move(projected)}};
}

bool mountsToken(const Value &container)
{
    return std::ranges::any_of(listAt(container, {u"volumeMounts"}),
                               [](const Value &mount) { return textAt(mount, {u"mountPath"}) == tokenFolder; });
}

// Whether any container was given the volume.
bool mountIn(Value &spec, QStringView field, const QString &volume)
{
    ValueList containers = listAt(spec, {field});
    bool isUsed = false;
    for (Value &container : containers) {
        if (mountsToken(container)) continue;
        ValueList mounts = listAt(container, {u"volumeMounts"});
        mounts.push_back(
            ValueMap{{u"mountPath"_s, tokenFolder.toString()}, {u"name"_s, volume}, {u"readOnly"_s, true}});
        container.set(u"volumeMounts", std::move(mounts));
        isUsed = true;
    }
    if (isUsed) spec.set(field, std::move(containers));
    return isUsed;
}

void mountToken(Value &spec, const QString &suffix)
{
    ValueList volumes = listAt(spec, {u"volumes"});
    const auto known = std::ranges::find_if(
        volumes, [](const Value &volume) { return textAt(volume, {u"name"}).startsWith(volumePrefix); });
    const bool isThere = known != volumes.end();
    const QString name = isThere ? textAt(*known, {u"name"}) : volumePrefix.toString() + suffix;
    const bool inits = mountIn(spec, u"initContainers", name);
    const bool isUsed = mountIn(spec, u"containers", name) || inits;
    if (!isUsed || isThere) return;
    volumes.push_back(tokenVolume(name));
    spec.set(u"volumes", std::move(volumes));
}

// The pod's word counts before the account's.
bool wantsToken(const Value &account, const Value &spec)
{
    for (const Value *said :
         {spec.find(u"automountServiceAccountToken"), account.find(u"automountServiceAccountToken")})
        if (said && said->boolean()) return *said->boolean();
    return true;
}

} // namespace

Refusal applyServiceAccount(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    if (!isCore(request, u"Pod") || !cluster.serviceAccount) return {};
    Value &pod = *request.object;
    if (at(std::as_const(pod), {u"metadata", u"annotations", u"kubernetes.io/config.mirror"})) return {};
    Value &spec = mapIn(pod, u"spec");
    QString name = textAt(spec, {u"serviceAccountName"});
    const bool isDefault = name.isEmpty() || name == u"default";
    if (name.isEmpty()) name = u"default"_s;
    const std::optional<Value> account = cluster.serviceAccount(request.ns, name);
    // A namespace's own account comes a moment after the namespace; a real apiserver waits a second for it.
    if (!account && !isDefault)
        return forbiddenBy(request, u"error looking up service account %1/%2: serviceaccount %3 not found"_s.arg(
                                        request.ns, name, goQuoted(name)));
    spec.set(u"serviceAccountName", name);
    spec.set(u"serviceAccount", name);
    if (wantsToken(account.value_or(Value(ValueMap())), spec)) mountToken(spec, cluster.nameSuffix());
    const ValueList secrets = account ? listAt(*account, {u"imagePullSecrets"}) : ValueList();
    if (!secrets.empty() && listAt(spec, {u"imagePullSecrets"}).empty()) spec.set(u"imagePullSecrets", secrets);
    return {};
}

} // namespace practice
