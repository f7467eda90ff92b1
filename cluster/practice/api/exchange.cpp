// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/exchange.h"

#include "cluster/practice/request/bodies.h"

#include <QSet>

#include <optional>
#include <vector>

namespace practice {

namespace {

// apimachinery pkg/util/net NewWarningHeader; nothing: the text may not be sent.
std::optional<QByteArray> warningHeader(QString text)
{
    for (const QChar c : text)
        if (c.category() == QChar::Other_Control) return std::nullopt;
    text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return "299 - \"" + text.toUtf8() + '"';
}

// apiserver pkg/endpoints/filters/warning.go: whole ones while they have 4,096 characters together. If they have more,
// all are cut to 256, and none is taken any more once those have as many, too.
std::vector<QByteArray> warningHeaders(const QStringList &warnings, bool truncating)
{
    constexpr qsizetype maxAll = 4096;
    constexpr qsizetype maxOne = 256;
    std::vector<QByteArray> headers;
    QSet<QString> seen;
    qsizetype whole = 0, written = 0;
    for (const QString &warning : warnings) {
        if (whole > maxAll && written >= maxAll) break;
        if (warning.isEmpty() || seen.contains(warning)) continue;
        seen.insert(warning);
        QList<uint> characters = warning.toUcs4();
        const qsizetype length = characters.size();
        if (truncating && length > maxOne) characters.resize(maxOne);
        const auto header = warningHeader(
            QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.constData()), characters.size()));
        if (!header) continue;
        whole += length;
        written += characters.size();
        if (!truncating && whole > maxAll) return warningHeaders(warnings, true);
        headers.push_back(*header);
    }
    return headers;
}

// Subresources whose answer is not of this server.
bool isStream(const QString &subresource)
{
    return subresource == u"exec" || subresource == u"attach" || subresource == u"portforward" ||
           subresource == u"proxy";
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

bool Exchange::isLongRunning() const
{
    return target.watchPath || isStream(target.subresource) || target.subresource == u"log" ||
           (target.name.isEmpty() && query.flag(QStringLiteral("watch")));
}

Endpoint Exchange::endpoint(const ApiKind &kind) const
{
    const bool lists = request.method == "GET" && (target.name.isEmpty() || target.watchPath);
    const bool watches = lists && (query.flag(QStringLiteral("watch")) || target.watchPath);
    if (isStream(target.subresource)) return Endpoint::Streams;
    if (kind.isCustom) return watches ? Endpoint::CustomWatches : Endpoint::CustomObjects;
    if (target.subresource == u"log") return Endpoint::Logs;
    return watches ? Endpoint::Watches : lists ? Endpoint::Lists : Endpoint::Objects;
}

void Exchange::answerBytes(int code, const QByteArray &contentType, const QByteArray &body, HttpHeaders headers) const
{
    headers.emplace_back("Content-Type", contentType);
    headers.emplace_back("Cache-Control", "no-cache, private");
    for (QByteArray &header : warningHeaders(warnings, false)) headers.emplace_back("Warning", std::move(header));
    reply->send(code, headers, body);
}

void Exchange::answerPieces(int code, const QByteArray &contentType, HttpPieces pieces) const
{
    HttpHeaders headers{{"Content-Type", contentType}, {"Cache-Control", "no-cache, private"}};
    for (QByteArray &header : warningHeaders(warnings, false)) headers.emplace_back("Warning", std::move(header));
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
