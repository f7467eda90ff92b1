// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/json.h"

#include "model/base/limits.h"
#include "model/wire/jsontext.h"

#include <QHash>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>

namespace model {

using namespace Qt::StringLiterals;

namespace {

// Maps up to this size are searched for an equal key; larger ones get an index.
constexpr size_t smallMap = 24;
// sigs.k8s.io/json's saveStrictError keeps as many.
constexpr size_t maxDuplicates = 100;
// Characters of all paths of duplicates that were made, the same one again too: a deep text could have very many of
// long ones.
constexpr qsizetype maxDuplicateText = qsizetype(4) << 20;

bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

// What the open containers hold lies on two stacks and moves into a container of its size when that is closed. The
// words of errors are those of the state in which encoding/json's scanner meets a byte; at the end it is given a space.
class JsonReader
{
public:
    explicit JsonReader(QByteArrayView text) : m_at(text.data()), m_end(m_at + text.size()) {}

    Result<JsonText> read();

private:
    enum class Want : quint8 { Value, FirstItem, FirstKey, Key, End, Done, Failed };
    struct Frame
    {
        size_t base = 0;  // of its entries or items on their stack
        size_t entry = 0; // whose value is awaited, in a map
        quint64 marks = 0;
        bool isMap = false;
        std::unique_ptr<QHash<QStringView, size_t>> index = nullptr; // of a large map's entries
    };

    Want value();
    Want open(bool isMap);
    Want close();
    Want key();
    Want afterValue();
    Want put(Value value);
    Want word(QByteArrayView rest, QByteArrayView all, Value meaning);
    Want number();
    Want fail(const QString &context);
    std::optional<QByteArrayView> string(); // behind the opening quote; fails by itself
    bool escape();
    bool digits(const QString &context);
    std::optional<size_t> earlier(Frame &frame, const JsonKeys::Key &key);
    void noteDuplicate(const QString &key);
    bool atEnd() const { return m_at == m_end; }
    void skipSpace()
    {
        while (m_at < m_end && isSpace(*m_at)) ++m_at;
    }

