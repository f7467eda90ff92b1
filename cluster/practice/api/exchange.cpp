// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/exchange.h"

#include "cluster/practice/request/bodies.h"

namespace practice {

namespace {

// apiserver pkg/endpoints/filters/warning.go: all of them up to 4,096 characters, beyond that each cut to 256.
void addWarnings(HttpHeaders &headers, const QStringList &warnings)
{
    constexpr qsizetype maxAll = 4096;
    constexpr qsizetype maxCut = 256;
    QStringList unique = warnings;
    unique.removeDuplicates();
    qsizetype total = 0;
    for (const QString &warning : unique) total += warning.size();
    for (const QString &warning : unique) {
        QString text = total > maxAll ? warning.left(maxCut) : warning;
        for (QChar &c : text)
            if (c.category() == QChar::Other_Control) c = u' ';
        text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
        headers.emplace_back("Warning", "299 - \"" + text.toUtf8() + '"');
    }
}

} // namespace

QString Exchange::manager(const QString &given) const
{
    if (!given.isEmpty()) return given;
    constexpr qsizetype maxBytes = 128;
    QString name;
    qsizetype bytes = 0;
    const QString agent = QString::fromUtf8(request.header("user-agent").split('/').first());
    for (const char32_t character : agent.toUcs4()) {
        if (!QChar::isPrint(character)) continue;
        const QString piece = QString::fromUcs4(&character, 1);
        bytes += piece.toUtf8().size();
        if (bytes > maxBytes) break;
        name += piece;
    }
    return name.isEmpty() ? QStringLiteral("unknown") : name;
}

void Exchange::answerBytes(int code, const QByteArray &contentType, const QByteArray &body, HttpHeaders headers) const
{
    headers.emplace_back("Content-Type", contentType);
    headers.emplace_back("Cache-Control", "no-cache, private");
    addWarnings(headers, warnings);
    reply->send(code, headers, body);
}

void Exchange::answerPieces(int code, const QByteArray &contentType, HttpPieces pieces) const
{
    HttpHeaders headers{{"Content-Type", contentType}, {"Cache-Control", "no-cache, private"}};
    addWarnings(headers, warnings);
    reply->sendPieces(code, headers, std::move(pieces));
}

void Exchange::answer(int code, const model::Value &value) const
{
    answerBytes(code, format.contentType(), writeBody(value, format));
}

void Exchange::refuse(const ApiStatus &status) const
{
    HttpHeaders headers;
    if (status.retryAfterSeconds) headers.emplace_back("Retry-After", QByteArray::number(status.retryAfterSeconds));
    answerBytes(status.code, format.contentType(), writeBody(status.toValue(), format), std::move(headers));
}

} // namespace practice
