// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/discovery/catalogue.h"
#include "model/base/value.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace practice {

// What an apiserver tells of itself. Every body is a whole object, its fields in the order in which an apiserver
// writes them.

// /api. address: "127.0.0.1:6443".
model::Value apiVersions(const QString &address);
// /apis.
model::Value apiGroupList(const Catalogue &catalogue);
// /apis/GROUP; nothing for a group that is not served.
std::optional<model::Value> apiGroup(const Catalogue &catalogue, QStringView group);
// /api/v1 and /apis/GROUP/VERSION; nothing for a version that is not served.
std::optional<model::Value> apiResourceList(const Catalogue &catalogue, QStringView group, QStringView version);

// /api and /apis when the client accepts application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList, which
// then is the answer's Content-Type. There is no v2beta1 any more: 406 for a client that takes nothing else.
model::Value aggregatedCore(const Catalogue &catalogue);
model::Value aggregatedGroups(const Catalogue &catalogue);
// The ETag of a body, quotes included; 304 when If-None-Match has it. Goes with Cache-Control: public, Vary: Accept.
QByteArray discoveryTag(QByteArrayView body);

// /version.
model::Value serverVersion();
// /: the paths that there are.
model::Value rootPaths(const Catalogue &catalogue);

} // namespace practice
