// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace practice {

// Level 1, as the apiserver has it (apiserver endpoints/handlers/responsewriters/writers.go).
QByteArray gzip(QByteArrayView bytes);

// One or several members behind each other. Error Invalid: this is no gzip, or it is cut off or damaged; TooLarge: it
// holds more than limit bytes. Never holds more than that.
model::Result<QByteArray> gunzip(QByteArrayView bytes, qsizetype limit);

} // namespace practice
