// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/controlplane.h"

#include <QByteArray>
#include <QList>
#include <QPair>

namespace support {

struct PlaneAnswer
{
    int status = -1; // HTTP; -1: none
    QByteArray body; // JSON
};

// Manifests as POST has them: path with query, and body, YAML or JSON.
using PlaneRequests = QList<QPair<QString, QByteArray>>;

// The path of a kind's collection, in the namespace (the namespace default, if it is empty) where it has one.
QString collectionPath(const QString &apiVersion, const QString &plural, bool isNamespaced, const QString &ns);

// POSTs all of them over one connection, as a cluster's admin. Blocks, for 2 min at the most.
QList<PlaneAnswer> postAll(const ControlPlane &plane, const PlaneRequests &requests);

} // namespace support
