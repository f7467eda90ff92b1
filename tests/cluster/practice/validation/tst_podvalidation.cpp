// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/validation/recordedcases.h"

class TestPodValidation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void creates_data() { recorded::addRows(QStringLiteral("pods.json")); }
    void creates() { recorded::check(); }

    void updates_data() { recorded::addRows(QStringLiteral("podupdates.json")); }
    void updates() { recorded::check(); }

    void warnings_data() { recorded::addRows(QStringLiteral("podwarnings.json")); }
    void warnings() { recorded::checkWarnings(); }
};

QTEST_GUILESS_MAIN(TestPodValidation)
#include "tst_podvalidation.moc"
