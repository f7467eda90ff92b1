// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

// What objects are called, and what is in them with their keys sorted; in order.
using Printed = std::vector<std::pair<QString, QByteArray>>;

Printed print(const QByteArray &text);
QByteArray idsOf(const Printed &printed);
