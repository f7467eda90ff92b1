// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/fielderrors.h"

#include <QSet>
#include <QStringList>

#include <algorithm>

namespace practice {

namespace {

constexpr char16_t firstByte = 0xdc00; // what textOfBytes() adds to a byte

} // namespace

void Where::append(QString &text) const
{
    if (m_parent) m_parent->append(text);
    switch (m_kind) {
    case Kind::Child:
        if (m_name.isEmpty()) { // a map's empty key, which Go shows as a subscript
            if (m_parent) text += u"[]";
            return;
        }
        if (!text.isEmpty()) text += u'.';
        text += m_name;
        return;
    case Kind::Index: text += u'[' + QString::number(m_index) + u']'; return;
    case Kind::Key: text += u'[' + m_name.toString() + u']'; return;
    }
}

QString Where::toString() const
{
    QString text;
    append(text);
    return text;
}

// After giving up no text is made any more.
bool FieldErrors::skips()
{
    m_count += m_gaveUp;
    return m_gaveUp;
}

void FieldErrors::add(Cause cause)
{
    if (skips()) return;
    ++m_count;
    m_text += cause.field.size() + cause.message.size();
    m_causes.push_back(std::move(cause));
    if (m_text > maxText) giveUp();
}

void FieldErrors::giveUp()
{
    m_gaveUp = true;
    m_causes = {};
}

void FieldErrors::invalid(const Where &where, const QString &valueText, const QString &detail)
{
    if (skips()) return;
    const QString tail = detail.isEmpty() ? QString() : QStringLiteral(": ") + detail;
    add({QStringLiteral("FieldValueInvalid"), QStringLiteral("Invalid value: ") + valueText + tail, where.toString()});
}

void FieldErrors::invalidText(const Where &where, QStringView value, const QString &detail)
{
    if (skips()) return;
    invalid(where, goQuoted(value), detail);
}

void FieldErrors::required(const Where &where, const QString &detail)
{
    if (skips()) return;
    const QString tail = detail.isEmpty() ? QString() : QStringLiteral(": ") + detail;
    add({QStringLiteral("FieldValueRequired"), QStringLiteral("Required value") + tail, where.toString()});
}

void FieldErrors::forbidden(const Where &where, const QString &detail)
{
    if (skips()) return;
    const QString tail = detail.isEmpty() ? QString() : QStringLiteral(": ") + detail;
    add({QStringLiteral("FieldValueForbidden"), QStringLiteral("Forbidden") + tail, where.toString()});
}

void FieldErrors::duplicate(const Where &where, const QString &valueText)
{
    if (skips()) return;
    add({QStringLiteral("FieldValueDuplicate"), QStringLiteral("Duplicate value: ") + valueText, where.toString()});
}

void FieldErrors::notFound(const Where &where, const QString &valueText)
{
    if (skips()) return;
    add({QStringLiteral("FieldValueNotFound"), QStringLiteral("Not found: ") + valueText, where.toString()});
}

void FieldErrors::notSupported(const Where &where, const QString &valueText, const std::vector<QString> &allowed)
{
    if (skips()) return;
    QStringList list;
    for (const QString &value : allowed) list.append(goQuoted(value));
    const QString tail =
        list.isEmpty() ? QString() : QStringLiteral(": supported values: ") + list.join(QStringLiteral(", "));
    add({QStringLiteral("FieldValueNotSupported"), QStringLiteral("Unsupported value: ") + valueText + tail,
         where.toString()});
}

void FieldErrors::tooLong(const Where &where, qsizetype maxBytes)
{
    if (skips()) return;
    add({QStringLiteral("FieldValueTooLong"), QStringLiteral("Too long: may not be more than %1 bytes").arg(maxBytes),
         where.toString()});
}

void FieldErrors::tooMany(const Where &where, qsizetype actual, qsizetype max)
{
    if (skips()) return;
    add({QStringLiteral("FieldValueTooMany"),
         QStringLiteral("Too many: %1: must have at most %2 items").arg(actual).arg(max), where.toString()});
}

void FieldErrors::typeInvalid(const Where &where, const QString &valueText, const QString &detail)
{
    if (skips()) return;
    const QString tail = detail.isEmpty() ? QString() : QStringLiteral(": ") + detail;
    add({QStringLiteral("FieldValueTypeInvalid"), QStringLiteral("Invalid value: ") + valueText + tail,
         where.toString()});
}

void FieldErrors::internal(const Where &where, const QString &detail)
{
    if (skips()) return;
    add({QStringLiteral("InternalError"), QStringLiteral("Internal error: ") + detail, where.toString()});
}

ApiStatus FieldErrors::toStatus(const GroupName &kind, const QString &name) const
{
    if (m_gaveUp) return ApiStatus::requestTimeout();
    QStringList texts;
    QSet<QString> seen;
    for (const Cause &cause : m_causes) {
        const QString text = cause.field + QStringLiteral(": ") + cause.message;
        if (seen.contains(text)) continue;
        seen.insert(text);
        texts.append(text);
    }
    const QString all = texts.size() == 1 ? texts.first() : u'[' + texts.join(QStringLiteral(", ")) + u']';
    ApiStatus status{.code = 422,
                     .reason = QStringLiteral("Invalid"),
                     .message = kind.toString() + u' ' + goQuoted(name) + QStringLiteral(" is invalid") +
                                (texts.isEmpty() ? QString() : QStringLiteral(": ") + all),
                     .group = kind.group,
                     .kind = kind.name,
                     .name = name};
    status.causes = m_causes;
    return status;
}

QString goNumberProblem(QStringView function, const QString &text)
{
    const bool isSigned = function != u"ParseUint" && (text.startsWith(u'+') || text.startsWith(u'-'));
    const QStringView digits = QStringView(text).sliced(isSigned ? 1 : 0);
    const bool isNumber =
        !digits.isEmpty() && std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return QStringLiteral("strconv.%1: parsing %2: %3")
        .arg(function, goQuoted(text),
             isNumber ? QStringLiteral("value out of range") : QStringLiteral("invalid syntax"));
}

QString textOfBytes(const QByteArray &bytes)
{
    const QString whole = QString::fromUtf8(bytes);
    if (!whole.contains(QChar::ReplacementCharacter)) return whole;
    QString text;
    for (qsizetype at = 0; at < bytes.size();) {
        const auto first = uchar(bytes[at]);
        const qsizetype length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        const QByteArray sequence = bytes.mid(at, length);
        const QString read = QString::fromUtf8(sequence);
        const bool isWrong = read.contains(QChar::ReplacementCharacter) && sequence != "\xef\xbf\xbd";
        text += isWrong ? QString(QChar(firstByte + first)) : read;
        at += isWrong ? 1 : sequence.size();
    }
    return text;
}

QString goQuoted(QStringView text)
{
    QString out(1, u'"');
    for (qsizetype at = 0; at < text.size(); ++at) {
        char32_t character = text[at].unicode();
        if (text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate()) {
            ++at;
            character = QChar::surrogateToUcs4(char16_t(character), text[at].unicode());
        } else if (character >= firstByte + 0x80U && character <= firstByte + 0xffU) {
            out += QStringLiteral("\\x%1").arg(uint(character - firstByte), 2, 16, QLatin1Char('0'));
            continue;
        } else if (text[at].isSurrogate()) {
            character = QChar::ReplacementCharacter;
        }
        switch (character) {
        case U'"': out += u"\\\""; break;
        case U'\\': out += u"\\\\"; break;
        case U'\a': out += u"\\a"; break;
        case U'\b': out += u"\\b"; break;
        case U'\f': out += u"\\f"; break;
        case U'\n': out += u"\\n"; break;
        case U'\r': out += u"\\r"; break;
        case U'\t': out += u"\\t"; break;
        case U'\v': out += u"\\v"; break;
        default:
            if (character < 0x20 || character == 0x7f)
                out += QStringLiteral("\\x%1").arg(uint(character), 2, 16, QLatin1Char('0'));
            else if (QChar::isPrint(character) && (character == U' ' || !QChar::isSpace(character)))
                out += QString::fromUcs4(&character, 1);
            else if (character < 0x10000)
                out += QStringLiteral("\\u%1").arg(uint(character), 4, 16, QLatin1Char('0'));
            else
                out += QStringLiteral("\\U%1").arg(uint(character), 8, 16, QLatin1Char('0'));
        }
    }
    return out + u'"';
}

} // namespace practice
