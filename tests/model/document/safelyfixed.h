// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/safefixes.h"

// A text after all its safe fixes.
inline model::SafelyFixed fixed(const QByteArray &text)
{
    model::Checker checker;
    return model::applySafeFixes(QStringLiteral("a.yaml"), text, model::KindSet(), checker,
                                 [](const model::Problem &) { return true; });
}
