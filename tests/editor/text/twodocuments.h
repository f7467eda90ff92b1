// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/resource/resourcekey.h"

#include <QByteArray>
#include <QString>

// The file that tests of the YAML pane show: a workload, and a Secret whose value is covered.
namespace test {

inline const QByteArray web = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
---
apiVersion: v1
kind: Secret
metadata: {name: creds}
stringData:
  password: hunter2
)";
inline const model::ResourceKey deployment{
    QStringLiteral("apps"), QStringLiteral("Deployment"), {}, QStringLiteral("web")};
inline const model::ResourceKey secret{{}, QStringLiteral("Secret"), {}, QStringLiteral("creds")};
inline const QString file = QStringLiteral("a/web.yaml");

} // namespace test
