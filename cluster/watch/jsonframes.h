// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace cluster {

// Sizes in bytes. client-go takes watch frames up to 16 MiB (apimachinery serializer/streaming).
constexpr qsizetype maxFrameBytes = qsizetype(16) << 20;
constexpr qsizetype maxEnvelopeBytes = qsizetype(1) << 20;

// Where one JSON text stands between its brackets, character by character. Knows strings and escapes, nothing else:
// whether the text is JSON is for the parser to say.
struct JsonNesting
{
    int depth = 0;
    bool inString = false;
    bool escaped = false;

    void step(char c)
    {
        if (inString) {
            if (escaped)
                escaped = false;
            else if (c == '\\')
                escaped = true;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
};

// Splits a watch stream into its objects. They follow one another with any white space or none between them: newline
// framing is a habit of the server, not its promise. The result does not depend on how the bytes were cut into reads.
class JsonFrames
{
public:
    enum class Step {
        Frame,   // one whole object
        More,    // give more bytes
        Garbage, // something other than an object or white space; the stream is of no use any more
        TooLarge // an object over maxFrameBytes; likewise
    };

    void append(QByteArrayView data);
    // frame is valid until append().
    Step next(QByteArrayView &frame);

private:
    QByteArray m_buffer;
    qsizetype m_start = 0; // of the object under way, in m_buffer
    qsizetype m_scanned = 0;
    JsonNesting m_nesting;
};

// Splits a Kubernetes list while it arrives: its items one by one, and the rest, the envelope, as a small object whose
// items are left out. So a list of any length needs the memory of one item.
class ListFrames
{
public:
    enum class Step { Item, More, End, Garbage, TooLarge };

    void append(QByteArrayView data);
    // item is valid until append(). End: the list is whole, and envelope() is.
    Step next(QByteArrayView &item);
    const QByteArray &envelope() const { return m_envelope; }

private:
    std::optional<Step> stepInEnvelope(char c);
    std::optional<Step> stepInItems(char c);
    bool atItems() const;

    QByteArray m_buffer; // begins with the item under way, if there is one
    qsizetype m_position = 0;
    QByteArray m_envelope;
    JsonNesting m_nesting; // of the envelope
    bool m_inItems = false;
    JsonNesting m_item;
    qsizetype m_itemStart = -1; // in m_buffer; -1 between items
};

} // namespace cluster
