// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamltree.h"

#include "model/base/limits.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <yaml.h>

namespace model {

namespace {

QString say(const char *text) { return QCoreApplication::translate("Yaml", text); }

// libyaml counts code points; everything else here counts bytes.
class ByteOffsets
{
public:
    explicit ByteOffsets(QByteArrayView text) : m_text(text)
    {
        qsizetype count = 0;
        for (qsizetype i = 0; i < text.size(); ++i) {
            if ((uchar(text[i]) & 0xC0) == 0x80) continue;
            if (count++ % step == 0) m_marks.push_back(i);
        }
        m_ascii = count == text.size();
    }

    qsizetype of(size_t codePoints) const
    {
        if (m_ascii) return std::min(qsizetype(codePoints), m_text.size());
        const size_t mark = codePoints / step;
        if (mark >= m_marks.size()) return m_text.size();
        qsizetype i = m_marks[mark];
        for (size_t left = codePoints % step; left > 0 && i < m_text.size(); --left) {
            ++i;
            while (i < m_text.size() && (uchar(m_text[i]) & 0xC0) == 0x80) ++i;
        }
        return i;
    }

private:
    static constexpr size_t step = 64;
    QByteArrayView m_text;
    std::vector<qsizetype> m_marks; // byte offset of every 64th code point
    bool m_ascii = false;
};

// A libyaml parser over one text, closed at the end of its scope.
struct Parser
{
    yaml_parser_t handle;
    bool ready;
    explicit Parser(QByteArrayView text) : ready(yaml_parser_initialize(&handle))
    {
        if (!ready) return;
        yaml_parser_set_encoding(&handle, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&handle, reinterpret_cast<const unsigned char *>(text.data()),
                                     size_t(text.size()));
    }
    ~Parser()
    {
        if (ready) yaml_parser_delete(&handle);
    }
    Parser(const Parser &) = delete;
    Parser &operator=(const Parser &) = delete;
};

struct Event
{
    yaml_event_t data{};
    Event() = default;
    ~Event() { yaml_event_delete(&data); }
    Event(const Event &) = delete;
    Event &operator=(const Event &) = delete;
};

QByteArray bytes(const yaml_char_t *text)
{
    return text ? QByteArray(reinterpret_cast<const char *>(text)) : QByteArray();
}

YamlStyle scalarStyle(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return YamlStyle::SingleQuoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return YamlStyle::DoubleQuoted;
    case YAML_LITERAL_SCALAR_STYLE: return YamlStyle::Literal;
    case YAML_FOLDED_SCALAR_STYLE: return YamlStyle::Folded;
    default: return YamlStyle::Plain;
    }
}

} // namespace

// Builds the node array from libyaml's events. One use per document.
class YamlTreeBuilder
{
public:
    explicit YamlTreeBuilder(YamlDocument &document)
        : m_document(document),
          m_text(document.m_text),
          m_skip(m_text.startsWith("\xEF\xBB\xBF") ? 3 : 0),
          m_input(QByteArrayView(m_text).sliced(m_skip)),
          m_offsets(m_input),
          m_parser(m_input)
    {
    }

    void build()
    {
        if (!refuseBySize()) readEvents();
        if (m_document.m_error)
            m_document.m_nodes.clear();
        else
            checkKeys();
    }

private:
    bool refuseBySize()
    {
        if (m_text.startsWith("\xFF\xFE") || m_text.startsWith("\xFE\xFF"))
            fail(YamlIssue::Kind::Syntax, 0, say("the text is UTF-16; save it as UTF-8"));
        else if (m_text.size() > limits::maxDocumentBytes)
            fail(YamlIssue::Kind::TooLarge, 0, say("the document is larger than 5 MiB, the most that kubectl reads"));
        else if (!m_parser.ready)
            fail(YamlIssue::Kind::TooLarge, 0, say("not enough memory to read the text"));
        return m_document.m_error.has_value();
    }

    void fail(YamlIssue::Kind kind, qsizetype offset, const QString &message)
    {
        if (!m_document.m_error) m_document.m_error = YamlIssue{kind, offset, message};
    }

