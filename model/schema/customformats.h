// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace model {

// Whether a text is of a format that custom schemas name (kube-openapi pkg/validation/strfmt): byte, date, date-time,
// duration, ipv4, ipv6, cidr, mac, uuid, hostname. True of a format that is not known here, and of an empty name.
bool isOfFormat(QStringView format, const QString &text);

} // namespace model
