// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/resource/decimal.h"

#include <QString>
#include <QStringView>

#include <optional>

namespace model {

// An amount as Kubernetes writes it: "100m", "1.5Gi", "12e6" (apimachinery pkg/api/resource). Exact: up to 18 digits as
// an integer and a power of ten, beyond that as a decimal number of any length with at most nine places.
class Quantity
{
public:
    enum class Format : quint8 { DecimalSI, BinarySI, DecimalExponent };
    static constexpr int maxDigits = 4096; // of a decimal number; Go has no bound and hangs

    Quantity() = default; // 0
    explicit Quantity(qint64 value, Format format = Format::DecimalSI) : m_value(value), m_format(format) {}
    static Quantity milli(qint64 value, Format format = Format::DecimalSI);

    // Error Invalid with Go's words; text that is too long or large for maxDigits is one whose numeric part is wrong.
    static Result<Quantity> parse(QStringView text);
    // The canonical form, or the text it was parsed from when Go takes that for canonical ("1.500", "+5").
    QString toString() const;

    Format format() const { return m_format; }
    bool isZero() const { return sign() == 0; }
    int sign() const; // -1, 0, 1
    // Less than zero, zero, or greater, as this is less than, equal to or greater than the other.
    int compare(const Quantity &other) const;
    bool operator==(const Quantity &other) const { return compare(other) == 0; }

    // A zero takes the other's format. Powers of ten more than maxDigits apart: the greater one stands for the sum.
    void add(const Quantity &other);
    void subtract(const Quantity &other);
    void negate();

    // Rounded away from zero to a whole number (of thousandths). What does not fit is what Go makes of it: 0, or the
    // low bits of a number of more than 18 digits. So is the rounding of negative ones of these.
    qint64 value() const { return scaled(0); }
    qint64 milliValue() const { return scaled(-3); }
    // The amount when it is kept as an integer and fits.
    std::optional<qint64> toInteger() const;

private:
    struct Parts;

    Decimal decimal() const;
    void setDecimal(Decimal amount);
    qint64 scaled(qint32 scale) const;
    QString canonical() const;
    bool addIntegers(qint64 value, qint32 exponent);
    static std::optional<Parts> split(QStringView text);
    static std::optional<Quantity> parseShort(const Parts &parts, QStringView text);
    static std::optional<Quantity> parseLong(const Parts &parts);

    qint64 m_value = 0; // when m_isDecimal is false: the amount is m_value * 10^m_exponent
    qint32 m_exponent = 0;
    Format m_format = Format::DecimalSI;
    bool m_isDecimal = false;
    Decimal m_decimal;
    QString m_text; // canonical; null: not known
};

} // namespace model
