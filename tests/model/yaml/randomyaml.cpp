// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/yaml/randomyaml.h"

#include <algorithm>

namespace {

const QByteArrayList words{"y",
                           "n",
                           "yes",
                           "no",
                           "on",
                           "off",
                           "true",
                           "false",
                           "null",
                           "nil",
                           "none",
                           "nan",
                           ".nan",
                           ".inf",
                           "-.inf",
                           "+.inf",
                           "inf",
                           "~",
                           "",
                           "<<",
                           "=",
                           "NO",
                           "Yes",
                           "On",
                           "Off",
                           "TRUE",
                           "True",
                           "Null",
                           "NULL",
                           ".NaN",
                           ".Inf",
                           "!!",
                           "a",
                           "abc",
                           "web",
                           "1.10",
                           "0777",
                           "nginx",
                           "0o17",
                           "12e3",
                           "1_000",
                           "0x1F",
                           "0b11",
                           "1:20",
                           "é",
                           "名前",
                           "\xF0\x9F\x98\x80",
                           "{{ .x }}",
                           "a b",
                           "a: b",
                           "a #b",
                           "- a",
                           "? a",
                           "a:b",
                           "a,b",
                           "1,5",
                           "100m",
                           "1Gi",
                           "8080",
                           "-1",
                           "0",
                           "1e400"};

} // namespace

QByteArray RandomYaml::pieces(const QByteArrayList &from, int most)
{
    QByteArray text;
    for (int i = below(most); i >= 0; --i) text += pick(from);
    return text;
}

QByteArray RandomYaml::word()
{
    QByteArray text = pick(words);
    if (oneIn(6) && !text.isEmpty()) {
        char &c = text[below(int(text.size()))];
        if (uchar(c) < 0x80 && isalpha(uchar(c))) c = char(c ^ 0x20);
    }
    return text;
}

QByteArray RandomYaml::number()
{
    static const QByteArrayList digits{"0", "1", "7", "8", "9", "10", "00", "12", "_", "."};
    static const QByteArrayList parts{"0",  "1",  "7",  "9",   "12", "_",    ".",   "e",  "E",  "+",  "-",  "0x",
                                      "0X", "0o", "0O", "0b",  "0B", "a",    "F",   "p",  "e+", "e-", "E9", "99",
                                      "x",  "o",  "b",  "inf", ":",  ".inf", "nan", "00", "0_", "__", ","};
    static const QByteArrayList limits{"9223372036854775807",
                                       "9223372036854775808",
                                       "18446744073709551615",
                                       "18446744073709551616",
                                       "-9223372036854775808",
                                       "-9223372036854775809",
                                       "9007199254740993",
                                       "1e308",
                                       "1.8e308",
                                       "1e-323",
                                       "4e-325",
                                       "0.1",
                                       "1e21",
                                       "1e20",
                                       "123456789012345678901234",
                                       "0x7fffffffffffffff",
                                       "0xffffffffffffffff",
                                       "0x10000000000000000",
                                       "0777777777777777777777",
                                       "01777777777777777777777",
                                       "0.000001",
                                       "0.0000001",
                                       "16777216.0",
                                       "33554433.5"};
    switch (below(6)) {
    case 0: return (oneIn(2) ? QByteArray("-") : QByteArray()) + pieces(digits, 8);
    case 1: return pick({"0x", "0o", "0b", "0", "-0x", "+0o", "-0b", "0b-", "0b+", "0X"}) + pieces(digits, 5);
    case 2: {
        QByteArray limit = pick(limits);
        if (oneIn(3)) limit.insert(below(int(limit.size()) + 1), pick(parts));
        return oneIn(4) ? '-' + limit : limit;
    }
    case 3: return pieces(digits, 4) + '.' + pieces(digits, 3) + pick({"e", "E", "e+", "e-", ""}) + pieces(digits, 3);
    case 4: return pick({"+", "-", "", "."}) + pieces(parts, 3);
    default: return pieces(parts, 7);
    }
}