    const char *m_at;
    const char *const m_end;
    std::vector<Frame> m_open;
    ValueMap m_entries;
    ValueList m_items;
    Value m_root;
    JsonKeys m_keys;
    std::vector<QString> m_duplicates;
    qsizetype m_duplicateText = 0;
    std::optional<Error> m_error;
    std::optional<Error> m_numberError; // the first; only when the text is JSON
};

Result<JsonText> JsonReader::read()
{
    Want want = Want::Value;
    while (want != Want::Done && want != Want::Failed) {
        skipSpace();
        if (atEnd()) {
            want = fail({});
            break;
        }
        switch (want) {
        case Want::FirstItem: want = *m_at == ']' ? close() : value(); break;
        case Want::Value: want = value(); break;
        case Want::FirstKey: want = *m_at == '}' ? close() : key(); break;
        case Want::Key: want = key(); break;
        case Want::End: want = afterValue(); break;
        case Want::Done:
        case Want::Failed: break;
        }
    }
    if (want == Want::Done) {
        skipSpace();
        if (!atEnd()) fail(u"after top-level value"_s);
    }
    if (m_error) return std::move(*m_error);
    if (m_numberError) return std::move(*m_numberError);
    return JsonText{.value = std::move(m_root), .duplicates = std::move(m_duplicates)};
}

JsonReader::Want JsonReader::fail(const QString &context)
{
    const bool isCut = atEnd() && context.isEmpty();
    m_error = Error{Error::Code::Syntax,
                    isCut ? u"unexpected end of JSON input"_s
                          : u"invalid character %1 %2"_s.arg(quotedByte(atEnd() ? ' ' : *m_at), context)};
    return Want::Failed;
}

JsonReader::Want JsonReader::value()
{
    switch (*m_at) {
    case '{': return open(true);
    case '[': return open(false);
    case '"': {
        ++m_at;
        const auto raw = string();
        return raw ? put(jsonStringValue(*raw)) : Want::Failed;
    }
    case 't': return word("rue", "true", true);
    case 'f': return word("alse", "false", false);
    case 'n': return word("ull", "null", Value());
    default: break;
    }
    if (*m_at == '-' || isDigit(*m_at)) return number();
    return fail(u"looking for beginning of value"_s);
}

JsonReader::Want JsonReader::open(bool isMap)
{
    if (m_open.size() >= size_t(limits::maxDepth)) {
        const Want failed = fail(u"exceeded max depth"_s);
        m_error->code = Error::Code::TooLarge;
        return failed;
    }
    ++m_at;
    Frame frame;
    frame.base = isMap ? m_entries.size() : m_items.size();
    frame.isMap = isMap;
    m_open.push_back(std::move(frame));
    return isMap ? Want::FirstKey : Want::FirstItem;
}

JsonReader::Want JsonReader::close()
{
    ++m_at;
    const bool isMap = m_open.back().isMap;
    const auto base = std::ptrdiff_t(m_open.back().base);
    m_open.pop_back();
    if (isMap) {
        const auto begin = m_entries.begin() + base;
        ValueMap map(std::make_move_iterator(begin), std::make_move_iterator(m_entries.end()));
        m_entries.erase(begin, m_entries.end());
        return put(std::move(map));
    }
    const auto begin = m_items.begin() + base;
    ValueList list(std::make_move_iterator(begin), std::make_move_iterator(m_items.end()));
    m_items.erase(begin, m_items.end());
    return put(std::move(list));
}

JsonReader::Want JsonReader::put(Value value)
{
    if (m_open.empty()) {
        m_root = std::move(value);
        return Want::Done;
    }
    const Frame &frame = m_open.back();
    if (frame.isMap)
        m_entries[frame.entry].second = std::move(value);
    else
        m_items.push_back(std::move(value));
    return Want::End;
}

JsonReader::Want JsonReader::afterValue()
{
    const bool isMap = m_open.back().isMap;
    if (*m_at == ',') {
        ++m_at;
        return isMap ? Want::Key : Want::Value;
    }
    if (*m_at == (isMap ? '}' : ']')) return close();
    return fail(isMap ? u"after object key:value pair"_s : u"after array element"_s);
}

JsonReader::Want JsonReader::key()
{
    if (*m_at != '"') return fail(u"looking for beginning of object key string"_s);
    ++m_at;
    const auto raw = string();
    if (!raw) return Want::Failed;
    skipSpace();
    if (atEnd()) return fail({});
    if (*m_at != ':') return fail(u"after object key"_s);
    ++m_at;
    JsonKeys::Key key = m_keys.key(*raw);
    Frame &frame = m_open.back();
    if (const auto found = earlier(frame, key)) {
        noteDuplicate(key.text);
        frame.entry = *found;
        return Want::Value;
    }
    frame.marks |= key.mark;
    frame.entry = m_entries.size();
    m_entries.emplace_back(std::move(key.text), Value());
    if (frame.index) frame.index->insert(m_entries.back().first, frame.entry);
    return Want::Value;
}

std::optional<size_t> JsonReader::earlier(Frame &frame, const JsonKeys::Key &key)
{
    if (!(frame.marks & key.mark)) return std::nullopt;
    if (!frame.index && m_entries.size() - frame.base > smallMap) {
        frame.index = std::make_unique<QHash<QStringView, size_t>>();
        for (size_t i = frame.base; i < m_entries.size(); ++i) frame.index->insert(m_entries[i].first, i);
    }
    if (frame.index) {
        const auto found = frame.index->constFind(key.text);
        return found == frame.index->constEnd() ? std::nullopt : std::optional(*found);
    }
    for (size_t i = frame.base; i < m_entries.size(); ++i)
        if (m_entries[i].first == key.text) return i;
    return std::nullopt;
}

void JsonReader::noteDuplicate(const QString &key)
{
    if (m_duplicates.size() >= maxDuplicates || m_duplicateText > maxDuplicateText) return;
    QString path;
    for (size_t i = 0; i + 1 < m_open.size(); ++i) {
        const Frame &frame = m_open[i];
        if (frame.isMap) {
            if (!path.isEmpty() || i > 0) path += u'.';
            path += m_entries[frame.entry].first;
        } else {
            const Frame *const inner = std::find_if(&m_open[i] + 1, m_open.data() + m_open.size(),
                                                    [](const Frame &later) { return !later.isMap; });
            const bool isInnermost = inner == m_open.data() + m_open.size();
            path += u"[%1]"_s.arg((isInnermost ? m_items.size() : inner->base) - frame.base);
        }
    }
    if (m_open.size() > 1) path += u'.';
    path += key;
    m_duplicateText += path.size();
    if (std::find(m_duplicates.begin(), m_duplicates.end(), path) == m_duplicates.end())
        m_duplicates.push_back(std::move(path));
}

JsonReader::Want JsonReader::word(QByteArrayView rest, QByteArrayView all, Value meaning)
{
    ++m_at;
    for (const char expected : rest) {
        if (atEnd() || *m_at != expected)
            return fail(u"in literal %1 (expecting '%2')"_s.arg(QLatin1String(all), QChar::fromLatin1(expected)));
        ++m_at;
    }
    return put(std::move(meaning));
}

bool JsonReader::digits(const QString &context)
{
    if (atEnd() || !isDigit(*m_at)) {
        fail(context);
        return false;
    }
    while (m_at < m_end && isDigit(*m_at)) ++m_at;
    return true;
}

JsonReader::Want JsonReader::number()
{
    const char *const begin = m_at;
    if (*m_at == '-') ++m_at;
    if (!atEnd() && *m_at == '0')
        ++m_at;
    else if (!digits(u"in numeric literal"_s))
        return Want::Failed;
    if (!atEnd() && *m_at == '.') {
        ++m_at;
        if (!digits(u"after decimal point in numeric literal"_s)) return Want::Failed;
    }
    if (!atEnd() && (*m_at == 'e' || *m_at == 'E')) {
        ++m_at;
        if (!atEnd() && (*m_at == '+' || *m_at == '-')) ++m_at;
        if (!digits(u"in exponent of numeric literal"_s)) return Want::Failed;
    }
    const QByteArrayView text(begin, m_at - begin);
    std::optional<Value> value = jsonNumberValue(text);
    if (!value && !m_numberError) {
        constexpr qsizetype shown = 100;
        m_numberError =
            Error{Error::Code::Syntax, u"json: cannot unmarshal number %1 into Go value of type float64"_s.arg(
                                           QLatin1String(text.first(std::min(text.size(), shown))))};
    }
    return put(value ? std::move(*value) : Value());
}

bool JsonReader::escape()
{
    ++m_at;
    if (atEnd() || !QByteArrayView("\"\\/bfnrtu").contains(*m_at)) {
        fail(u"in string escape code"_s);
        return false;
    }
    if (*m_at++ != 'u') return true;
    for (int i = 0; i < 4; ++i, ++m_at) {
        if (atEnd() || !isxdigit(uchar(*m_at))) {
            fail(u"in \\u hexadecimal character escape"_s);
            return false;
        }
    }
    return true;
}

std::optional<QByteArrayView> JsonReader::string()
{
    const char *const begin = m_at;
    while (true) {
        m_at = jsonStringStop(m_at, m_end);
        if (atEnd()) {
            fail({});
            return std::nullopt;
        }
        if (*m_at == '"') return QByteArrayView(begin, m_at++ - begin);
        if (*m_at != '\\') {
            fail(u"in string literal"_s);
            return std::nullopt;
        }
        if (!escape()) return std::nullopt;
    }
}

} // namespace

Result<JsonText> readJson(QByteArrayView text) { return JsonReader(text).read(); }

} // namespace model
