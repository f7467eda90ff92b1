// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/validation/recordedcases.h"

class TestWorkloadValidation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void creates_data() { recorded::addRows(QStringLiteral("workloads.json")); }
    void creates() { recorded::check(); }

    void updates_data() { recorded::addRows(QStringLiteral("workloadupdates.json")); }
    void updates() { recorded::check(); }

    void warnings_data() { recorded::addRows(QStringLiteral("workloadwarnings.json")); }
    void warnings() { recorded::checkWarnings(); }
};

QTEST_GUILESS_MAIN(TestWorkloadValidation)
#include "tst_workloadvalidation.moc"
