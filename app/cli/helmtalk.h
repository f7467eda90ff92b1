// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"

#include <QByteArray>
#include <QString>

namespace app {

// What helm wrote on standard error when it refused the chart in a folder: one problem, helm-invalid, in plain words
// and at the place in a template, values.yaml or Chart.yaml that it is about, as far as helm says it. A library chart,
// which helm never renders alone, is no error: helm-chart, info.
model::Problem helmRefusal(const QString &folder, const QByteArray &said);

// What it wrote there and rendered all the same: helm-warning, a problem a line, at Chart.yaml.
model::Problems helmWarnings(const QString &folder, const QByteArray &said);

} // namespace app
