// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace practice {

// Compact JSON indented by two spaces, as an apiserver sends it to people.
QByteArray prettyJson(QByteArrayView compact);

} // namespace practice
