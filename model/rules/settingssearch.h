// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/rules/settings.h"

#include <QHash>

#include <map>
#include <memory>

namespace model {

// Which settings count for a file: those of one file for all, or those of the nearest .kubewright.yaml in the file's
// folder or above it. The folder that holds .git, and the home folder, are the last that are looked into. One thread at
// a time; looks at the disk.
class RuleSettingsSearch
{
public:
    RuleSettingsSearch() = default;
    // NotFound, Io, TooLarge: of the file; Syntax, Invalid: it is no YAML, or no mapping. What else is wrong in it is
    // in its problems().
    static Result<RuleSettingsSearch> ofFile(const QString &file);

    // The disk may have changed: everything is looked for again, and read again where it is another.
    void refresh();
    // Never null. Settings that are found from a relative path are named from the working directory.
    std::shared_ptr<const RuleSettings> of(const QString &file);
    // Of all settings that of() gave since refresh().
    Problems problems() const;

private:
    struct Known
    {
        qint64 time = 0, size = -1;
        std::shared_ptr<const RuleSettings> settings;
    };
    std::shared_ptr<const RuleSettings> ofFolder(const QString &folder, bool isRelative);
    std::shared_ptr<const RuleSettings> readIfThere(const QString &file, bool isRelative);

    std::shared_ptr<const RuleSettings> m_forAll;
    std::map<QString, Known> m_files; // sorted, so that problems() is
    QHash<QString, std::shared_ptr<const RuleSettings>> m_folders;
};

} // namespace model