    void readEvents()
    {
        bool inside = false;
        while (!m_document.m_error) {
            Event event;
            if (!yaml_parser_parse(&m_parser.handle, &event.data)) return failSyntax();
            switch (event.data.type) {
            case YAML_STREAM_END_EVENT: return;
            case YAML_DOCUMENT_START_EVENT:
                if (inside) return; // after `...`: kubectl reads the first document only
                inside = true;
                break;
            case YAML_ALIAS_EVENT:
            case YAML_SCALAR_EVENT:
            case YAML_SEQUENCE_START_EVENT:
            case YAML_MAPPING_START_EVENT: add(event.data); break;
            case YAML_SEQUENCE_END_EVENT:
            case YAML_MAPPING_END_EVENT: close(event.data); break;
            default: break;
            }
        }
    }

    void failSyntax()
    {
        const yaml_parser_t &p = m_parser.handle;
        QString message = QString::fromUtf8(p.problem ? p.problem : "the text cannot be read");
        if (p.context) message = QString::fromUtf8(p.context) + QStringLiteral(": ") + message;
        qsizetype offset =
            p.error == YAML_READER_ERROR ? qsizetype(p.problem_offset) : m_offsets.of(p.problem_mark.index);
        offset = std::min(offset, m_input.size());
        // A mark at the end of the text points at nothing: name the last thing that stands there.
        while (offset > 0 && offset == m_input.size() && isspace(uchar(m_input[offset - 1]))) --offset;
        fail(YamlIssue::Kind::Syntax, offset + m_skip, message);
    }

    qsizetype at(const yaml_mark_t &mark) const { return m_offsets.of(mark.index) + m_skip; }

    void add(const yaml_event_t &event)
    {
        YamlNode node;
        node.parent = m_open.empty() ? -1 : m_open.back();
        node.span = {at(event.start_mark), at(event.end_mark)};
        switch (event.type) {
        case YAML_ALIAS_EVENT:
            node.kind = YamlKind::Alias;
            node.value = bytes(event.data.alias.anchor);
            node.target = m_anchors.value(node.value, -1);
            if (node.target < 0)
                return fail(YamlIssue::Kind::Alias, node.span.begin,
                            say("unknown anchor '%1' referenced").arg(QString::fromUtf8(node.value)));
            if (isOpen(node.target))
                return fail(YamlIssue::Kind::Alias, node.span.begin,
                            say("anchor '%1' value contains itself").arg(QString::fromUtf8(node.value)));
            break;
        case YAML_SCALAR_EVENT: readScalar(event, node); break;
        case YAML_SEQUENCE_START_EVENT:
            node.kind = YamlKind::Sequence;
            node.style =
                event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE ? YamlStyle::Flow : YamlStyle::Block;
            node.anchor = bytes(event.data.sequence_start.anchor);
            node.tag = bytes(event.data.sequence_start.tag);
            break;
        default:
            node.kind = YamlKind::Mapping;
            node.style = event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE ? YamlStyle::Flow : YamlStyle::Block;
            node.anchor = bytes(event.data.mapping_start.anchor);
            node.tag = bytes(event.data.mapping_start.tag);
        }
        skipProperties(node);
        append(std::move(node));
    }

    void readScalar(const yaml_event_t &event, YamlNode &node)
    {
        const auto &scalar = event.data.scalar;
        node.style = scalarStyle(scalar.style);
        node.value = QByteArray(reinterpret_cast<const char *>(scalar.value), qsizetype(scalar.length));
        node.anchor = bytes(scalar.anchor);
        node.tag = bytes(scalar.tag);
        const bool block = node.style == YamlStyle::Literal || node.style == YamlStyle::Folded;
        while (block && node.span.size() > 1 && isspace(uchar(m_text[node.span.end - 1]))) --node.span.end;
    }

    // libyaml starts a node at its anchor or tag; our span starts at the node itself.
    void skipProperties(YamlNode &node) const
    {
        if (node.anchor.isEmpty() && node.tag.isEmpty()) return;
        qsizetype i = node.span.begin;
        while (i < node.span.end && (m_text[i] == '&' || m_text[i] == '!')) {
            while (i < node.span.end && !isspace(uchar(m_text[i]))) ++i;
            while (i < node.span.end && isspace(uchar(m_text[i]))) ++i;
        }
        node.span.begin = i;
    }

