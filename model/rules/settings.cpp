// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/settings.h"

#include <QFileInfo>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

QString parameterKey(const PracticeRule &rule, const char *parameter)
{
    return QLatin1String(rule.id) + u'.' + QLatin1String(parameter);
}

} // namespace

bool matchesRule(QStringView pattern, QStringView id)
{
    if (pattern == u"practice") return practiceRuleIndex(id) >= 0;
    if (!pattern.endsWith(u'*')) return pattern == id;
    return id.startsWith(pattern.chopped(1));
}

bool matchesPath(QStringView pattern, QStringView path)
{
    if (!pattern.contains(u'/')) path = path.sliced(path.lastIndexOf(u'/') + 1);
    if (pattern.startsWith(u'/')) pattern = pattern.sliced(1);
    // After each part of the pattern: up to which places of the path it may reach.
    std::vector<bool> reached(size_t(path.size()) + 1, false);
    reached[0] = true;
    for (qsizetype p = 0; p < pattern.size(); ++p) {
        std::vector<bool> next(reached.size(), false);
        const QChar c = pattern[p];
        if (c == u'*') {
            const bool deep = p + 1 < pattern.size() && pattern[p + 1] == u'*';
            if (deep) ++p;
            // "**/" is also no folder at all.
            const bool slash = deep && p + 1 < pattern.size() && pattern[p + 1] == u'/';
            if (slash) ++p;
            bool open = false;
            for (size_t i = 0; i < reached.size(); ++i) {
                const bool behindSlash = i == 0 || path[qsizetype(i) - 1] == u'/';
                if (reached[i] || (open && (!slash || behindSlash))) next[i] = true;
                open = open || reached[i];
                if (!deep && i < size_t(path.size()) && path[qsizetype(i)] == u'/') open = false;
            }
        } else {
            for (size_t i = 0; i + 1 < reached.size(); ++i) {
                const QChar at = path[qsizetype(i)];
                if (reached[i] && (at == c || (c == u'?' && at != u'/'))) next[i + 1] = true;
            }
        }
        reached = std::move(next);
    }
    // A folder is all that is in it.
    for (size_t i = 0; i < reached.size(); ++i)
        if (reached[i] &&
            (i == size_t(path.size()) || (i > 0 && (path[qsizetype(i)] == u'/' || path[qsizetype(i) - 1] == u'/'))))
            return true;
    return false;
}

RuleSettings::RuleSettings()
{
    m_states.reserve(practiceRules().size());
    for (const PracticeRule &rule : practiceRules()) m_states.push_back({rule.isDefault, rule.severity});
}

std::shared_ptr<const RuleSettings> RuleSettings::defaults()
{
    static const auto settings = std::make_shared<const RuleSettings>();
    return settings;
}

std::shared_ptr<const RuleSettings> RuleSettings::unreadable(const QString &file, const QString &why)
{
    auto settings = std::make_shared<RuleSettings>();
    settings->m_file = file;
    Problem problem;
    problem.severity = Severity::Warning;
    problem.layer = Layer::Practice;
    problem.rule = u"rules-file"_s;
    problem.file = file;
    problem.message = why;
    settings->m_problems.push_back(std::move(problem));
    return settings;
}

qint64 RuleSettings::number(const PracticeRule &rule, const char *parameter) const
{
    if (!m_numbers.isEmpty())
        if (const auto set = m_numbers.constFind(parameterKey(rule, parameter)); set != m_numbers.cend()) return *set;
    const auto known = std::find_if(rule.parameters.begin(), rule.parameters.end(),
                                    [parameter](const RuleParameter &p) { return qstrcmp(p.name, parameter) == 0; });
    Q_ASSERT(known != rule.parameters.end());
    return known == rule.parameters.end() ? 0 : known->number;
}

QStringList RuleSettings::words(const PracticeRule &rule, const char *parameter) const
{
    return m_words.isEmpty() ? QStringList() : m_words.value(parameterKey(rule, parameter));
}

bool RuleSettings::isOff(const QString &file, QStringView rule) const
{
    const auto means = [rule](const QString &pattern) { return matchesRule(pattern, rule); };
    if (std::any_of(m_disabled.begin(), m_disabled.end(), means)) return true;
    if (m_ignores.empty()) return false;
    QString path = QFileInfo(file).absoluteFilePath();
    if (!m_folder.isEmpty() && path.startsWith(m_folder)) path.remove(0, m_folder.size());
    return std::any_of(m_ignores.begin(), m_ignores.end(), [&](const PathIgnore &ignore) {
        return std::any_of(ignore.rules.begin(), ignore.rules.end(), means) &&
               std::any_of(ignore.paths.begin(), ignore.paths.end(),
                           [&path](const QString &pattern) { return matchesPath(pattern, path); });
    });
}

std::optional<Severity> RuleSettings::severity(const QString &rule) const
{
    if (m_severities.isEmpty()) return std::nullopt;
    const auto set = m_severities.constFind(rule);
    return set == m_severities.cend() ? std::nullopt : std::optional(*set);
}

} // namespace model
