// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/config/kubeconfigfile.h"
#include "cluster/http/endpoint.h"

#include <QUrl>

#include <optional>

namespace cluster {

// What client-go's ConfirmUsable and its transport refuse, told from the entries alone, without reading a file. The
// messages name the entry and the fields at fault, never a value that may be secret.
std::optional<model::Error> checkCluster(const KubeCluster &cluster);
std::optional<model::Error> checkUser(const KubeUser &user, const QString &context);
std::optional<model::Error> checkNamespace(const QString &nameSpace);

// What --as may say: text that fits into a header.
std::optional<model::Error> checkImpersonatedUser(const QString &user);

// Reads the files and decodes the -data fields.
model::Result<TlsSettings> readTls(const KubeCluster &cluster, const KubeUser &user);
// Where Authorization comes from: token, tokenFile, or user name and password; null when there is none of them.
model::Result<std::function<QByteArray()>> authorizationOf(const KubeUser &user);
// Impersonate-User, -Uid, -Group and -Extra-KEY.
QList<std::pair<QByteArray, QByteArray>> impersonationHeaders(const KubeUser &user);

} // namespace cluster
