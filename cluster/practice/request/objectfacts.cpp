// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/request/objectfacts.h"

#include "cluster/practice/base/objects.h"

#include <algorithm>

namespace practice {

model::Labels labelsOf(const model::Value &object)
{
    model::Labels labels;
    for (const auto &[key, value] : mapAt(object, {u"metadata", u"labels"}))
        labels.emplace_back(key, value.string() ? *value.string() : QString());
    std::sort(labels.begin(), labels.end());
    return labels;
}

PackedTexts::PackedTexts(const std::vector<QString> &texts)
{
    qsizetype length = 0;
    for (const QString &text : texts) length += text.size();
    m_text.reserve(length);
    m_ends.reserve(texts.size());
    for (const QString &text : texts) {
        m_text += text;
        m_ends.push_back(quint32(m_text.size())); // an object is a few MB at most
    }
}

qsizetype PackedTexts::bytes() const
{
    return m_text.capacity() * qsizetype(sizeof(QChar)) + qsizetype(m_ends.capacity() * sizeof(quint32));
}

std::optional<QStringView> ObjectFacts::label(QStringView key) const
{
    std::size_t low = 0;
    std::size_t high = labels.size() / 2;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (labels.at(2 * middle) < key)
            low = middle + 1;
        else
            high = middle;
    }
    if (2 * low >= labels.size() || labels.at(2 * low) != key) return std::nullopt;
    return labels.at(2 * low + 1);
}

qsizetype ObjectFacts::bytes() const { return qsizetype(sizeof(ObjectFacts)) + labels.bytes() + fields.bytes(); }

} // namespace practice
