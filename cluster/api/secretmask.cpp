// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/secretmask.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace cluster {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shortest = 4; // shorter values are taken out as whole words only
constexpr qsizetype longest = 32; // longer ones may be cut off by whoever quotes them: their beginning tells
constexpr qsizetype beginning = 16;

QString maskText() { return u"…"_s; }

void collect(const QJsonValue &value, QStringList &texts)
{
    if (value.isString()) texts += value.toString();
    if (value.isDouble() || value.isBool()) texts += value.toVariant().toString();
    for (const QJsonValue element : value.toArray()) collect(element, texts);
    for (const QJsonValue field : value.toObject()) collect(field, texts);
}

// As it is, in one line, and with Go's escapes.
QStringList formsOf(const QString &value)
{
    QString escaped = value;
    escaped.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1).replace(u'\n', "\\n"_L1).replace(u'\t', "\\t"_L1);
    return {value, inertText(value, value.size()), escaped};
}

QString without(const QString &value, QString text)
{
    if (value.size() > longest) {
        const qsizetype place = text.indexOf(QStringView(value).left(beginning));
        return place < 0 ? text : text.left(place) + maskText();
    }
    if (value.size() >= shortest) return text.replace(value, maskText());
    static constexpr auto word = "(?<![A-Za-z0-9])%1(?![A-Za-z0-9])"_L1;
    return text.replace(QRegularExpression(QString(word).arg(QRegularExpression::escape(value))), maskText());
}

} // namespace

SecretMask::SecretMask(const ApplyItem &item) : m_isSecret(item.key.group.isEmpty() && item.key.kind == "Secret"_L1)
{
    if (!m_isSecret) return;
    const QJsonObject object = QJsonDocument::fromJson(item.body).object();
    QStringList values;
    collect(object["data"_L1], values);
    for (const QString &encoded : QStringList(values))
        values += QString::fromUtf8(QByteArray::fromBase64(encoded.toUtf8()));
    collect(object["stringData"_L1], values);
    for (const QString &value : std::as_const(values)) m_values += formsOf(value);
    m_values.removeAll(QString());
    m_values.removeDuplicates();
    std::ranges::sort(m_values, std::greater(), [](const QString &value) { return value.size(); });
}

QString SecretMask::masked(QString text) const
{
    if (!m_isSecret) return text;
    // ".data.x: expected string, got &value.valueUnstructured{Value:…}", in whatever form Go prints it.
    static const QRegularExpression got(u"\\bgot\\b.+$"_s, QRegularExpression::DotMatchesEverythingOption);
    text.replace(got, "got "_L1 + maskText());
    for (const QString &value : m_values) text = without(value, std::move(text));
    return text;
}

QStringList SecretMask::masked(QStringList texts) const
{
    for (QString &text : texts) text = masked(std::move(text));
    return texts;
}

ApiFailure SecretMask::masked(ApiFailure failure) const
{
    if (!m_isSecret) return failure;
    failure.error.message = masked(failure.error.message);
    failure.error.detail = masked(QString::fromUtf8(failure.error.detail)).toUtf8();
    for (StatusCause &cause : failure.causes) cause.message = masked(cause.message);
    return failure;
}

} // namespace cluster
