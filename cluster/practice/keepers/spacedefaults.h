// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// The ServiceAccount "default" in every namespace (pkg/controller/serviceaccount).
class ServiceAccountController final : public Controller
{
public:
    explicit ServiceAccountController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override; // a namespace's name

private:
    Informer &m_spaces;
    Informer &m_accounts;
};

// The ConfigMap "kube-root-ca.crt" in every namespace (pkg/controller/certificates/rootcacertpublisher).
class RootCaPublisher final : public Controller
{
public:
    // rootCa: the certificate of the API server's authority, as PEM.
    RootCaPublisher(ComponentProcess &process, QString rootCa);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override; // a namespace's name

private:
    Informer &m_maps;
    QString m_rootCa;
};

} // namespace practice
