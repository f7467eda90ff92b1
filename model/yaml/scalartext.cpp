// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/scalartext.h"

#include <QList>

#include <algorithm>

namespace model {

namespace {

// What YAML allows unescaped on a line and what no reader changes: not the breaks of YAML 1.1 (NEL, LS, PS), not a byte
// order mark, no control characters but the tab.
bool isPrintable(char32_t c)
{
    if (c < 0x20) return c == '\t';
    if (c < 0x7F) return true;
    if (c < 0xA0 || c == 0x2028 || c == 0x2029 || c == 0xFEFF) return false;
    return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

bool isAllPrintable(const QString &text)
{
    const auto codePoints = text.toUcs4();
    return std::all_of(codePoints.begin(), codePoints.end(), [](uint c) { return isPrintable(c); });
}

bool isBlank(char c) { return c == ' ' || c == '\t'; }

// Whether the bytes may stand without quotes, apart from what they would resolve to.
bool fitsPlain(QByteArrayView text, ScalarPlace place)
{
    if (text.isEmpty() || isBlank(text.front()) || isBlank(text.back()) || text.back() == ':') return false;
    if (QByteArrayView(",[]{}#&*!|>'\"%@`?:").contains(text[0])) return false;
    if (text[0] == '-' && (text.size() == 1 || isBlank(text[1]) || place == ScalarPlace::Flow)) return false;
    if (text.startsWith("---") || text.startsWith("...")) return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\t') return false;
        if (c == ':' && (place == ScalarPlace::Flow || isBlank(text[i + 1]))) return false;
        if (c == '#' && isBlank(text[i - 1])) return false;
        if (place == ScalarPlace::Flow && QByteArrayView(",[]{}?").contains(c)) return false;
    }
    return true;
}

QByteArray singleQuoted(const QString &text) { return '\'' + text.toUtf8().replace("'", "''") + '\''; }

QByteArray escape(char32_t c)
{
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\t': return "\\t";
    case '\r': return "\\r";
    case '\b': return "\\b";
    case '\f': return "\\f";
    default: break;
    }
    const bool isLong = c > 0xFFFF;
    return (isLong ? "\\U" : "\\u") + QByteArray::number(uint(c), 16).rightJustified(isLong ? 8 : 4, '0');
}

} // namespace

QString textOf(QByteArrayView utf8)
{
    constexpr char mark = '\xEF';
    if (utf8.isEmpty() || utf8.front() != mark) return QString::fromUtf8(utf8);
    QString marks;
    for (; utf8.startsWith("\xEF\xBB\xBF"); utf8 = utf8.sliced(3)) marks += QChar(0xFEFF);
    return marks.isEmpty() ? QString::fromUtf8(utf8) : marks + QString::fromUtf8(utf8);
}

QByteArray doubleQuoted(const QString &text)
{
    QByteArray out = "\"";
    qsizetype from = 0; // of the run that needs no escape
    for (qsizetype i = 0; i < text.size();) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        const qsizetype next = i + (pair ? 2 : 1);
        if (!isPrintable(c) || c == '"' || c == '\\' || c == '\t') {
            const char32_t shown = QChar::isSurrogate(c) ? 0xFFFD : c; // half a character cannot be written
            out += QStringView(text).mid(from, i - from).toUtf8() + escape(shown);
            from = next;
        }
        i = next;
    }
    return out + QStringView(text).mid(from).toUtf8() + '"';
}

QByteArray scalarText(const QString &text, ScalarPlace place, YamlStyle wish)
{
    if (wish == YamlStyle::DoubleQuoted || !isAllPrintable(text) || text.contains(u'\t')) return doubleQuoted(text);
    if (wish == YamlStyle::SingleQuoted) return singleQuoted(text);
    const QByteArray bytes = text.toUtf8();
    if (fitsPlain(bytes, place) && !resolvesSomewhere(bytes)) return bytes;
    return bytes.contains('"') || bytes.contains('\\') ? singleQuoted(text) : doubleQuoted(text);
}

bool fitsLiteral(const QString &text)
{
    const qsizetype content = std::find_if(text.begin(), text.end(), [](QChar c) { return c != u'\n'; }) - text.begin();
    // Without a first line to show it the indentation would have to be written, and a tab there is an error.
    if (content == text.size() || text[content] == u' ' || text[content] == u'\t') return false;
    return text.contains(u'\n') && isAllPrintable(QString(text).remove(u'\n'));
}

} // namespace model
