// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QMap>
#include <QString>

namespace contract {

// "$name" in a step's texts, replaced by what has that name; longer names first among those that begin alike.
QString filled(QString text, const QMap<QString, QString> &variables);
model::Value filled(const model::Value &value, const QMap<QString, QString> &variables);

} // namespace contract