    bool isOpen(int index) const { return std::find(m_open.begin(), m_open.end(), index) != m_open.end(); }

    void append(YamlNode node)
    {
        auto &nodes = m_document.m_nodes;
        const int index = int(nodes.size());
        if (!node.anchor.isEmpty()) m_anchors.insert(node.anchor, index);
        if (node.parent >= 0) {
            YamlNode &parent = nodes[size_t(node.parent)];
            ++parent.childCount;
            int &last = m_lastChild.back();
            if (last < 0)
                parent.firstChild = index;
            else
                nodes[size_t(last)].nextSibling = index;
            last = index;
        }
        const bool container = node.kind == YamlKind::Mapping || node.kind == YamlKind::Sequence;
        const qsizetype start = node.span.begin;
        nodes.push_back(std::move(node));
        if (!container) return;
        m_open.push_back(index);
        m_lastChild.push_back(-1);
        if (m_open.size() > size_t(limits::maxDepth))
            fail(YamlIssue::Kind::TooDeep, start, say("nested deeper than 10,000 levels"));
    }

    void close(const yaml_event_t &event)
    {
        YamlNode &node = m_document.m_nodes[size_t(m_open.back())];
        // A block collection ends where its last child ends; libyaml says the start of whatever comes next.
        if (node.style == YamlStyle::Flow) {
            node.span.end = at(event.end_mark);
        } else if (m_lastChild.back() >= 0) {
            const YamlNode &first = m_document.m_nodes[size_t(node.firstChild)];
            const YamlNode &last = m_document.m_nodes[size_t(m_lastChild.back())];
            if (node.kind == YamlKind::Mapping && node.anchor.isEmpty() && node.tag.isEmpty() &&
                first.anchor.isEmpty() && first.tag.isEmpty())
                node.span.begin = std::min(node.span.begin, first.span.begin);
            node.span.end = std::max(node.span.begin, last.span.end);
        } else {
            node.span.end = node.span.begin;
        }
        m_open.pop_back();
        m_lastChild.pop_back();
    }

    // What Go cannot hold in a map[string]interface{}, and what strict decoding refuses.
    void checkKeys()
    {
        const auto &nodes = m_document.m_nodes;
        for (const YamlNode &node : nodes) {
            if (node.kind != YamlKind::Mapping) continue;
            QSet<QString> seen;
            for (int i = node.firstChild; i >= 0; i = nodes[size_t(nodes[size_t(i)].nextSibling)].nextSibling)
                checkKey(i, seen);
            if (m_document.m_error) break;
        }
        if (m_document.m_error) m_document.m_nodes.clear();
    }

    void checkKey(int index, QSet<QString> &seen)
    {
        const YamlRef key(&m_document, index);
        const YamlNode &meant = key.node();
        if (meant.kind != YamlKind::Scalar) {
            const QString what = meant.kind == YamlKind::Mapping ? say("a mapping") : say("a list");
            return fail(YamlIssue::Kind::BadKey, key.span().begin,
                        say("%1 is used as a key; a key is text (a template's {{…}} needs quotes)").arg(what));
        }
        const QString text = keyText(meant);
        if (meant.style == YamlStyle::Plain && meant.value == "<<") return;
        if (seen.contains(text))
            m_document.m_issues.push_back(
                {YamlIssue::Kind::DuplicateKey, key.span().begin, say("the key \"%1\" is there twice").arg(text)});
        seen.insert(text);
    }

    YamlDocument &m_document;
    const QByteArray &m_text;
    qsizetype m_skip; // a byte order mark
    QByteArrayView m_input;
    ByteOffsets m_offsets;
    Parser m_parser;
    QHash<QByteArray, int> m_anchors;
    std::vector<int> m_open;
    std::vector<int> m_lastChild;
};

std::shared_ptr<const YamlDocument> YamlDocument::parse(QByteArray text)
{
    auto document = std::make_shared<YamlDocument>();
    document->m_text = std::move(text);
    YamlTreeBuilder(*document).build();
    return document;
}

} // namespace model
