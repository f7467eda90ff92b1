// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/problems/problemsmodel.h"

#include "look/tokens.h"

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

QString text(const model::Problem &problem, int column)
{
    switch (column) {
    case ProblemsModel::Message: return problem.message;
    case ProblemsModel::Fix: return problem.fix;
    default: break;
    }
    const QString file = problem.file.section(u'/', -1);
    return problem.line > 0 ? QStringLiteral("%1:%2").arg(file).arg(problem.line) : file;
}

QString whole(const model::Problem &problem)
{
    QStringList lines{problem.message};
    if (!problem.fix.isEmpty()) lines << problem.fix;
    if (!problem.resource.isEmpty()) lines << problem.resource.title() + u' ' + problem.field.toString();
    lines << QStringLiteral("%1:%2:%3  [%4]").arg(problem.file).arg(problem.line).arg(problem.column).arg(problem.rule);
    return lines.join(u'\n').toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"));
}

} // namespace

void ProblemsModel::setProblems(model::Problems problems)
{
    std::stable_sort(problems.begin(), problems.end(),
                     [](const model::Problem &a, const model::Problem &b) { return a.severity < b.severity; });
    if (problems == m_problems) return;
    beginResetModel();
    m_problems = std::move(problems);
    endResetModel();
}

int ProblemsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_problems.size()); }
int ProblemsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) return {};
    const model::Problem &problem = m_problems[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(problem, index.column());
    case Qt::ToolTipRole: return whole(problem);
    case Qt::AccessibleTextRole:
        return severityText(problem.severity) + QStringLiteral(": ") + text(problem, index.column());
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
