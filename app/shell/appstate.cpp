// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/appstate.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace app {

AppState::AppState() : recent(settings.value(QStringLiteral("recent")).toStringList())
{
    const QString base = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    if (!base.isEmpty()) journalFolder = base + QStringLiteral("/unsaved");
    QObject::connect(&kinds, &ClusterKinds::changed, &pipeline, &GraphPipeline::setKinds);
}

void AppState::keepPlaces()
{
    const QString base = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    if (!base.isEmpty())
        places = std::make_unique<PlaceKeeper>(&document, &files, &worker,
                                               model::PlaceMemory(base + QStringLiteral("/places.json")));
}

void AppState::rememberRecent(const QStringList &paths)
{
    for (const QString &path : paths) recent.opened(QFileInfo(path).absoluteFilePath());
    settings.setValue(QStringLiteral("recent"), recent.paths());
}

} // namespace app
