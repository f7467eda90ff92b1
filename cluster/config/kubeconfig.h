// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/config/kubeconfigfile.h"
#include "cluster/http/endpoint.h"

#include <QHash>
#include <QProcessEnvironment>

namespace cluster {

// What a list of contexts shows. problem: why this context can't be used, as far as the kubeconfig alone tells; empty:
// it may work.
struct ContextInfo
{
    QString name;
    QString cluster;
    QString user;
    QString server;
    QString nameSpace; // "default" when the context names none
    QString problem;
};

// The files kubectl would read: explicitPath alone (--kubeconfig), which then has to exist; else the list in
// KUBECONFIG, duplicates dropped; else ~/.kube/config. Source: client-go tools/clientcmd/loader.go.
struct KubeconfigPaths
{
    QStringList files;
    bool mustExist = false;
    static KubeconfigPaths choose(const QString &explicitPath, const QProcessEnvironment &environment);
};

// The merged kubeconfig. Of each cluster, user and context the first file that defines the name wins whole;
// current-context is the first non-empty one. Plain value; any thread. It may hold tokens and keys: never log or print
// it.
class Kubeconfig
{
public:
    // Missing files of a list are skipped (warnings() says so when all are missing); anything else that can't be read
    // is an error. Reads no certificate, token or key file: five hundred contexts cost their YAML only.
    static model::Result<Kubeconfig> load(const KubeconfigPaths &paths);
    static Kubeconfig merged(const QList<KubeconfigFile> &files);

    const QStringList &warnings() const { return m_warnings; }
    const QString &currentContext() const { return m_all.currentContext; }
    QList<ContextInfo> contexts() const;
    // NotFound when there is no such context. An empty name means the current one.
    model::Result<ContextInfo> context(const QString &name) const;

    // Reads the context's files and decides everything needed to connect, as kubectl's ConfirmUsable checks it. The
    // error names context, entry and fields; Unsupported: exec plugins, auth providers, several impersonated groups,
    // proxies of scheme https.
    model::Result<Endpoint> endpoint(const QString &name, const QProcessEnvironment &environment) const;

private:
    struct Entries
    {
        KubeContext context;
        KubeCluster cluster;
        KubeUser user;
    };
    model::Result<Entries> entries(const QString &name) const;
    ContextInfo describe(const KubeContext &context) const;

    KubeconfigFile m_all;
    QHash<QString, qsizetype> m_clusters, m_users, m_contexts; // name → index in m_all
    QStringList m_warnings;
};

} // namespace cluster