QByteArray RandomYaml::date()
{
    const auto digits = [&](int count) {
        QByteArray text;
        for (int i = 0; i < count; ++i) text += char('0' + (oneIn(3) ? below(10) : below(3)));
        return text;
    };
    QByteArray text = digits(4) + '-' + digits(1 + below(2)) + '-' + digits(1 + below(2));
    if (oneIn(2)) return text;
    text += pick({"T", "t", " ", "  ", "\t"}) + digits(1 + below(2)) + ':' + digits(1 + below(2)) + ':' + digits(2);
    if (oneIn(3)) text += pick({".", ","}) + digits(below(4));
    return text + pick({"", "Z", "z", " Z", "+01:00", "-2", " +1:00", "+0100"});
}

QByteArray RandomYaml::text()
{
    static const QByteArrayList soup{"-", "?", ":", ",",  "[",  "]",  "{",   "}",      "#",     "&",  "*",
                                     "!", "|", ">", "'",  "\"", "%",  "@",   "`",      " ",     "\t", "a",
                                     "b", "0", "1", "~",  "<",  "=",  "\\",  "/",      ".",     "_",  "é",
                                     "x", "y", "n", ": ", " #", "--", "...", "\u0085", "\u2028"};
    static const QByteArrayList tame{"web", "a b",  "NO",   "on",  "0777", "1.10", "12e3",
                                     "a:b", "null", "8080", "x-y", "é",    "~"};
    switch (m_isWild ? below(8) : oneIn(2) ? 0 : 8) {
    case 8: return oneIn(8) ? date().replace('\t', ' ') : pick(tame);
    case 0:
    case 1:
    case 2: return m_isWild ? word() : number();
    case 3:
    case 4:
    case 5: return number();
    case 6: return oneIn(3) ? date() : pieces(soup, 6);
    default: return word() + pick({" ", ":", "-", "_", ".", ""}) + word();
    }
}

QByteArray RandomYaml::properties()
{
    static const QByteArrayList tags{"!!str ",       "!!int ",    "!!float ", "!!bool ", "!!null ",
                                     "!!timestamp ", "!!binary ", "!!map ",   "!!seq ",  "!!set ",
                                     "!!merge ",     "! ",        "!x ",      "!!x ",    "!<tag:yaml.org,2002:str> ",
                                     "!<x> ",        "!a!b "};
    switch (below(24)) {
    case 0:
    case 1: return m_isWild ? pick(tags) : QByteArray("!!str ");
    case 2: return "&a" + QByteArray::number(m_anchors++ % 4) + ' ';
    case 3: return "&a" + QByteArray::number(m_anchors++ % 4) + (m_isWild ? ' ' + pick(tags) : QByteArray(" "));
    default: return {};
    }
}

// A block scalar behind its indicator, its lines indented beyond the column.
QByteArray RandomYaml::block(int column)
{
    QByteArray out =
        pick({"|", ">"}) + pick({"", "", "-", "+", "2", "1-", "+2", "0", "-1"}) + pick({"", "", "", " # c", " ", "#"});
    const QByteArray margin(column + 1 + below(3), ' ');
    for (int i = below(4); i >= 0; --i) {
        out += oneIn(12) ? "\r\n" : "\n";
        if (!oneIn(4)) out += margin + pick({"", "", "", " ", "\t", "# "}) + text();
    }
    return out;
}

