// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/jobindexes.h"

#include <QStringList>

#include <algorithm>

namespace practice {

namespace {

void append(std::vector<JobIndexes::Run> &runs, const JobIndexes::Run &run)
{
    if (!runs.empty() && run.first <= runs.back().last + 1)
        runs.back().last = std::max(runs.back().last, run.last);
    else
        runs.push_back(run);
}

} // namespace

JobIndexes::JobIndexes(const std::set<qint64> &indexes)
{
    for (const qint64 index : indexes) append(m_runs, {index, index});
}

JobIndexes JobIndexes::read(const QString &text, qint64 completions)
{
    JobIndexes indexes;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        const QStringList ends = part.split(u'-');
        bool isFirst = false, isLast = false;
        const qint64 first = ends.front().toLongLong(&isFirst);
        const qint64 last = ends.back().toLongLong(&isLast);
        if (!isFirst || !isLast) continue;
        if (first >= completions) break;
        append(indexes.m_runs, {first, std::min(last, completions - 1)});
    }
    return indexes;
}

JobIndexes JobIndexes::with(const JobIndexes &others) const
{
    std::vector<Run> all;
    std::merge(m_runs.begin(), m_runs.end(), others.m_runs.begin(), others.m_runs.end(), std::back_inserter(all),
               [](const Run &left, const Run &right) { return left.first < right.first; });
    JobIndexes sum;
    for (const Run &run : all) append(sum.m_runs, run);
    return sum;
}

bool JobIndexes::has(qint64 index) const
{
    const auto run = std::lower_bound(m_runs.begin(), m_runs.end(), index,
                                      [](const Run &one, qint64 wanted) { return one.last < wanted; });
    return run != m_runs.end() && run->first <= index;
}

qint64 JobIndexes::total() const
{
    qint64 count = 0;
    for (const Run &run : m_runs) count += run.last - run.first + 1;
    return count;
}

qint64 JobIndexes::shared(const JobIndexes &others) const
{
    qint64 count = 0;
    auto left = m_runs.begin();
    auto right = others.m_runs.begin();
    while (left != m_runs.end() && right != others.m_runs.end()) {
        count += std::max<qint64>(0, std::min(left->last, right->last) - std::max(left->first, right->first) + 1);
        if (left->last < right->last)
            ++left;
        else
            ++right;
    }
    return count;
}

std::vector<qint64> JobIndexes::firstMissing(qint64 count, qint64 completions) const
{
    std::vector<qint64> missing;
    qint64 candidate = 0;
    const auto take = [&](qint64 end) {
        for (; candidate < end && qint64(missing.size()) < count; ++candidate) missing.push_back(candidate);
    };
    for (const Run &run : m_runs) {
        take(std::min(run.first, completions));
        candidate = std::max(candidate, run.last + 1);
    }
    take(completions);
    return missing;
}

QString JobIndexes::toText() const
{
    QStringList parts;
    for (const Run &run : m_runs) {
        QString text = QString::number(run.first);
        if (run.last > run.first) text += (run.last == run.first + 1 ? u',' : u'-') + QString::number(run.last);
        parts.append(text);
    }
    return parts.join(u',');
}

} // namespace practice
