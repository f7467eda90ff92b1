// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/title.h"

#include "app/shell/mainwindow.h"

namespace app {

namespace {

// "/a/b" of "/a/b/c.yaml" and "/a/b/d/e.yaml"; empty when nothing but the root holds both.
QString commonFolder(const QStringList &files)
{
    QString common;
    bool isFirst = true;
    for (const QString &file : files) {
        const QString folder = file.section(u'/', 0, -2);
        if (folder.isEmpty()) continue;
        if (isFirst) common = folder;
        isFirst = false;
        while (!common.isEmpty() && folder != common && !folder.startsWith(common + u'/'))
            common = common.section(u'/', 0, -2);
    }
    return common;
}

} // namespace

QString titleOf(const QStringList &files)
{
    if (files.isEmpty()) return MainWindow::tr("Kubewright");
    const QString first = files.front().section(u'/', -1);
    if (files.size() == 1) return first;
    const QString folder = commonFolder(files).section(u'/', -1);
    if (!folder.isEmpty()) return MainWindow::tr("%1 — %n files", nullptr, int(files.size())).arg(folder);
    return MainWindow::tr("%1 and %n more", nullptr, int(files.size()) - 1).arg(first);
}

} // namespace app
