// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/problems/problemsmodel.h"

#include "editor/filenames.h"
#include "look/tokens.h"
#include "look/tooltip.h"
#include "model/rules/rule.h"

#include <QSet>

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

QString layerText(model::Layer layer)
{
    switch (layer) {
    case model::Layer::Yaml: return ProblemsModel::tr("YAML");
    case model::Layer::Schema: return ProblemsModel::tr("schema");
    case model::Layer::Reference: return ProblemsModel::tr("references");
    case model::Layer::Practice: return ProblemsModel::tr("practice");
    case model::Layer::Server: break;
    }
    return ProblemsModel::tr("server");
}

bool ProblemFilter::takes(const model::Problem &problem) const
{
    if (layer && problem.layer != *layer) return false;
    switch (problem.severity) {
    case model::Severity::Error: return errors;
    case model::Severity::Warning: return warnings;
    case model::Severity::Info: break;
    }
    return advice;
}

void ProblemsModel::setProblems(model::Problems problems)
{
    if (problems == m_given) return;
    // An edit above moves places; whoever else a problem is, is the same one.
    const auto nameOf = [](const model::Problem &problem) {
        return problem.file + u'\n' + problem.rule + u'\n' + problem.resource.id() + u'\n' + problem.field.toString() +
               u'\n' + problem.message;
    };
    QSet<QString> fixable;
    for (const Entry &entry : m_entries)
        if (entry.isFixable) fixable.insert(nameOf(entry.problem));
    QStringList files;
    for (const model::Problem &problem : problems) files << problem.file;
    const QStringList names = shortFileNames(files);
    beginResetModel();
    m_entries.clear();
    for (size_t i = 0; i < problems.size(); ++i)
        m_entries.push_back({problems[i], names[qsizetype(i)], i,
                             !fixable.isEmpty() && fixable.remove(nameOf(problems[i]))}); // a few among thousands
    std::stable_sort(m_entries.begin(), m_entries.end(),
                     [](const Entry &a, const Entry &b) { return a.problem.severity < b.problem.severity; });
    m_given = std::move(problems);
    choose();
    endResetModel();
}

void ProblemsModel::setFixable(const std::vector<bool> &fixable)
{
    for (Entry &entry : m_entries) entry.isFixable = entry.given < fixable.size() && fixable[entry.given];
    if (const int rows = rowCount(); rows > 0) Q_EMIT dataChanged(index(0, 0), index(rows - 1, ColumnCount - 1));
}

void ProblemsModel::setFilter(const ProblemFilter &filter)
{
    if (filter == m_filter) return;
    beginResetModel();
    m_filter = filter;
    choose();
    endResetModel();
}

void ProblemsModel::setServerTime(const QString &time)
{
    if (time == m_serverTime) return;
    m_serverTime = time;
    if (const int rows = rowCount(); rows > 0) Q_EMIT dataChanged(index(0, Layer), index(rows - 1, Layer));
}

void ProblemsModel::choose()
{
    m_shown.clear();
    for (size_t i = 0; i < m_entries.size(); ++i)
        if (m_filter.takes(m_entries[i].problem)) m_shown.push_back(i);
}

int ProblemsModel::count(model::Severity severity) const
{
    return int(std::ranges::count(m_entries, severity, [](const Entry &entry) { return entry.problem.severity; }));
}

QString ProblemsModel::text(int row, int column) const
{
    const Entry &entry = entryAt(row);
    const model::Problem &problem = entry.problem;
    switch (column) {
    case Message: return problem.message;
    case Fix: return problem.fix;
    case QuickFixes: return entry.isFixable ? tr("Fix…") : QString();
    case Layer: {
        const bool isServer = problem.layer == model::Layer::Server && !m_serverTime.isEmpty();
        return layerText(problem.layer) + (isServer ? u' ' + m_serverTime : QString());
    }
    default: break;
    }
    return problem.line > 0 ? QStringLiteral("%1:%2").arg(entry.fileName).arg(problem.line) : entry.fileName;
}

int ProblemsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_shown.size()); }
int ProblemsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString ProblemsModel::accessibleText(const QModelIndex &index) const
{
    const model::Problem &problem = entryAt(index.row()).problem;
    const QString words = text(index.row(), index.column());
    if (index.column() != Message) return words;
    // What to do is drawn with the message, so it is read with it.
    QString whole = severityText(problem.severity) + QStringLiteral(": ") + words;
    if (!problem.fix.isEmpty()) whole += u'\n' + problem.fix;
    if (isFixable(index.row())) whole += u'\n' + tr("Has quick fixes.");
    return whole;
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) return {};
    const model::Problem &problem = entryAt(index.row()).problem;
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case Qt::ToolTipRole:
        if (index.column() == QuickFixes && isFixable(index.row())) return tr("What would mend this (Ctrl+.)");
        return whole(problem);
    case Qt::AccessibleTextRole: return accessibleText(index);
    case Qt::FontRole:
        if (index.column() == Layer) return look::font(look::Text::Caption);
        return look::font(index.column() == Place ? look::Text::MonoCaption : look::Text::Body);
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
    case QuickFixes: return tr("Quick fixes");
    case Layer: return tr("Layer");
    default: return tr("Place");
    }
}

} // namespace editor
