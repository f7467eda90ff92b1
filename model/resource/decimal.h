// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace model {

// Decimal numbers of any length, for amounts beyond 18 digits (quantity.h).

// '0' to '9', the highest first, without leading zeros; empty: zero.
using Digits = QByteArray;

void trim(Digits &digits); // leading zeros away
int compareDigits(const Digits &a, const Digits &b);
Digits addDigits(const Digits &a, const Digits &b);
Digits subtractDigits(const Digits &a, const Digits &b); // a is not less than b
void multiply(Digits &digits, int factor);
int divide(Digits &digits, int divisor); // the remainder; digits become the quotient
// Leaves out the last places; whether they were all zero.
bool cut(Digits &digits, qint64 places);
// The low 64 bits of the number, as Go's big.Int gives them.
qint64 lowBits(const Digits &digits, bool negative);

// digits * 10^exponent, with its sign; zero is never negative.
struct Decimal
{
    Digits digits;
    qint32 exponent = 0;
    bool negative = false;
};

// Less than zero, zero, or greater.
int compare(const Decimal &a, const Decimal &b);
// When the exponents are further apart than maxPlaces, the one with the greater exponent.
Decimal sum(Decimal a, Decimal b, int maxPlaces);

} // namespace model
