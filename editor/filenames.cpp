// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/filenames.h"

#include <QHash>

namespace editor {

QStringList shortFileNames(const QStringList &paths)
{
    QStringList names(paths.size());
    QList<qsizetype> open;
    for (qsizetype i = 0; i < paths.size(); ++i) open.append(i);
    for (int sections = 1; !open.isEmpty(); ++sections) {
        QHash<QString, QString> owner; // name -> path, empty: of several
        for (const qsizetype i : open) {
            names[i] = paths[i].section(u'/', -sections);
            const auto known = owner.constFind(names[i]);
            owner.insert(names[i], known == owner.cend() || *known == paths[i] ? paths[i] : QString());
        }
        open.removeIf([&](qsizetype i) { return !owner.value(names[i]).isEmpty() || names[i] == paths[i]; });
    }
    return names;
}

} // namespace editor