QByteArray RandomYaml::scalar(int column, bool inFlow)
{
    static const QByteArrayList escapes{"\\n",         "\\t", "\\\\", "\\\"", "\\/", "\\x41", "\\u00e9",
                                        "\\U0001F600", "\\0", "\\e",  "\\N",  "\\_", "\\L",   "\\ud83d\\ude00",
                                        "\\ud800",     "\\q", "\\ ",  "\\\n "};
    const QByteArray before = properties();
    QByteArray content = text();
    switch (below(10)) {
    case 0: return before + '\'' + content.replace("'", oneIn(8) ? "'" : "''") + '\'';
    case 1:
        content.replace("\\", "\\\\").replace("\"", "\\\"");
        if (oneIn(2)) content.insert(below(int(content.size()) + 1), pick(escapes));
        return before + '"' + content + '"';
    case 2: return inFlow ? before + content : before + block(column);
    case 3: return oneIn(2) ? alias() : before + content;
    default: return before + content;
    }
}

QByteArray RandomYaml::alias()
{
    const int known = std::min(m_anchors, 4);
    if (known == 0 && !odd(8)) return "x";
    return "*a" + QByteArray::number(below(odd(20) || known == 0 ? 4 : known));
}

QByteArray RandomYaml::key()
{
    if (oneIn(50)) return "<<";
    if (oneIn(20)) return scalar(0, true);
    if (oneIn(8))
        return pick({"a", "b", "c", "name", "on", "0", "1", "k", "true", "\"a\"", "'b'", "1.5", "0x1", "~", "spec"});
    return pick({"a", "b", "name", "-x", "é", "k.io/", "2", "0x1", "yes"}) + QByteArray::number(m_keys++);
}

QByteArray RandomYaml::comment()
{
    return oneIn(6) ? pick({" # c", "  #", "\t# tab", " #: x", m_isWild ? "#no" : " #"}) : QByteArray();
}

QByteArray RandomYaml::flow(int depth)
{
    if (depth > 3 || oneIn(2)) return scalar(0, true);
    const bool map = oneIn(2);
    QByteArray out = map ? "{" : "[";
    const int count = below(4);
    for (int i = 0; i < count; ++i) {
        if (i > 0) out += pick({", ", ",", " ,", ",\n  "});
        if (map || oneIn(8)) out += (odd(12) ? "? " : "") + key() + pick({": ", ": ", ": ", odd(3) ? ":" : " : "});
        if (!odd(10)) out += flow(depth + 1);
    }
    return out + pick({"", "", "", " ", count > 0 || m_isWild ? "," : ""}) + (map ? '}' : ']');
}

void RandomYaml::lines(QByteArray &out, int column, int depth)
{
    const QByteArray margin(column, ' ');
    const QByteArray end = oneIn(30) ? "\r\n" : "\n";
    const bool list = oneIn(3);
    for (int i = below(4); i >= 0 && out.size() < 2000; --i) {
        if (oneIn(12)) out += QByteArray(below(6), ' ') + "# comment\n";
        if (oneIn(16)) out += pick({"\n", "  \n", m_isWild ? "\t\n" : "\n"});
        const QByteArray name = list ? QByteArray() : key();
        if (!list && name != "<<" && oneIn(20)) // with its value on the next line
            out += margin + "? " + name + comment() + end + margin + ':';
        else
            out += margin + (list ? QByteArray("-") : (odd(30) ? "? " : "") + name + pick({":", ":", ":", " :"}));
        if (name == "<<" && !oneIn(8)) {
            out += oneIn(3) ? " [" + alias() + ", " + alias() + "]\n" : ' ' + alias() + '\n';
            continue;
        }
        switch (depth > 3 ? 0 : below(6)) {
        case 0:
        case 1: out += ' ' + scalar(column, false) + comment() + end; break;
        case 2: out += ' ' + properties() + flow(0) + comment() + end; break;
        case 3: out += comment() + end; break;
        default:
            if (list && oneIn(2)) {
                QByteArray inner;
                lines(inner, column + 2, depth + 1);
                out += ' ' + inner.mid(std::min<qsizetype>(column + 2, inner.size()));
            } else {
                const QByteArray before = properties();
                out += (before.isEmpty() || !m_isWild ? QByteArray() : ' ' + before.trimmed()) + comment() + end;
                lines(out, column + (list ? 2 : below(3) + (oneIn(8) ? 0 : 1)), depth + 1);
            }
        }
    }
}

