// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace support {

// A file below tests/data, named from there ("tls/ca.crt"). Ends the program when there is none.
QByteArray readTestData(const QString &name);
QString testDataPath(const QString &name);

} // namespace support
