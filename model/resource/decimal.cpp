// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/decimal.h"

#include <algorithm>
#include <utility>

namespace model {

void trim(Digits &digits)
{
    const auto first = std::find_if(digits.cbegin(), digits.cend(), [](char c) { return c != '0'; });
    digits.remove(0, first - digits.cbegin());
}

int compareDigits(const Digits &a, const Digits &b)
{
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    return a.compare(b);
}

Digits addDigits(const Digits &a, const Digits &b)
{
    Digits sum(std::max(a.size(), b.size()) + 1, '0');
    int carry = 0;
    for (qsizetype i = 1; i <= sum.size(); ++i) {
        if (i <= a.size()) carry += a[a.size() - i] - '0';
        if (i <= b.size()) carry += b[b.size() - i] - '0';
        sum[sum.size() - i] = char('0' + carry % 10);
        carry /= 10;
    }
    trim(sum);
    return sum;
}

Digits subtractDigits(const Digits &a, const Digits &b)
{
    Digits difference = a;
    int borrow = 0;
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int digit = a[a.size() - i] - '0' - borrow - (i <= b.size() ? b[b.size() - i] - '0' : 0);
        borrow = digit < 0;
        if (borrow) digit += 10;
        difference[a.size() - i] = char('0' + digit);
    }
    trim(difference);
    return difference;
}

void multiply(Digits &digits, int factor)
{
    int carry = 0;
    for (qsizetype i = digits.size() - 1; i >= 0; --i) {
        carry += (digits[i] - '0') * factor;
        digits[i] = char('0' + carry % 10);
        carry /= 10;
    }
    if (carry) digits.prepend(QByteArray::number(carry));
}

int divide(Digits &digits, int divisor)
{
    int rest = 0;
    for (char &digit : digits) {
        rest = rest * 10 + (digit - '0');
        digit = char('0' + rest / divisor);
        rest %= divisor;
    }
    trim(digits);
    return rest;
}

bool cut(Digits &digits, qint64 places)
{
    const qsizetype kept = qsizetype(std::max<qint64>(0, digits.size() - places));
    const bool exact = std::all_of(digits.cbegin() + kept, digits.cend(), [](char c) { return c == '0'; });
    digits.truncate(kept);
    return exact;
}

qint64 lowBits(const Digits &digits, bool negative)
{
    quint64 bits = 0;
    for (const char digit : digits) bits = bits * 10 + quint64(digit - '0');
    return qint64(negative ? 0 - bits : bits);
}

int compare(const Decimal &a, const Decimal &b)
{
    if (a.digits.isEmpty() || b.digits.isEmpty() || a.negative != b.negative) {
        const auto sign = [](const Decimal &x) { return x.digits.isEmpty() ? 0 : x.negative ? -1 : 1; };
        return int(sign(a) > sign(b)) - int(sign(a) < sign(b));
    }
    const int greater = a.negative ? -1 : 1;
    const qint64 sizeA = a.digits.size() + qint64(a.exponent), sizeB = b.digits.size() + qint64(b.exponent);
    if (sizeA != sizeB) return sizeA > sizeB ? greater : -greater;
    const qsizetype length = std::max(a.digits.size(), b.digits.size());
    const int order = a.digits.leftJustified(length, '0').compare(b.digits.leftJustified(length, '0'));
    return order == 0 ? 0 : order > 0 ? greater : -greater;
}

Decimal sum(Decimal a, Decimal b, int maxPlaces)
{
    if (a.digits.isEmpty() || b.digits.isEmpty()) return a.digits.isEmpty() ? b : a;
    if (a.exponent < b.exponent) std::swap(a, b);
    const qint64 places = qint64(a.exponent) - b.exponent;
    if (places > maxPlaces) return a;
    a.digits.append(qsizetype(places), '0');
    a.exponent = b.exponent;
    if (a.negative == b.negative) return {addDigits(a.digits, b.digits), a.exponent, a.negative};
    const int order = compareDigits(a.digits, b.digits);
    if (order == 0) return {};
    if (order < 0) std::swap(a, b);
    return {subtractDigits(a.digits, b.digits), a.exponent, a.negative};
}

} // namespace model
