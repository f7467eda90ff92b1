// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace life {

// A kind whose objects are watched while a scenario runs.
struct WatchedKind
{
    QString kind;   // "Deployment"
    QString plural; // "deployments", as steps name it
    QString root;   // "/apis/apps/v1"
    bool isNamespaced;
    // Only where the scenario asks for it: there is one in every namespace, or it tells the same again.
    bool isAside;
    // Paths whose changes make up an object's history: what happens in the same order on every run.
    QStringList milestones;
};

const QList<WatchedKind> &watchedKinds();
// By kind or plural; null: it is not watched.
const WatchedKind *watchedKind(const QString &name);

} // namespace life
