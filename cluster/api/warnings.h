// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/http/transport.h"

#include <QStringList>

namespace cluster {

// The texts of the Warning headers with code 299 (RFC 7234 5.5, as the apiserver sends them), each once, in order, at
// most maxWarnings. What is malformed is left out from there to the end of its header; other codes are ignored.
QStringList readWarnings(const ResponseHead &head);
constexpr qsizetype maxWarnings = 100;

} // namespace cluster
