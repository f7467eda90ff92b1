// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace model {

class WireType;

// What a field of a Kubernetes type is in Go, and how it goes over the wire.
class WireTypes
{
public:
    static const WireTypes &builtin();
    // Invalid for a kind that is not built in. group "" is core.
    WireType kind(QByteArrayView group, QByteArrayView version, QByteArrayView kind) const;
};

} // namespace model
