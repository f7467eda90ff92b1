// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/kustomize/rendering.h"

#include <QString>

#include <memory>

namespace app {

// Renders a chart's folder with `helm template`: the helm of PATH, without a shell, with an environment of its own
// (nothing of the user's configuration, plugins, repositories or clusters) and no input; for this version of
// Kubernetes, or the newest that is known. Only for a folder that the user named. Blocks; at most 10 seconds and 64 MiB
// of output. What helm refuses is a problem of the rendering, which then has no text (helmtalk.h). Errors, with the
// folder in `where`: NotFound (no helm), Timeout, TooLarge (its output, or
// more than 800 MiB of memory), Io.
model::Result<std::shared_ptr<const model::Rendering>> renderChart(const QString &folder,
                                                                   const QByteArray &kubernetesVersion = {});

} // namespace app
