// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace model {

// What was opened last, newest first: absolute paths, each once, at most maxCount. A value; who shows it keeps it in
// the settings.
class RecentFiles
{
public:
    static constexpr int maxCount = 12;

    RecentFiles() = default;
    explicit RecentFiles(const QStringList &paths);

    const QStringList &paths() const { return m_paths; }
    void opened(const QString &path);
    void forget(const QString &path);

private:
    QStringList m_paths;
};

} // namespace model
