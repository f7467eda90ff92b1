// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The formats of custom texts that name a place: uri, email and mac (Go's net/url, net/mail and net).
#include "model/base/ipaddress.h"
#include "model/schema/customformats.h"

#include <QList>

#include <algorithm>
#include <array>

namespace model {

namespace {

constexpr char16_t firstBeyondAscii = 0x80;

bool isAsciiLetter(QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); }

bool isAsciiDigit(QChar c) { return c >= u'0' && c <= u'9'; }

int hexValue(QChar c)
{
    if (isAsciiDigit(c)) return c.unicode() - u'0';
    const char16_t lower = c.unicode() | 0x20;
    return lower >= u'a' && lower <= u'f' ? lower - u'a' + 10 : -1;
}

bool isHexText(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return hexValue(c) >= 0; });
}

// Each % stands before two hexadecimal digits.
bool isEscapedRight(QStringView text)
{
    for (qsizetype at = text.indexOf(u'%'); at >= 0; at = text.indexOf(u'%', at + 1))
        if (at + 2 >= text.size() || !isHexText(text.sliced(at + 1, 2))) return false;
    return true;
}

// In a host only bytes beyond ASCII are escaped, and few signs are written.
bool isHostText(QStringView text)
{
    if (!isEscapedRight(text)) return false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c == u'%' && hexValue(text[at + 1]) < 8 && text.sliced(at, 3) != u"%25") return false;
        if (c == u'%' || c.unicode() >= firstBeyondAscii || isAsciiLetter(c) || isAsciiDigit(c)) continue;
        if (!QStringView(u"!$&'()*+,;=:[]<>\"-_.~").contains(c)) return false;
    }
    return true;
}

bool isOptionalPort(QStringView text)
{
    return text.isEmpty() ||
           (text.front() == u':' && std::all_of(text.begin() + 1, text.end(), [](QChar c) { return isAsciiDigit(c); }));
}

bool isHost(QStringView host)
{
    if (!host.startsWith(u'[')) {
        const qsizetype colon = host.lastIndexOf(u':');
        return isHostText(host) && (colon < 0 || isOptionalPort(host.sliced(colon)));
    }
    const qsizetype end = host.lastIndexOf(u']');
    if (end < 0 || !isOptionalPort(host.sliced(end + 1))) return false;
    const QStringView address = host.first(end).sliced(1);
    const qsizetype zone = address.indexOf(u"%25");
    const QStringView digits = zone < 0 ? address : address.first(zone);
    return digits.contains(u':') && IpAddress::parse(digits).has_value();
}

bool isAuthority(QStringView authority)
{
    const qsizetype at = authority.lastIndexOf(u'@');
    const QStringView user = at < 0 ? QStringView() : authority.first(at);
    const auto isOfUser = [](QChar c) {
        return isAsciiLetter(c) || isAsciiDigit(c) || QStringView(u"-._:~!$&'()*+,;=%@").contains(c);
    };
    return isHost(authority.sliced(at + 1)) && std::all_of(user.begin(), user.end(), isOfUser) && isEscapedRight(user);
}

// The scheme with its colon; -1: a colon where none may be. 0: there is none.
qsizetype schemeLength(QStringView text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c == u':') return at == 0 ? -1 : at + 1;
        if (isAsciiLetter(c)) continue;
        if (at == 0 || !(isAsciiDigit(c) || QStringView(u"+-.").contains(c))) return 0;
    }
    return 0;
}

bool isAtomSign(QChar c)
{
    return c.unicode() >= firstBeyondAscii || isAsciiLetter(c) || isAsciiDigit(c) ||
           QStringView(u"!#$%&'*+-/=?^_`{|}~").contains(c);
}

// Words with a dot between each two.
bool isDotAtom(QStringView text)
{
    const auto words = text.split(u'.');
    return std::all_of(words.begin(), words.end(), [](QStringView word) {
        return !word.isEmpty() && std::all_of(word.begin(), word.end(), isAtomSign);
    });
}

bool isQuotedText(QStringView text)
{
    if (text.size() < 2 || text.front() != u'"' || text.back() != u'"') return false;
    for (qsizetype at = 1; at + 1 < text.size(); ++at) {
        if (text[at] == u'"') return false;
        if (text[at] == u'\\' && ++at + 1 >= text.size()) return false;
    }
    return true;
}

// local@domain, the domain perhaps an address in brackets.
bool isAddressSpec(QStringView text)
{
    const qsizetype at = text.lastIndexOf(u'@');
    if (at <= 0) return false;
    const QStringView local = text.first(at), domain = text.sliced(at + 1);
    const bool isLiteral = domain.size() > 2 && domain.startsWith(u'[') && domain.endsWith(u']') &&
                           IpAddress::parse(domain.chopped(1).sliced(1)).has_value();
    return (isDotAtom(local) || (local != u"\"\"" && isQuotedText(local))) && (isLiteral || isDotAtom(domain));
}

// What stands before <address>: words, dots and quoted texts.
bool isDisplayName(QStringView text)
{
    const QStringView name = text.trimmed();
    return name.isEmpty() || isQuotedText(name) || std::all_of(name.begin(), name.end(), [](QChar c) {
               return isAtomSign(c) || c == u' ' || c == u'\t' || c == u'.';
           });
}

} // namespace

bool isRequestUri(QStringView text)
{
    const bool hasControl =
        std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
    if (text.isEmpty() || hasControl) return false;
    if (text == u"*") return true;
    const qsizetype scheme = schemeLength(text);
    if (scheme < 0) return false;
    QStringView rest = text.sliced(scheme);
    if (const qsizetype query = rest.indexOf(u'?'); query >= 0) rest = rest.first(query);
    if (!rest.startsWith(u'/')) return scheme > 0; // mailto:…
    if (scheme > 0 && rest.startsWith(u"//")) {
        rest = rest.sliced(2);
        const qsizetype slash = rest.indexOf(u'/');
        if (!isAuthority(slash < 0 ? rest : rest.first(slash))) return false;
        rest = slash < 0 ? QStringView() : rest.sliced(slash);
    }
    return isEscapedRight(rest);
}

bool isMailAddress(QStringView text)
{
    const QStringView whole = text.trimmed();
    if (!whole.endsWith(u'>')) return isAddressSpec(whole);
    const qsizetype begin = whole.lastIndexOf(u'<');
    return begin >= 0 && isDisplayName(whole.first(begin)) &&
           isAddressSpec(whole.chopped(1).sliced(begin + 1).trimmed());
}

bool isMacAddress(QStringView text)
{
    constexpr std::array<qsizetype, 3> sizes = {6, 8, 20}; // bytes
    if (text.size() < 12) return false;
    const QChar second = text[2], fourth = text[4];
    const bool isPaired = second == u':' || second == u'-', isDotted = fourth == u'.';
    const qsizetype group = isPaired ? 2 : isDotted ? 4 : text.size();
    qsizetype digits = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if ((at + 1) % (group + 1) == 0) {
            if (text[at] != (isPaired ? second : fourth)) return false;
        } else if (hexValue(text[at]) < 0) {
            return false;
        } else {
            ++digits;
        }
    }
    return digits % 2 == 0 && (text.size() + 1) % (group + 1) == 0 &&
           std::ranges::find(sizes, digits / 2) != sizes.end();
}

} // namespace model
