// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testdata.h"

#include <QFile>

namespace support {

QString testDataPath(const QString &name) { return QStringLiteral(KUBEWRIGHT_TEST_DATA "/") + name; }

QByteArray readTestData(const QString &name)
{
    QFile file(testDataPath(name));
    if (!file.open(QIODevice::ReadOnly)) qFatal("no test data %s", qPrintable(name));
    return file.readAll();
}

} // namespace support
