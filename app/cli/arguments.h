// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/optiontable.h"
#include "model/base/result.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace app {

// A command line that has been read: the command and what was said. A value.
class Arguments
{
public:
    // words: without the program's name. An error (Invalid, Unsupported) is one line that says what is wrong, where,
    // and which word was likely meant.
    static model::Result<Arguments> parse(const QStringList &words);

    const Command &command() const { return *m_command; }
    const QStringList &paths() const { return m_paths; } // what is no option
    bool has(const char *option) const { return m_values.contains(QLatin1String(option)); }
    // The last value given; fallback where the option was not given, or without a value.
    QString value(const char *option, const QString &fallback = {}) const;
    QStringList values(const char *option) const { return m_values.value(QLatin1String(option)); }
    // Milliseconds of an option's duration, which parse() has checked.
    std::optional<qint64> duration(const char *option) const;

private:
    friend class ArgumentParser;

    const Command *m_command = nullptr;
    QStringList m_paths;
    QHash<QString, QStringList> m_values;
};

// "1h30m", "500ms", "2.5s", "0", or a bare number of seconds, as kubectl takes them; milliseconds. At most a year.
std::optional<qint64> parseDuration(const QString &text);

} // namespace app
