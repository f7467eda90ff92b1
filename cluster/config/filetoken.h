// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMutex>
#include <QString>

#include <functional>

namespace cluster {

// A bearer token that is kept in a file and changes there (a projected service account token): read again when the last
// reading is 50 s old (client-go: each minute with 10 s of leeway). Once the file could be read it beats the inline
// token; a later failed, empty or malformed reading keeps the token there was, and is logged without it. Any thread:
// the transports of one connection share it.
class FileToken
{
public:
    // nowMs: a monotonic clock in milliseconds.
    FileToken(QString path, QByteArray inlineToken, std::function<qint64()> nowMs);

    // Empty when there never was one.
    QByteArray current();

    static constexpr qint64 rereadMs = 50'000;

private:
    void read();

    QString m_path;
    QByteArray m_token;
    std::function<qint64()> m_nowMs;
    qint64 m_readAt = -1;
    bool m_failing = false;
    QMutex m_mutex;
};

// Whether a text may stand in a header after "Bearer ": printable ASCII without spaces, not empty.
bool isUsableToken(const QByteArray &token);

} // namespace cluster
