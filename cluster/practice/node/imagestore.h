// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QSet>
#include <QString>

#include <map>

namespace practice {

// The images of one node, by full name. They are pulled one after the other, as kubelet's serializeImagePulls has it.
class ImageStore
{
public:
    bool has(const QString &image) const { return m_bytes.contains(image); }
    void add(const QString &image, qint64 bytes) { m_bytes[image] = bytes; }
    // A fault: it is gone, here and from its registry; the error that pulling it gives, empty: it can be pulled.
    void setBroken(const QString &image, bool broken);
    QString brokenError(const QString &image) const;

    // A pull begins: how long until it is through, with those before it.
    qint64 queuePull(qint64 nowMs, qint64 lastsMs)
    {
        m_busyUntilMs = qMax(m_busyUntilMs, nowMs) + lastsMs;
        return m_busyUntilMs - nowMs;
    }

    // Node.status.images: the 50 largest (nodestatus.Images).
    model::ValueList toValue() const;

private:
    std::map<QString, qint64> m_bytes;
    QSet<QString> m_broken;
    qint64 m_busyUntilMs = 0;
};

} // namespace practice
