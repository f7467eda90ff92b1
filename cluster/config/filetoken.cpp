// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/config/filetoken.h"

#include "cluster/config/regularfile.h"
#include "cluster/logging.h"

#include <algorithm>

namespace cluster {

FileToken::FileToken(QString path, QByteArray inlineToken, std::function<qint64()> nowMs)
    : m_path(std::move(path)), m_token(std::move(inlineToken)), m_nowMs(std::move(nowMs))
{
}

QByteArray FileToken::current()
{
    const QMutexLocker locker(&m_mutex);
    const qint64 now = m_nowMs();
    if (m_readAt < 0 || now - m_readAt >= rereadMs) {
        m_readAt = now;
        read();
    }
    return m_token;
}

void FileToken::read()
{
    constexpr qint64 maxTokenBytes = 64 * 1024;
    auto content = readRegularFile(m_path, maxTokenBytes);
    QByteArray token = content ? content->trimmed() : QByteArray();
    const bool usable = isUsableToken(token);
    if (usable)
        m_token = std::move(token);
    else if (!m_failing)
        qCWarning(lc) << "token file" << m_path
                      << (content ? QStringLiteral("holds no token") : content.error().message);
    m_failing = !usable;
}

bool isUsableToken(const QByteArray &token)
{
    return !token.isEmpty() && std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

} // namespace cluster
