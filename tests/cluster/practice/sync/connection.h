// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/config/kubeconfig.h"
#include "cluster/http/namtransport.h"

#include <QFile>
#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <memory>

namespace syncing {

// A kubeconfig's text as a file, for who wants one.
class KubeconfigFile
{
public:
    explicit KubeconfigFile(const QByteArray &text)
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("no kubeconfig written");
    }
    QString path() const { return m_folder.filePath(QStringLiteral("kubeconfig")); }

private:
    QTemporaryDir m_folder;
};

// The program's own way to a cluster.
inline std::unique_ptr<cluster::NamTransport> connectTo(const QString &kubeconfig)
{
    const auto config = cluster::Kubeconfig::load({{kubeconfig}, true});
    if (!config) qFatal("%s", qPrintable(config.error().toString()));
    auto endpoint = config->endpoint({}, QProcessEnvironment());
    if (!endpoint) qFatal("%s", qPrintable(endpoint.error().toString()));
    auto transport = cluster::NamTransport::create(std::move(*endpoint));
    if (!transport) qFatal("%s", qPrintable(transport.error().toString()));
    return std::move(*transport);
}

} // namespace syncing
