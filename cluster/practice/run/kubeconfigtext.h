// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace practice {

// A kubeconfig of one context, "practice", for a server on a port of 127.0.0.1. authority is PEM.
QByteArray kubeconfigText(quint16 port, const QByteArray &authority, const QByteArray &token);

} // namespace practice
