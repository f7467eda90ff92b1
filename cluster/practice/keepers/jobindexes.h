// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

#include <optional>
#include <set>
#include <vector>

namespace practice {

// Completion indexes of a Job, as many as there may be, in runs (pkg/controller/job/indexed_job_utils.go).
class JobIndexes
{
public:
    struct Run
    {
        qint64 first;
        qint64 last;
    };

    JobIndexes() = default;
    explicit JobIndexes(const std::set<qint64> &indexes);
    // "1,3-5,7"; what is none, or beyond completions, is left out.
    static JobIndexes read(const QString &text, qint64 completions);

    JobIndexes with(const JobIndexes &others) const;
    bool has(qint64 index) const;
    qint64 total() const;
    bool isEmpty() const { return m_runs.empty(); }
    // How many are in both.
    qint64 shared(const JobIndexes &others) const;
    // The lowest below completions that are not here, count of them at most.
    std::vector<qint64> firstMissing(qint64 count, qint64 completions) const;
    QString toText() const;

private:
    std::vector<Run> m_runs; // in order, apart from each other
};

} // namespace practice
