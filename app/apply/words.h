// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/api/applyrun.h"
#include "look/tokens.h"

// How the stages of an apply are said and shown, in one place.
namespace app {

QString wordOf(cluster::ItemPreview::State state);
QString wordOf(cluster::ItemResult::State state);
look::State stateOf(cluster::ItemPreview::State state);
look::State stateOf(cluster::ItemResult::State state);

// "33 to create, 2 to change" and so on.
QString summaryOf(const QList<cluster::ItemPreview> &previews);
QString summaryOf(const QList<cluster::ItemResult> &results);

// A field's value in one line; hidden: only that there is one.
QString textOf(const QJsonValue &value, bool hidden);

} // namespace app
