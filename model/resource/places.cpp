// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/places.h"

#include <algorithm>

namespace model {

TextPosition Places::codePoints(const std::shared_ptr<const YamlDocument> &document, qsizetype offset)
{
    const QByteArray &text = document->text();
    offset = std::clamp<qsizetype>(offset, 0, text.size());
    if (m_document != document) {
        m_document = document;
        m_index.emplace(QByteArrayView(text));
        m_lastOffset = text.startsWith("\xEF\xBB\xBF") ? 3 : 0; // a byte order mark is no column
        m_last = {};
    }
    if (offset >= m_lastOffset && m_index->lineOf(offset) == m_last.line) {
        const auto startsCodePoint = [](char byte) { return (uchar(byte) & 0xC0) != 0x80; };
        m_last.column += int(std::count_if(text.begin() + m_lastOffset, text.begin() + offset, startsCodePoint));
    } else {
        m_last = m_index->codePoints(offset);
    }
    m_lastOffset = offset;
    return m_last;
}

} // namespace model
