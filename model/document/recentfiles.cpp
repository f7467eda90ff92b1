// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/recentfiles.h"

#include <QDir>
#include <QFileInfo>

namespace model {

namespace {

QString absolute(const QString &path) { return QDir::cleanPath(QFileInfo(path).absoluteFilePath()); }

} // namespace

RecentFiles::RecentFiles(const QStringList &paths)
{
    for (auto path = paths.crbegin(); path != paths.crend(); ++path)
        if (!path->isEmpty()) opened(*path);
}

void RecentFiles::opened(const QString &path)
{
    forget(path);
    m_paths.prepend(absolute(path));
    while (m_paths.size() > maxCount) m_paths.removeLast();
}

void RecentFiles::forget(const QString &path) { m_paths.removeAll(absolute(path)); }

} // namespace model
