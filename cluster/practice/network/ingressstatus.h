// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// What is seen of an ingress controller: the Ingresses of its classes get its address. A process of its own, as every
// ingress controller is.
class IngressStatusController final : public Controller
{
public:
    static constexpr QStringView controllerName = u"practice.kubewright.io/ingress"; // of IngressClasses
    static constexpr qint64 workMs = 500;                                            // until an address shows

    explicit IngressStatusController(ComponentProcess &process, QString address = QStringLiteral("198.18.255.1"));

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    bool isOurs(const model::Value &ingress) const;

    Informer &m_ingresses;
    Informer &m_classes;
    QString m_address;
};

} // namespace practice
