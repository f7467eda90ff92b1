// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/http/transport.h"

namespace cluster {

QByteArray ResponseHead::header(const QByteArray &lowerCaseName) const
{
    for (const auto &[name, value] : headers)
        if (name == lowerCaseName) return value;
    return {};
}

} // namespace cluster
