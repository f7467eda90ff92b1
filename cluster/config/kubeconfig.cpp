// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/config/kubeconfig.h"

#include "cluster/config/credentials.h"
#include "cluster/config/regularfile.h"
#include "cluster/http/proxy.h"
#include "model/base/limits.h"
#include "model/base/say.h"

#include <QDir>

namespace cluster {

using model::Error;
using namespace Qt::StringLiterals;

namespace {

using model::say;

template<typename Entry>
const Entry *findNamed(const QList<Entry> &entries, const QHash<QString, qsizetype> &index, const QString &name)
{
    const auto it = index.find(name);
    return it == index.end() ? nullptr : &entries[*it];
}

template<typename Entry>
void mergeNamed(QList<Entry> &into, QHash<QString, qsizetype> &index, const QList<Entry> &from)
{
    for (const Entry &entry : from) {
        if (index.contains(entry.name)) continue;
        index.insert(entry.name, into.size());
        into.append(entry);
    }
}

} // namespace

KubeconfigPaths KubeconfigPaths::choose(const QString &explicitPath, const QProcessEnvironment &environment)
{
    if (!explicitPath.isEmpty()) return {{explicitPath}, true};
    QStringList files = environment.value(u"KUBECONFIG"_s).split(QDir::listSeparator(), Qt::SkipEmptyParts);
    files.removeDuplicates();
    if (files.isEmpty()) {
        const QString home = environment.value(u"HOME"_s);
        if (!home.isEmpty()) files.append(home + "/.kube/config"_L1);
    }
    return {files, false};
}

model::Result<Kubeconfig> Kubeconfig::load(const KubeconfigPaths &paths)
{
    QList<KubeconfigFile> files;
    qsizetype missing = 0;
    for (const QString &path : paths.files) {
        const auto text = readRegularFile(path, model::limits::maxDocumentBytes);
        if (!text && text.error().code == Error::Code::NotFound && !paths.mustExist) {
            ++missing;
            continue;
        }
        if (!text) return text.error();
        auto file = parseKubeconfig(*text, path);
        if (!file) return file.error();
        files.append(std::move(file).value());
    }
    Kubeconfig all = merged(files);
    if (missing > 0 && files.isEmpty())
        all.m_warnings.append(say("no kubeconfig found: %1").arg(paths.files.join(", "_L1)));
    return all;
}

Kubeconfig Kubeconfig::merged(const QList<KubeconfigFile> &files)
{
    Kubeconfig all;
    for (const KubeconfigFile &file : files) {
        mergeNamed(all.m_all.clusters, all.m_clusters, file.clusters);
        mergeNamed(all.m_all.users, all.m_users, file.users);
        mergeNamed(all.m_all.contexts, all.m_contexts, file.contexts);
        if (all.m_all.currentContext.isEmpty()) all.m_all.currentContext = file.currentContext;
    }
    return all;
}

model::Result<Kubeconfig::Entries> Kubeconfig::entries(const QString &name) const
{
    const QString wanted = name.isEmpty() ? m_all.currentContext : name;
    if (wanted.isEmpty()) return Error{Error::Code::NotFound, say("the kubeconfig sets no current context")};
    const KubeContext *context = findNamed(m_all.contexts, m_contexts, wanted);
    if (!context) return Error{Error::Code::NotFound, say("there is no context \"%1\" in the kubeconfig").arg(wanted)};
    const auto invalid = [&](const QString &message) {
        return Error{Error::Code::Invalid, say("context \"%1\": %2").arg(wanted, message)};
    };
    const KubeCluster *cluster = findNamed(m_all.clusters, m_clusters, context->cluster);
    if (!cluster) return invalid(say("there is no cluster \"%1\"").arg(context->cluster));
    const KubeUser *user = findNamed(m_all.users, m_users, context->user);
    if (!user && !context->user.isEmpty()) return invalid(say("there is no user \"%1\"").arg(context->user));

    const KubeUser found = user ? *user : KubeUser();
    for (const auto &problem : {checkCluster(*cluster), checkUser(found, wanted), checkNamespace(context->nameSpace)}) {
        if (!problem) continue;
        // Unsupported ones name the context themselves.
        return problem->code == Error::Code::Invalid ? invalid(problem->message) : *problem;
    }
    return Entries{*context, *cluster, found};
}

ContextInfo Kubeconfig::describe(const KubeContext &context) const
{
    const KubeCluster *cluster = findNamed(m_all.clusters, m_clusters, context.cluster);
    const auto found = entries(context.name);
    return {.name = context.name,
            .cluster = context.cluster,
            .user = context.user,
            .server = cluster ? cluster->server : QString(),
            .nameSpace = context.nameSpace.isEmpty() ? u"default"_s : context.nameSpace,
            .problem = found ? QString() : found.error().message};
}

QList<ContextInfo> Kubeconfig::contexts() const
{
    QList<ContextInfo> list;
    list.reserve(m_all.contexts.size());
    for (const KubeContext &context : m_all.contexts) list.append(describe(context));
    return list;
}

model::Result<ContextInfo> Kubeconfig::context(const QString &name) const
{
    const QString wanted = name.isEmpty() ? m_all.currentContext : name;
    if (const KubeContext *context = findNamed(m_all.contexts, m_contexts, wanted)) return describe(*context);
    return entries(name).error();
}

model::Result<Endpoint> Kubeconfig::endpoint(const QString &name, const QProcessEnvironment &environment) const
{
    const auto found = entries(name);
    if (!found) return found.error();
    Endpoint endpoint{.server = QUrl(found->cluster.server, QUrl::StrictMode)};
    if (endpoint.server.scheme() == "https"_L1) {
        auto tls = readTls(found->cluster, found->user);
        if (!tls) return tls.error();
        auto authorization = authorizationOf(found->user);
        if (!authorization) return authorization.error();
        endpoint.tls = std::move(tls).value();
        endpoint.authorization = std::move(authorization).value();
    }
    endpoint.headers = impersonationHeaders(found->user);
    auto proxy = chooseProxy(endpoint.server, found->cluster.proxyUrl, environment);
    if (!proxy) {
        if (found->cluster.proxyUrl.isEmpty()) return proxy.error();
        return Error{proxy.error().code,
                     say("proxy-url of cluster \"%1\": %2").arg(found->cluster.name, proxy.error().message)};
    }
    endpoint.proxy = std::move(proxy).value();
    return endpoint;
}

} // namespace cluster
