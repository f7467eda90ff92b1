// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace support {

struct TypedCase
{
    QByteArray title;
    QByteArray type; // "core/v1/Pod"
    QByteArray json;
    QByteArray expected; // JSON and a line for each unknown field, or the error
};

// As Kubernetes' own code has it (tests/controlplane/cmd/gotypes).
std::vector<TypedCase> typedCases();
std::vector<TypedCase> typedErrors();

} // namespace support
