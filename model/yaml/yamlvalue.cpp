// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamlvalue.h"

#include "model/base/limits.h"
#include "model/base/say.h"
#include "model/base/textindex.h"
#include "model/yaml/numbertext.h"
#include "model/yaml/scalartext.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace model {

namespace {
// goyaml.v2's measure against bombs (decode.go): how much of the work may come from aliases.
class AliasBudget
{
public:
    bool spend(bool insideAlias)
    {
        ++m_steps;
        m_aliased += insideAlias ? 1 : 0;
        return m_aliased <= 100 || m_steps <= 1000 || double(m_aliased) / double(m_steps) <= allowedRatio();
    }

private:
    double allowedRatio() const
    {
        constexpr double low = 400000, high = 4000000;
        const double beyond = std::clamp((double(m_steps) - low) / (high - low), 0.0, 1.0);
        return 0.99 - 0.89 * beyond;
    }

    qint64 m_steps = 1; // the document itself
    qint64 m_aliased = 0;
};

// Manifests have the same few keys: each is made a text of its own once a thread.
class KeyTexts
{
public:
    // Of a key that is text and ASCII.
    const QString &of(const YamlNode &key)
    {
        QString &text = m_texts[key.hint % m_texts.size()];
        if (text != QLatin1StringView(key.value.data(), key.value.size())) text = QString::fromLatin1(key.value);
        return text;
    }
    static bool holds(const YamlNode &key)
    {
        constexpr qsizetype longest = 64;
        return key.isText && key.hint != 0 && key.value.size() <= longest;
    }

private:
    std::array<QString, 1021> m_texts; // by hint: a prime, for its bits are not spread evenly
};

} // namespace

// Decodes in goyaml.v2's order, so that merges and repeated keys end as they do there, but with a stack of its own.
class YamlDecoder
{
public:
    explicit YamlDecoder(const YamlDocument &document) : m_document(document), m_nodes(document.nodes()) {}

    Result<Value> decode(int index)
    {
        m_frames.push_back({.kind = Frame::Kind::Top});
        visit(index);
        while (!m_error && m_frames.size() > 1) step();
        if (m_error) return *m_error;
        return std::move(m_frames.front().value);
    }

private:
    struct Frame
    {
        enum class Kind { Top, List, Map, Merge, MergeList } kind;
        int next = -1;     // the child to look at
        size_t target = 0; // the frame whose map takes the entries: this one, or what it is merged into
        int aliases = 0;   // that were followed to come here
        Value value = {};
        QString key = {};                      // of the entry that is being read
        std::vector<int> sources = {};         // of a merge list, the next one last
        QHash<QString, size_t> positions = {}; // of the keys, where they may repeat
    };

    void step()
    {
        Frame &frame = m_frames.back();
        switch (frame.kind) {
        case Frame::Kind::MergeList:
            if (frame.sources.empty()) return m_frames.pop_back();
            {
                const int source = frame.sources.back();
                frame.sources.pop_back();
                return merge(source, frame.target);
            }
        case Frame::Kind::List:
            if (frame.next < 0) return finish();
            {
                const int item = frame.next;
                frame.next = m_nodes[size_t(item)].nextSibling;
                return visit(item);
            }
        default:
            if (frame.next < 0) return finish();
            return entry(frame);
        }
    }

    void entry(Frame &frame)
    {
        const int key = frame.next;
        const int value = m_nodes[size_t(key)].nextSibling;
        frame.next = m_nodes[size_t(value)].nextSibling;
        const YamlRef ref(&m_document, key);
        if (isMergeKey(ref)) return startMerge(value, frame.target);
        int meant = key;
        const int aliases = follow(meant);
        if (aliases < 0) return;
        m_aliasDepth -= aliases;
        if (!fitsTag(meant)) return;
        static thread_local KeyTexts texts;
        const YamlNode &written = m_nodes[size_t(key)];
        frame.key = KeyTexts::holds(written) ? texts.of(written) : keyText(ref);
        visit(value);
    }

    void startMerge(int value, size_t target)
    {
        if (m_nodes[size_t(value)].kind != YamlKind::Sequence) return merge(value, target);
        Frame list{.kind = Frame::Kind::MergeList, .target = target};
        for (int i = m_nodes[size_t(value)].firstChild; i >= 0; i = m_nodes[size_t(i)].nextSibling)
            list.sources.push_back(i);
        // goyaml.v2 starts with the last one, so that earlier ones win.
        push(std::move(list), value);
    }

    void merge(int index, size_t target)
    {
        const YamlRef ref(&m_document, index);
        if (!ref.isMapping()) return fail(Error::Code::Invalid, index, say("<< takes a mapping or a list of mappings"));
        const int aliases = follow(index);
        if (aliases < 0) return;
        push({.kind = Frame::Kind::Merge,
              .next = m_nodes[size_t(index)].firstChild,
              .target = target,
              .aliases = aliases},
             index);
    }

    // Spends the budget for a node and the aliases before it; index becomes the node that is meant. -1: too much.
    int follow(int &index)
    {
        int aliases = 0;
        while (m_nodes[size_t(index)].kind == YamlKind::Alias) {
            if (!spend(index)) return -1;
            index = m_nodes[size_t(index)].target;
            ++aliases;
            ++m_aliasDepth;
        }
        return spend(index) ? aliases : -1;
    }

