// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace practice {

// An amount as Kubernetes writes it (apimachinery pkg/api/resource): exact to 1e-9, up to about 1e29.
class Quantity
{
public:
    enum class Format : quint8 { DecimalSI, BinarySI, DecimalExponent };
    __extension__ using Nanos = __int128;

    Quantity() = default;
    explicit Quantity(qint64 whole) : m_nanos(Nanos(whole) * 1000000000) {}
    // No value for what is no quantity.
    static std::optional<Quantity> parse(QStringView text);

    QString toString() const; // canonical: "1500m", "1Gi"
    // Up to the next thousandth: what a ResourceList holds (pkg/apis/core/v1/defaults.go SetDefaults_ResourceList).
    Quantity roundedToMilli() const;
    bool isZero() const { return m_nanos == 0; }
    qint64 roundedUp() const; // whole
    double toDouble() const { return double(m_nanos) / 1e9; }

    // The sum has the format of the left one, or of the right one where the left is zero.
    Quantity &operator+=(const Quantity &other);
    Quantity &operator-=(const Quantity &other);
    auto operator<=>(const Quantity &other) const { return m_nanos <=> other.m_nanos; }
    bool operator==(const Quantity &other) const { return m_nanos == other.m_nanos; }

private:
    Nanos m_nanos = 0;
    Format m_format = Format::DecimalSI;
};

} // namespace practice
