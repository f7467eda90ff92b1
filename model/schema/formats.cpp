// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/formats.h"

#include <algorithm>
#include <array>

namespace model {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Takes what is asked for from the front of a text.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text) : m_text(text) {}

    bool atEnd() const { return m_at == m_text.size(); }
    bool take(char wanted) { return !atEnd() && m_text[m_at] == wanted && ++m_at; }
    bool takeSign() { return take('+') || take('-'); }
    qsizetype digits()
    {
        const qsizetype start = m_at;
        while (!atEnd() && isDigit(m_text[m_at])) ++m_at;
        return m_at - start;
    }
    qsizetype digitsAhead() const
    {
        Scanner ahead = *this;
        return ahead.digits();
    }
    // A number of that many digits between low and high, or -1.
    int number(int width, int low, int high)
    {
        int value = 0;
        for (int i = 0; i < width; ++i) {
            if (atEnd() || !isDigit(m_text[m_at])) return -1;
            value = value * 10 + (m_text[m_at++] - '0');
        }
        return value >= low && value <= high ? value : -1;
    }
    QByteArrayView rest() const { return m_text.sliced(m_at); }

private:
    QByteArrayView m_text;
    qsizetype m_at = 0;
};

bool isQuantitySuffix(QByteArrayView suffix)
{
    static constexpr std::array<QByteArrayView, 16> known{"",  "n", "u",  "m",  "k",  "M",  "G",  "T",
                                                          "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
    if (std::find(known.begin(), known.end(), suffix) != known.end()) return true;
    Scanner scan(suffix);
    if (!scan.take('e') && !scan.take('E')) return false;
    scan.takeSign();
    const qsizetype digits = scan.digits();
    return digits > 0 && digits < 19 && scan.atEnd();
}

int daysIn(int year, int month)
{
    static constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[size_t(month - 1)] + (month == 2 && leap ? 1 : 0);
}

// fraction: digits wanted after the second; -1: any number, or none.
bool isTime(QByteArrayView text, int fraction)
{
    Scanner scan(text);
    const int year = scan.number(4, 0, 9999);
    if (year < 0 || !scan.take('-')) return false;
    const int month = scan.number(2, 1, 12);
    if (month < 0 || !scan.take('-') || scan.number(2, 1, daysIn(year, month)) < 0 || !scan.take('T')) return false;
    // Go takes an hour of one digit, too.
    if (scan.number(scan.digitsAhead() == 1 ? 1 : 2, 0, 23) < 0 || !scan.take(':') || scan.number(2, 0, 59) < 0 ||
        !scan.take(':'))
        return false;
    if (scan.number(2, 0, 59) < 0) return false;
    if (scan.take('.') || scan.take(',')) {
        const qsizetype digits = scan.digits();
        if (digits == 0 || (fraction >= 0 && digits != fraction)) return false;
    } else if (fraction >= 0) {
        return false;
    }
    if (scan.take('Z')) return scan.atEnd();
    return scan.takeSign() && scan.number(2, 0, 24) >= 0 && scan.take(':') && scan.number(2, 0, 60) >= 0 &&
           scan.atEnd();
}

} // namespace

bool isQuantity(QByteArrayView text)
{
    text = text.trimmed(); // as Quantity.UnmarshalJSON does
    if (text.isEmpty()) return false;
    Scanner scan(text);
    scan.takeSign();
    scan.digits(); // Go reads a missing number as 0: "Mi" is a quantity to it
    if (scan.take('.')) scan.digits();
    return isQuantitySuffix(scan.rest());
}

bool isDateTime(QByteArrayView text) { return isTime(text, -1); }

bool isMicroTime(QByteArrayView text) { return isTime(text, 6); }

bool isBase64(QByteArrayView text)
{
    qsizetype digits = 0, padding = 0;
    for (const char c : text) {
        if (c == '\r' || c == '\n') continue;
        const bool digit = isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' || c == '/';
        if (c == '=')
            ++padding;
        else if (!digit || padding > 0)
            return false;
        else
            ++digits;
    }
    return padding <= 2 && (digits + padding) % 4 == 0 && (padding == 0 || digits > 0);
}

} // namespace model
