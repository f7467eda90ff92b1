// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/config/connection.h"

#include "cluster/http/namtransport.h"

#include <QCoreApplication>

namespace cluster {

namespace {

// Which entry of the kubeconfig it is about.
model::Error named(model::Error error, const ContextInfo &info, const TlsSettings &tls)
{
    const bool isAuthority = !tlsConfiguration({.ca = tls.ca}).ok();
    error.message =
        isAuthority ? QCoreApplication::translate("Kubeconfig", "certificate-authority of cluster \"%1\": %2")
                          .arg(info.cluster, error.message)
                    : QCoreApplication::translate("Kubeconfig", "client-certificate and client-key of user \"%1\": %2")
                          .arg(info.user, error.message);
    return error;
}

} // namespace

std::unique_ptr<Transport> Connection::makeTransport() const
{
    auto transport = NamTransport::create(endpoint);
    Q_ASSERT(transport); // open() has tried the same settings
    return std::move(transport).value();
}

model::Result<Connection> Connection::open(const Kubeconfig &config, const QString &context,
                                           const QProcessEnvironment &environment)
{
    auto info = config.context(context);
    if (!info) return info.error();
    auto endpoint = config.endpoint(context, environment);
    if (!endpoint) return endpoint.error();
    if (const auto tls = tlsConfiguration(endpoint->tls); !tls) return named(tls.error(), *info, endpoint->tls);
    return Connection{std::move(info).value(), std::move(endpoint).value()};
}

} // namespace cluster
