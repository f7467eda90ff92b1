// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace cluster {

// The field that a server's text means, found in the object that was sent: both the form of 422 causes
// (spec.containers[0].env[KEY].value, metadata.labels[app.kubernetes.io/name]) and that of conflicts
// (.spec.containers[name="web"].image, .metadata.labels.app.io/x, .metadata.finalizers[="x"]). The dots in keys are
// told from those between keys by looking. The result may end above a field that the object does not have; none when
// not even the first step is there.
std::optional<model::FieldPath> locateField(const QString &field, const QJsonObject &object);

} // namespace cluster
