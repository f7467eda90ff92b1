// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/registry.h"
#include "model/base/clock.h"

#include <QString>

#include <functional>

namespace practice {

class Gate;
class CustomKinds;
class OpenApi;

// What the parts of the API server share. One thread; outlives them all.
struct ApiCore
{
    Registry &registry;
    Catalogue &catalogue;
    const model::Clock &clock;       // the cluster's own time, which may be slowed, stopped and stepped
    std::function<quint64()> random; // 64 bits
    Gate &gate;
    CustomKinds &customKinds;
    OpenApi &openApi;
    const model::Clock &clientClock; // of those who wait for answers and watch

    QString now() const;        // "2026-01-31T23:59:00Z"
    QString newUid() const;     // a random UUID
    QString nameSuffix() const; // five characters, as generateName appends them
};

// RFC 3339 in whole seconds, UTC.
QString timeText(qint64 wallMs);
// The opposite; 0 for what is none.
qint64 timeOf(const QString &text);

} // namespace practice
