// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/json.h"

#include "model/yaml/numbertext.h"

#include <QStringView>

#include <charconv>
#include <cmath>
#include <cstring>

namespace model {

namespace {

class JsonWriter
{
public:
    QByteArray write(const Value &value);

private:
    // An open container: what comes next of it, and its end.
    struct Frame
    {
        const Value *item = nullptr;
        const Value *itemsEnd = nullptr;
        const ValueMap::value_type *entry = nullptr;
        const ValueMap::value_type *entriesEnd = nullptr;
        bool isFirst = true;
    };

    void begin(const Value &value);
    const Value *next();
    void scalar(const Value &value);
    void string(QStringView text);
    char *character(char *to, const char16_t *&at, const char16_t *end);
    template<typename Integer>
    void integer(Integer value);
    void text(QByteArrayView bytes)
    {
        char *const to = room(bytes.size());
        std::memcpy(to, bytes.data(), size_t(bytes.size()));
        m_size += bytes.size();
    }
    void byte(char c)
    {
        *room(1) = c;
        ++m_size;
    }
    // Room for so many bytes behind what is written.
    char *room(qsizetype bytes)
    {
        if (m_out.size() - m_size < bytes) m_out.resize(std::max(m_size + bytes, m_out.size() * 2));
        return m_out.data() + m_size;
    }

    QByteArray m_out = QByteArray(512, Qt::Uninitialized);
    qsizetype m_size = 0;
    std::vector<Frame> m_open;
};

constexpr int maxIntegerText = 24;

QByteArray JsonWriter::write(const Value &value)
{
    begin(value);
    while (!m_open.empty())
        if (const Value *child = next()) begin(*child);
    m_out.resize(m_size);
    if (m_out.capacity() > m_size + m_size / 4) m_out.squeeze();
    return std::move(m_out);
}

void JsonWriter::begin(const Value &value)
{
    Frame frame;
    if (const ValueMap *map = value.map()) {
        byte('{');
        frame.entry = map->data();
        frame.entriesEnd = map->data() + map->size();
        if (map->empty()) return byte('}');
    } else if (const ValueList *list = value.list()) {
        byte('[');
        frame.item = list->data();
        frame.itemsEnd = list->data() + list->size();
        if (list->empty()) return byte(']');
    } else {
        return scalar(value);
    }
    m_open.push_back(frame);
}

// The next child of the innermost container; null when it has none, and then it is closed.
const Value *JsonWriter::next()
{
    Frame &frame = m_open.back();
    const bool isMap = frame.entry;
    if (frame.entry == frame.entriesEnd && frame.item == frame.itemsEnd) {
        byte(isMap ? '}' : ']');
        m_open.pop_back();
        return nullptr;
    }
    if (!frame.isFirst) byte(',');
    frame.isFirst = false;
    if (!isMap) return frame.item++;
    const auto &[key, value] = *frame.entry++;
    string(key);
    byte(':');
    return &value;
}

void JsonWriter::scalar(const Value &value)
{
    if (const QString *text16 = value.string()) {
        string(*text16);
    } else if (const qint64 *number = value.integer()) {
        integer(*number);
    } else if (const bool *flag = value.boolean()) {
        text(*flag ? QByteArrayView("true") : QByteArrayView("false"));
    } else if (const quint64 *big = value.bigInteger()) {
        integer(*big);
    } else if (const double *real = value.number(); real && std::isfinite(*real)) {
        text(jsonNumber(*real));
    } else {
        text("null");
    }
}

template<typename Integer>
void JsonWriter::integer(Integer value)
{
    char *const to = room(maxIntegerText);
    m_size += std::to_chars(to, to + maxIntegerText, value).ptr - to;
}

// How many units from at on are ASCII that stands for itself, up to eight.
bool arePlain(const char16_t *at)
{
    // One pass without branches, which compilers make into vector instructions.
    unsigned odd = 0;
    for (int i = 0; i < 8; ++i) {
        const unsigned unit = at[i];
        odd |= unsigned(unit < 0x20) | unsigned(unit >= 0x80) | unsigned(unit == '"') | unsigned(unit == '\\');
    }
    return !odd;
}

void JsonWriter::string(QStringView text16)
{
    constexpr qsizetype longest = 6; // bytes of one unit: an escape with \u
    // Long texts go in pieces: few of them need the room of the worst case.
    constexpr qsizetype piece = 4096;
    const char16_t *at = text16.utf16();
    const char16_t *const end = at + text16.size();
    byte('"');
    while (at < end) {
        const char16_t *const stop = at + std::min<qsizetype>(piece, end - at);
        char *const begin = room((stop - at + 1) * longest);
        char *to = begin;
        while (at < stop) {
            if (stop - at >= 8 && arePlain(at)) {
                for (int i = 0; i < 8; ++i) to[i] = char(at[i]);
                to += 8;
                at += 8;
            } else {
                to = character(to, at, end);
            }
        }
        m_size += to - begin;
    }
    byte('"');
}

char *JsonWriter::character(char *to, const char16_t *&at, const char16_t *end)
{
    constexpr QByteArrayView hex("0123456789abcdef");
    const auto escape = [&](char16_t unit) {
        *to++ = '\\';
        *to++ = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) *to++ = hex[(unit >> shift) & 0xf];
    };
    const char16_t unit = *at++;
    if (unit < 0x20) {
        constexpr QByteArrayView named("btn\0fr", 6); // \b to \r; \v has no name in JSON
        const char name = unit >= '\b' && unit <= '\r' ? named[unit - '\b'] : '\0';
        if (name) {
            *to++ = '\\';
            *to++ = name;
        } else {
            escape(unit);
        }
        return to;
    }
    if (unit < 0x80) {
        if (unit == '"' || unit == '\\') *to++ = '\\';
        *to++ = char(unit);
        return to;
    }
    char32_t code = unit;
    if (QChar::isHighSurrogate(unit) && at < end && QChar::isLowSurrogate(*at))
        code = QChar::surrogateToUcs4(unit, *at++);
    else if (QChar::isSurrogate(unit))
        code = QChar::ReplacementCharacter;
    const auto tail = [&](int shift) { *to++ = char(0x80 | ((code >> shift) & 0x3f)); };
    if (code == QChar::LineSeparator || code == QChar::ParagraphSeparator) {
        escape(unit); // as encoding/json does for JavaScript's sake
    } else if (code < 0x800) {
        *to++ = char(0xc0 | (code >> 6));
        tail(0);
    } else if (code < 0x10000) {
        *to++ = char(0xe0 | (code >> 12));
        tail(6);
        tail(0);
    } else {
        *to++ = char(0xf0 | (code >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
    return to;
}

} // namespace

QByteArray writeJson(const Value &value) { return JsonWriter().write(value); }

} // namespace model
