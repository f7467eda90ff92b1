// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/jsonframes.h"

namespace cluster {

namespace {

bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Forgets the first count bytes; a buffer that one huge object has blown up is given back.
void forget(QByteArray &buffer, qsizetype count)
{
    if (count == buffer.size() && buffer.capacity() > maxEnvelopeBytes)
        buffer = QByteArray();
    else
        buffer.remove(0, count);
}

} // namespace

void JsonFrames::append(QByteArrayView data)
{
    forget(m_buffer, m_start);
    m_scanned -= m_start;
    m_start = 0;
    m_buffer.append(data);
}

JsonFrames::Step JsonFrames::next(QByteArrayView &frame)
{
    const char *const bytes = m_buffer.constData();
    for (const qsizetype end = m_buffer.size(); m_scanned < end;) {
        const char c = bytes[m_scanned++];
        if (m_nesting.depth == 0) {
            m_start = m_scanned;
            if (isSpace(c)) continue;
            if (c != '{') return Step::Garbage;
            m_start = m_scanned - 1;
        }
        m_nesting.step(c);
        if (m_scanned - m_start > maxFrameBytes) return Step::TooLarge;
        if (m_nesting.depth > 0) continue;
        frame = QByteArrayView(bytes + m_start, m_scanned - m_start);
        m_start = m_scanned;
        return Step::Frame;
    }
    return Step::More;
}

void ListFrames::append(QByteArrayView data)
{
    const qsizetype keepFrom = m_itemStart >= 0 ? m_itemStart : m_position;
    forget(m_buffer, keepFrom);
    m_position -= keepFrom;
    if (m_itemStart >= 0) m_itemStart = 0;
    m_buffer.append(data);
}

ListFrames::Step ListFrames::next(QByteArrayView &item)
{
    const char *const bytes = m_buffer.constData();
    for (const qsizetype end = m_buffer.size(); m_position < end;) {
        const char c = bytes[m_position++];
        const std::optional<Step> step = m_inItems ? stepInItems(c) : stepInEnvelope(c);
        if (!step) continue;
        if (*step == Step::Item) {
            item = QByteArrayView(bytes + m_itemStart, m_position - m_itemStart);
            m_itemStart = -1;
        }
        return *step;
    }
    const bool whole = !m_inItems && m_nesting.depth == 0 && !m_envelope.isEmpty();
    return whole ? Step::End : Step::More;
}

std::optional<ListFrames::Step> ListFrames::stepInEnvelope(char c)
{
    if (!m_nesting.inString && isSpace(c)) return std::nullopt;
    if (m_nesting.depth == 0 && (c != '{' || !m_envelope.isEmpty())) return Step::Garbage;
    if (m_nesting.depth == 1 && !m_nesting.inString && c == '[' && atItems()) {
        m_inItems = true;
        m_envelope += '[';
        return std::nullopt;
    }
    m_nesting.step(c);
    m_envelope += c;
    return m_envelope.size() > maxEnvelopeBytes ? std::optional(Step::TooLarge) : std::nullopt;
}

std::optional<ListFrames::Step> ListFrames::stepInItems(char c)
{
    if (m_itemStart < 0) {
        if (isSpace(c) || c == ',') return std::nullopt;
        if (c == ']') {
            m_inItems = false;
            m_envelope += ']';
            return std::nullopt;
        }
        if (c != '{') return Step::Garbage;
        m_itemStart = m_position - 1;
        m_item = {};
    }
    m_item.step(c);
    if (m_position - m_itemStart > maxFrameBytes) return Step::TooLarge;
    return m_item.depth == 0 ? std::optional(Step::Item) : std::nullopt;
}

// White space outside strings is left out of the envelope, so that the list's own key can only look like this. In a key
// such as "a\"items" a backslash stands before the quote.
bool ListFrames::atItems() const { return m_envelope.endsWith("{\"items\":") || m_envelope.endsWith(",\"items\":"); }

} // namespace cluster