    void visit(int index)
    {
        const int aliases = follow(index);
        if (aliases < 0) return;
        const YamlNode &node = m_nodes[size_t(index)];
        if (node.kind == YamlKind::Scalar) {
            const std::optional<Value> value = scalar(index);
            m_aliasDepth -= aliases;
            if (value) deliver(*value);
            return;
        }
        const bool isMap = node.kind == YamlKind::Mapping;
        Frame frame{.kind = isMap ? Frame::Kind::Map : Frame::Kind::List, .next = node.firstChild, .aliases = aliases};
        frame.target = m_frames.size();
        if (isMap)
            frame.value = withRoom<ValueMap>(children(node) / 2);
        else
            frame.value = withRoom<ValueList>(children(node));
        push(std::move(frame), index);
    }

    std::size_t children(const YamlNode &node) const
    {
        std::size_t count = 0;
        for (int i = node.firstChild; i >= 0; i = m_nodes[size_t(i)].nextSibling) ++count;
        return count;
    }

    template<typename Container>
    static Container withRoom(std::size_t size)
    {
        Container container;
        container.reserve(size);
        return container;
    }

    void push(Frame frame, int index)
    {
        if (m_frames.size() > size_t(limits::maxDepth))
            return fail(Error::Code::TooLarge, index, say("nested deeper than 10,000 levels"));
        m_frames.push_back(std::move(frame));
    }

    void finish()
    {
        Frame done = std::move(m_frames.back());
        m_frames.pop_back();
        m_aliasDepth -= done.aliases;
        if (done.kind != Frame::Kind::Merge) deliver(std::move(done.value));
    }

    // Puts a value where the topmost frame wants it.
    void deliver(Value value)
    {
        Frame &frame = m_frames.back();
        if (frame.kind == Frame::Kind::Top) {
            frame.value = std::move(value);
        } else if (frame.kind == Frame::Kind::List) {
            frame.value.list()->push_back(std::move(value));
        } else {
            Frame &target = m_frames[frame.target];
            ValueMap &map = *target.value.map();
            if (m_document.hasMergesOrDuplicates()) {
                const auto known = target.positions.constFind(frame.key);
                if (known != target.positions.cend()) {
                    map[*known].second = std::move(value);
                    return;
                }
                target.positions.insert(frame.key, map.size());
            }
            map.emplace_back(std::move(frame.key), std::move(value));
        }
    }

    std::optional<Value> scalar(int index)
    {
        const YamlRef ref(&m_document, index);
        if (!fitsTag(index)) return std::nullopt;
        const Scalar resolved = ref.scalar();
        if (resolved.type == ScalarType::String) return string(index);
        if (const auto *truth = std::get_if<bool>(&resolved.value)) return Value(*truth);
        if (const auto *whole = std::get_if<qint64>(&resolved.value)) return Value(*whole);
        if (const auto *big = std::get_if<quint64>(&resolved.value)) return Value(*big);
        if (const auto *number = std::get_if<double>(&resolved.value))
            return std::visit([](auto read) { return Value(read); }, jsonReading(*number));
        return Value();
    }

    bool fitsTag(int index)
    {
        const YamlNode &node = m_nodes[size_t(index)];
        const YamlProperties *properties = m_document.properties(node);
        if (!properties || properties->tag.isEmpty()) return true;
        const auto isAbout = [&](const YamlIssue &issue) {
            return issue.kind == YamlIssue::Kind::BadTag && issue.offset == node.span.begin;
        };
        const auto &issues = m_document.issues();
        if (std::none_of(issues.begin(), issues.end(), isAbout)) return true;
        fail(Error::Code::Invalid, index, say("the text does not fit its tag"));
        return false;
    }

    // One copy of a long text however often aliases lead to it.
    Value string(int index)
    {
        const QByteArrayView text = m_nodes[size_t(index)].value;
        constexpr qsizetype worthKeeping = 64;
        if (text.size() < worthKeeping || !m_document.hasAliases()) return textOf(text);
        QString &kept = m_texts[index];
        if (kept.isNull()) kept = textOf(text);
        return kept;
    }

    bool spend(int index)
    {
        if (m_budget.spend(m_aliasDepth > 0)) return true;
        fail(Error::Code::TooLarge, index, say("the document uses its aliases too often (a YAML bomb?)"));
        return false;
    }

    void fail(Error::Code code, int index, const QString &message)
    {
        if (!m_error) m_error = Error{code, message, locationOf(m_document, m_nodes[size_t(index)].span.begin)};
    }

    const YamlDocument &m_document;
    const std::vector<YamlNode> &m_nodes;
    std::vector<Frame> m_frames;
    AliasBudget m_budget;
    int m_aliasDepth = 0;
    QHash<int, QString> m_texts;
    std::optional<Error> m_error;
};

Result<Value> toValue(YamlRef node)
{
    if (!node.isValid()) return Value();
    return YamlDecoder(*node.document()).decode(node.index());
}

Location locationOf(const YamlDocument &document, qsizetype offset)
{
    const TextPosition place = TextIndex(document.text()).codePoints(offset);
    return {QString(), place.line + 1, place.column + 1};
}

} // namespace model
