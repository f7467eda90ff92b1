// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/kinds/imagename.h"

#include <QRegularExpression>

namespace practice {

namespace {

constexpr qsizetype longestImage = 1024; // beyond a name of 255, a tag of 128 and the longest digest
constexpr qsizetype longestName = 255;

const QRegularExpression &reference()
{
    static const QRegularExpression expression(QStringLiteral(
        R"re(\A(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?/)?)re"
        R"re(([a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*))re"
        R"re((?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?\z)re"));
    return expression;
}

bool isDigest(const QString &digest)
{
    static const QRegularExpression known(
        QStringLiteral(R"(\A(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})\z)"));
    return known.match(digest).hasMatch();
}

bool isIdentifier(QStringView text)
{
    static const QRegularExpression identifier(QStringLiteral(R"(\A[a-f0-9]{64}\z)"));
    return identifier.match(text.toString()).hasMatch();
}

} // namespace

bool isLatestImage(QStringView image)
{
    if (image.isEmpty() || image.size() > longestImage || isIdentifier(image)) return false;
    const qsizetype slash = image.indexOf(u'/');
    const QStringView first = image.left(qMax<qsizetype>(slash, 0));
    const bool hasDomain = slash >= 0 && (first.contains(u'.') || first.contains(u':') || first == u"localhost" ||
                                          first.toString().toLower() != first);
    QString domain = hasDomain ? first.toString() : QStringLiteral("docker.io");
    if (domain == u"index.docker.io") domain = QStringLiteral("docker.io");
    QString rest = hasDomain ? image.mid(slash + 1).toString() : image.toString();
    if (domain == u"docker.io" && !rest.contains(u'/')) rest.prepend(u"library/");
    const auto match = reference().match(domain + u'/' + rest);
    if (!match.hasMatch() || match.capturedLength(1) > longestName) return false;
    const bool digested = match.capturedLength(3) > 0;
    if (digested && !isDigest(match.captured(3))) return false;
    return match.captured(2) == u"latest" || (match.capturedLength(2) <= 0 && !digested);
}

} // namespace practice
