// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/rules/rule.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace model {

// Whether a rule of any layer is meant: its id, "topic-*", "practice" for all of that layer, or "*".
bool matchesRule(QStringView pattern, QStringView id);
// Whether a path is meant: "*" and "?" stand for no "/", "**" for anything; a pattern without "/" is that of a name in
// any folder. Costs at most the product of both lengths.
bool matchesPath(QStringView pattern, QStringView path);

// Which rules are on and how, as a file says; docs/rules.md has its form. A value that does not change. Any thread.
class RuleSettings
{
public:
    struct State
    {
        bool on = false;
        Severity severity = Severity::Info;
    };

    RuleSettings(); // the defaults
    static std::shared_ptr<const RuleSettings> defaults();
    // Never fails: what is wrong in the text is in problems(), and counts for nothing.
    static std::shared_ptr<const RuleSettings> read(const QString &file, const QByteArray &text);

    // The defaults, and a problem that says why the file could not be read.
    static std::shared_ptr<const RuleSettings> unreadable(const QString &file, const QString &why);

    // index: of practiceRules().
    State state(int index) const { return m_states[size_t(index)]; }
    qint64 number(const PracticeRule &rule, const char *parameter) const;
    QStringList words(const PracticeRule &rule, const char *parameter) const;

    // Whether problems of the rule, of whatever layer, are not wanted in the file.
    bool isOff(const QString &file, QStringView rule) const;
    // For rules of other layers.
    std::optional<Severity> severity(const QString &rule) const;

    const QString &file() const { return m_file; } // empty: the defaults
    const Problems &problems() const { return m_problems; }

private:
    friend class RuleSettingsReader;
    struct PathIgnore
    {
        QStringList paths, rules;
    };

    QString m_file, m_folder; // absolute, with a slash at the end
    std::vector<State> m_states;
    QHash<QString, Severity> m_severities;
    QStringList m_disabled;
    std::vector<PathIgnore> m_ignores;
    QHash<QString, qint64> m_numbers; // "rule.parameter"
    QHash<QString, QStringList> m_words;
    Problems m_problems;
};

} // namespace model
