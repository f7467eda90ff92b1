// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/life/furnishing.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/network/ingressstatus.h"
#include "cluster/practice/storage/hostpathprovisioner.h"

namespace practice {

using model::Value;

namespace {

Value defaultClass(const QString &apiVersion, const QString &kind, const QString &name, const QString &mark)
{
    Value object;
    object.set(u"apiVersion", apiVersion);
    object.set(u"kind", kind);
    mapIn(object, u"metadata").set(u"name", name);
    mapIn(mapIn(object, u"metadata"), u"annotations").set(mark, u"true");
    return object;
}

} // namespace

std::vector<Value> defaultClasses()
{
    Value storage =
        defaultClass(QStringLiteral("storage.k8s.io/v1"), QStringLiteral("StorageClass"), QStringLiteral("standard"),
                     QStringLiteral("storageclass.kubernetes.io/is-default-class"));
    storage.set(u"provisioner", HostPathProvisioner::provisionerName.toString());
    storage.set(u"reclaimPolicy", u"Delete");
    storage.set(u"volumeBindingMode", u"Immediate");
    Value ingress =
        defaultClass(QStringLiteral("networking.k8s.io/v1"), QStringLiteral("IngressClass"), QStringLiteral("practice"),
                     QStringLiteral("ingressclass.kubernetes.io/is-default-class"));
    mapIn(ingress, u"spec").set(u"controller", IngressStatusController::controllerName.toString());
    return {std::move(storage), std::move(ingress)};
}

} // namespace practice
