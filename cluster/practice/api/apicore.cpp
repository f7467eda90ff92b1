// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/apicore.h"

#include <QDateTime>
#include <QTimeZone>
#include <QUuid>

namespace practice {

QString timeText(qint64 wallMs)
{
    return QDateTime::fromMSecsSinceEpoch(wallMs, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")) + u'Z';
}

qint64 timeOf(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

QString ApiCore::now() const { return timeText(clock.wallMs()); }

QString ApiCore::newUid() const
{
    const quint64 high = random();
    const quint64 low = random();
    QUuid uid(uint(high >> 32), ushort(high >> 16), ushort((high & 0x0fff) | 0x4000),
              uchar(((low >> 56) & 0x3f) | 0x80), uchar(low >> 48), uchar(low >> 40), uchar(low >> 32),
              uchar(low >> 24), uchar(low >> 16), uchar(low >> 8), uchar(low));
    return uid.toString(QUuid::WithoutBraces);
}

QString ApiCore::nameSuffix() const
{
    // Without vowels and what looks like them (apimachinery util/rand).
    static constexpr char16_t letters[] = u"bcdfghjklmnpqrstvwxz2456789";
    constexpr quint64 count = std::size(letters) - 1;
    QString suffix;
    quint64 bits = random();
    for (int i = 0; i < 5; ++i, bits /= count) suffix += letters[bits % count];
    return suffix;
}

} // namespace practice
