// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace practice {

// Level 1, as the apiserver has it (apiserver endpoints/handlers/responsewriters/writers.go). Empty: no memory.
QByteArray gzip(QByteArrayView bytes);

} // namespace practice
