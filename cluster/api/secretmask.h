// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/api/applyitem.h"

#include <QStringList>

namespace cluster {

// Takes a Secret's own values out of what a server says about it: apiservers quote what they refuse. Of other kinds
// every text stays as it is. A value.
class SecretMask
{
public:
    explicit SecretMask(const ApplyItem &item);

    QString masked(QString text) const;
    QStringList masked(QStringList texts) const;
    ApiFailure masked(ApiFailure failure) const;

private:
    bool m_isSecret = false;
    QStringList m_values; // in every form in which a server may quote them, the longest first
};

} // namespace cluster
