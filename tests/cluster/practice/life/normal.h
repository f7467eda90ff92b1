// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace life {

// Who made the scenario's own requests, and who plays the kubelet: their fields are not compared.
inline const QString userName = QStringLiteral("contract");

// What a text is called on every run (Names).
using Words = std::function<QString(const QString &)>;

// An object's part with sorted keys and without what differs from run to run; lists whose order says nothing are in
// that of their texts.
model::Value normalPart(const model::Value &part, const QString &key, const Words &words);
// The object without what is at these paths ("status.conditions(Ready)").
model::Value without(const model::Value &object, const QStringList &paths);
// A line for each entry of managedFields that a component wrote: "kube-scheduler Update status: status.conditions…".
QStringList writersOf(const model::Value &object);
// Of a pod's status what controllers and the scheduler write, and what they go by.
model::Value podStatus(const model::Value &status);

} // namespace life
