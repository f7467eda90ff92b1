// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

namespace app {

// Long: a value as a whole, whatever its length.
enum class ValueLength { Short, Whole };

// A text without what a terminal obeys or nobody sees: control and formatting characters, and spaces other than the
// usual one, are \uXXXX.
QString visibleText(const QString &text);

// A value as JSON. Short: at most 300 characters of it.
QString valueText(const model::Value &value, ValueLength length);

// Writes changes of values. To find lines that differ costs the square of their number: of very many, the later ones
// are told like values of one line.
class ChangeWriter
{
public:
    explicit ChangeWriter(ValueLength length) : m_length(length) {}

    ValueLength length() const { return m_length; }
    // "BEFORE → AFTER". Short: of long values the part in which they differ; of long texts of several lines these
    // lines, each below the other, at most 40, after indent.
    QString text(const model::Value &before, const model::Value &after, const QString &indent);

private:
    QString linesText(const QString &before, const QString &after, const QString &indent);

    const ValueLength m_length;
    qint64 m_stepsLeft = 200'000'000;
};

} // namespace app
