// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/model/graph.h"
#include "look/tokens.h"

#include <QPixmap>

namespace app {

// A state's shape as a small picture for lists and labels, sharp up to three times the scale.
QPixmap markPixmap(graph::DotShape shape, look::State state);
// The shape that stands for a state where nothing more is known.
QPixmap markPixmap(look::State state);

} // namespace app
