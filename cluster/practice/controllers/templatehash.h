// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace practice {

// The hashes that name revisions. They are those of the real controllers, so that names agree: a pod template's is the
// hash of how Go prints the object (pkg/util/hash DeepHashObject with spew).

// controller.ComputeHash: "758d58495".
QString podTemplateHash(const model::Value &podTemplate, std::optional<qint64> collisionCount);
// What is hashed: "(v1.PodTemplateSpec){ObjectMeta:(v1.ObjectMeta){Name:(string) …".
QByteArray printedTemplate(const model::Value &podTemplate);

// history.HashControllerRevision: of its data as Go writes JSON, keys sorted.
QString revisionHash(const model::Value &data, qint64 collisionCount);

} // namespace practice