QByteArray RandomYaml::scalarDocument()
{
    m_anchors = m_keys = 0;
    m_isWild = true;
    switch (below(9)) {
    case 8: return flow(0) + pick({"", ": 1", " : a", "a", " a: 1", ":", "# c", " # c"}) + '\n';
    case 0: return scalar(0, false) + '\n';
    case 1: return scalar(0, true) + ": 1\n";
    case 2: return "- " + scalar(0, false) + '\n';
    case 3: return '[' + scalar(0, true) + pick({"]\n", ", 1]\n", " ]\n"});
    case 4: return "{k: " + scalar(0, true) + "}\n";
    case 5: return '{' + scalar(0, true) + pick({": 1}\n", ", b: 1}\n", "}\n"});
    default: return "k: " + scalar(0, false) + comment() + '\n';
    }
}

QByteArray RandomYaml::document()
{
    m_anchors = m_keys = 0;
    m_isWild = oneIn(3);
    QByteArray out;
    if (oneIn(60)) out += pick({"%YAML 1.1\n---\n", "%YAML 1.2\n---\n", "%TAG ! tag:x,2:\n---\n", "\xEF\xBB\xBF"});
    lines(out, oneIn(10) ? 2 : 0, 0);
    if (oneIn(40)) out += pick({"...\n", "...\nx: [\n", "... # c\n", "--- \n"});
    if (oneIn(20)) out.chop(1);
    return oneIn(4) ? damaged(out) : out;
}

QByteArray RandomYaml::json(int depth)
{
    if (depth > 2 || oneIn(2))
        return pick({"1", "1.5", "true", "null", "\"a\"", "\"\\u00e9\\/\"", "-0", "1e3", "9007199254740993",
                     "\"\\ud83d\\ude00\""});
    QByteArray out = "{";
    for (int i = below(3); i > 0; --i)
        out += '"' + pick({"a", "b", "c"}) + "\":" + pick({"", " ", "\t", "\n"}) + json(depth + 1) + (i > 1 ? "," : "");
    return out + '}';
}

QByteArray RandomYaml::stream()
{
    QByteArray out;
    if (oneIn(6)) {
        for (int i = below(3); i >= 0; --i) out += pick({"", "\n", " "}) + '{' + "\"k\": " + json(0) + '}';
        if (oneIn(2)) return oneIn(4) ? damaged(out) : out;
    }
    for (int i = below(4); i >= 0; --i) {
        if (!oneIn(5)) out += oneIn(3) ? scalarDocument() : document();
        out += pick({"---\n", "---\n", "---\n", "--- \n", "--- # c\n", "---#c\n", "---\r\n", "...\n", " ---\n",
                     "----\n", "--- a\n", "---", "---\t\n", "\n---\n\n"});
    }
    return out;
}

QByteArray RandomYaml::damaged(QByteArray text)
{
    static const QByteArrayList bits{" ",  "\n", "\t", ":", ": ",   "- ",  "#", "'",  "\"",      "[",
                                     "]",  "{",  "}",  ",", "&a0 ", "*a0", "!", "|",  ">",       "?",
                                     "  ", "\r", "-",  "%", "@",    "0",   "~", "\\", "\n---\n", "\n...\n"};
    for (int i = below(3); i >= 0 && !text.isEmpty(); --i) {
        const int at = below(int(text.size()));
        switch (below(4)) {
        case 0: text.remove(at, 1 + below(3)); break;
        case 1: text.insert(at, pick(bits)); break;
        case 2: text[at] = pick(bits)[0]; break;
        default: {
            const qsizetype from = text.lastIndexOf('\n', at) + 1;
            const qsizetype end = text.indexOf('\n', at) + 1;
            if (end > from) text.insert(end, text.mid(from, end - from)); // a line twice
        }
        }
    }
    return text;
}
