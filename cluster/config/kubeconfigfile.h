// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

namespace cluster {

// The entries of a kubeconfig, as written; paths are absolute already. Nothing here is checked beyond its type.
struct KubeCluster
{
    QString name = {};
    QString server = {};
    QString caFile = {};
    QString caData = {}; // base64
    QString tlsServerName = {};
    QString proxyUrl = {};
    bool insecure = false;
};

struct KubeUser
{
    QString name = {};
    QString token = {};
    QString tokenFile = {};
    QString certificateFile = {};
    QString certificateData = {}; // base64
    QString keyFile = {};
    QString keyData = {}; // base64
    QString username = {};
    QString password = {};
    QString impersonate = {};
    QString impersonateUid = {};
    QStringList impersonateGroups = {};
    QList<std::pair<QString, QStringList>> impersonateExtra = {};
    QString execCommand = {};  // of an exec plugin
    QString authProvider = {}; // its name
    bool hasExec = false;
    bool hasAuthProvider = false;
};

struct KubeContext
{
    QString name = {};
    QString cluster = {};
    QString user = {};
    QString nameSpace = {}; // empty: "default"
};

// One kubeconfig file.
struct KubeconfigFile
{
    QList<KubeCluster> clusters = {};
    QList<KubeUser> users = {};
    QList<KubeContext> contexts = {};
    QString currentContext = {};
};

// Reads the text of a kubeconfig (YAML or JSON, as kubectl reads it). Relative paths resolve against the directory of
// path. Errors carry the place: Syntax for text that is not YAML, Invalid for a value of the wrong type, a second entry
// of the same name, or something that is no kubeconfig. Unknown fields are ignored, as in client-go. An empty file is
// an empty kubeconfig.
model::Result<KubeconfigFile> parseKubeconfig(const QByteArray &text, const QString &path);

} // namespace cluster
