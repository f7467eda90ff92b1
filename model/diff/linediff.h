// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace model {

// The difference of two texts by lines, in the unified form that patch and git apply read, with so many lines around:
// empty where they are equal. path stands in both headers, quoted as git does it where it has control characters,
// quotes or backslashes, and with a tab behind it where it has spaces. Line ends are part of the lines. The fewest
// lines for up to 2,000 that differ; beyond, what lies between the first and the last difference is one change.
QByteArray unifiedDiff(const QString &path, const QByteArray &before, const QByteArray &after, int around = 3);

} // namespace model
