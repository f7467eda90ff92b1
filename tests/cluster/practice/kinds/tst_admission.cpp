// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
class Later : public QObject
{
    Q_OBJECT
};
QTEST_GUILESS_MAIN(Later)
#include "tst_admission.moc"
