// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/problems/problemsmodel.h"

#include "editor/filenames.h"
#include "look/tokens.h"
#include "look/tooltip.h"
#include "model/rules/rule.h"

#include <algorithm>

namespace editor {

namespace {

QString severityText(model::Severity severity)
{
    switch (severity) {
    case model::Severity::Error: return ProblemsModel::tr("Error");
    case model::Severity::Warning: return ProblemsModel::tr("Warning");
    case model::Severity::Info: break;
    }
    return ProblemsModel::tr("Advice");
}

QString whole(const model::Problem &problem)
{
    QStringList lines{problem.message};
    if (!problem.fix.isEmpty()) lines << problem.fix;
    if (const int rule = model::practiceRuleIndex(problem.rule); rule >= 0)
        lines << model::sayRule(model::practiceRules()[size_t(rule)].why);
    if (!problem.resource.isEmpty()) lines << problem.resource.title() + u' ' + problem.field.toString();
    lines << QStringLiteral("%1:%2:%3  [%4]").arg(problem.file).arg(problem.line).arg(problem.column).arg(problem.rule);
    return look::toolTipOf(lines.join(u'\n'));
}

} // namespace

void ProblemsModel::setProblems(model::Problems problems)
{
    std::stable_sort(problems.begin(), problems.end(),
                     [](const model::Problem &a, const model::Problem &b) { return a.severity < b.severity; });
    if (problems == m_problems) return;
    beginResetModel();
    m_problems = std::move(problems);
    QStringList files;
    for (const model::Problem &problem : m_problems) files << problem.file;
    m_fileNames = shortFileNames(files);
    endResetModel();
}

QString ProblemsModel::text(int row, int column) const
{
    const model::Problem &problem = m_problems[size_t(row)];
    switch (column) {
    case Message: return problem.message;
    case Fix: return problem.fix;
    default: break;
    }
    const QString &file = m_fileNames[row];
    return problem.line > 0 ? QStringLiteral("%1:%2").arg(file).arg(problem.line) : file;
}

int ProblemsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_problems.size()); }
int ProblemsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) return {};
    const model::Problem &problem = m_problems[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case Qt::ToolTipRole: return whole(problem);
    case Qt::AccessibleTextRole: {
        // What to do is drawn with the message, so it is read with it.
        const QString fix = index.column() == Message && !problem.fix.isEmpty() ? u'\n' + problem.fix : QString();
        return severityText(problem.severity) + QStringLiteral(": ") + text(index.row(), index.column()) + fix;
    }
    case Qt::FontRole: return look::font(index.column() == Place ? look::Text::MonoCaption : look::Text::Body);
    case Qt::ForegroundRole: return index.column() == Message ? look::tokens().text : look::tokens().muted;
    case SeverityRole: return int(problem.severity);
    default: return {};
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Message: return tr("Problem");
    case Fix: return tr("What to do");
    default: return tr("Place");
    }
}

} // namespace editor
