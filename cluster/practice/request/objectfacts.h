// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/resource/labels.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace practice {

// Texts that are kept for long: all of them in one, so that thousands cost little beside their characters.
class PackedTexts
{
public:
    PackedTexts() = default;
    explicit PackedTexts(const std::vector<QString> &texts);

    std::size_t size() const { return m_ends.size(); }
    QStringView at(std::size_t index) const // valid while this lives
    {
        const qsizetype start = index > 0 ? m_ends[index - 1] : 0;
        return QStringView(m_text).sliced(start, m_ends[index] - start);
    }
    qsizetype bytes() const; // of memory, beside the object itself

private:
    QString m_text;
    std::vector<quint32> m_ends;
};

// What selectors compare of an object: made once when it is written, and kept with each of its states.
struct ObjectFacts
{
    PackedTexts labels; // key, value, key, value and so on; sorted by key
    PackedTexts fields; // in the order of the kind's selectable ones
    // Of a stored custom object: the generation of its kind's forms (api/customkinds.h) for which it is stored just as
    // it is read; 0: none.
    quint64 generation = 0;

    std::optional<QStringView> label(QStringView key) const;
    qsizetype bytes() const; // of memory
};
model::Labels labelsOf(const model::Value &object); // sorted

} // namespace practice
