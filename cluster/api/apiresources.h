// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace cluster {

// One kind in one version, and how it is asked for.
struct ApiResource
{
    QString group;    // empty: core
    QString version;  // "v1"
    QString kind;     // "Deployment"
    QString plural;   // "deployments"
    QString singular; // "deployment"
    bool namespaced = false;
    QStringList verbs;      // get, list, watch, create, patch, delete, …
    QStringList shortNames; // "deploy"

    QString apiVersion() const { return group.isEmpty() ? version : group + QLatin1Char('/') + version; }
    // "/apis/apps/v1/namespaces/web/deployments/shop"; without name the collection, without ns all namespaces.
    QString path(const QString &ns, const QString &name = {}) const;
    bool can(const QString &verb) const { return verbs.contains(verb); }
};

// What a server knows, in the order in which it prefers versions. A value.
class ApiResources
{
public:
    void add(ApiResource resource);
    const QList<ApiResource> &all() const { return m_all; }
    // Null when the server does not have it.
    const ApiResource *find(const QString &group, const QString &version, const QString &kind) const;
    // In the version that the server prefers.
    const ApiResource *find(const QString &group, const QString &kind) const;

private:
    QList<ApiResource> m_all;
    QHash<QString, qsizetype> m_exact, m_preferred;
};

// Readers for the answers of discovery; each adds what it finds. warnings: groups that could not be asked (stale
// versions). APIGroupDiscoveryList, apidiscovery.k8s.io/v2 and v2beta1.
void readAggregated(const QJsonObject &list, ApiResources &resources, QStringList &warnings);
// APIResourceList of one group and version.
void readResourceList(const QJsonObject &list, ApiResources &resources);

} // namespace cluster
