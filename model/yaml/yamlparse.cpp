// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamltree.h"

#include "model/base/limits.h"
#include "model/base/say.h"
#include "model/yaml/blockreader.h"
#include "model/yaml/jsonparse.h"
#include "model/yaml/yamlchecker.h"
#include "model/yaml/yamlinput.h"
#include "model/yaml/yamllayout.h"

#include <QHash>

#include <yaml.h>

#include <algorithm>
#include <optional>

namespace model {

namespace {
// A libyaml parser over one text, closed at the end of its scope.
struct Parser
{
    yaml_parser_t handle;
    bool ready;
    explicit Parser(QByteArrayView text) : ready(yaml_parser_initialize(&handle))
    {
        if (!ready) return;
        yaml_parser_set_encoding(&handle, YAML_UTF8_ENCODING);
        const char *data = text.isEmpty() ? "" : text.data(); // never null: libyaml would abort
        yaml_parser_set_input_string(&handle, reinterpret_cast<const unsigned char *>(data), size_t(text.size()));
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
          m_input(QByteArrayView(m_text).sliced(m_skip))
    {
    }

    void build()
    {
        if (!refuseBySize() && !refuseSeparator() && !readJson() && !BlockReader(m_document).read()) readEvents();
        if (m_document.m_error)
            m_document.m_nodes.clear();
        else
            YamlChecker(m_document).check();
    }

private:
    bool readJson()
    {
        if (m_document.m_dialect == YamlDialect::YamlOnly) return false;
        if (JsonTreeBuilder::mayBeJson(m_text)) return JsonTreeBuilder(m_document).build();
        if (m_document.m_dialect == YamlDialect::JsonOnly)
            fail(YamlIssue::Kind::Syntax, 0, say("kubectl reads only JSON behind two JSON objects"));
        return m_document.m_error.has_value();
    }

    bool refuseBySize()
    {
        if (m_text.startsWith("\xFF\xFE") || m_text.startsWith("\xFE\xFF"))
            fail(YamlIssue::Kind::Syntax, 0, say("the text is UTF-16; save it as UTF-8"));
        else if (m_text.size() > limits::maxDocumentBytes)
            fail(YamlIssue::Kind::TooLarge, 0, say("the document is larger than 5 MiB, the most that kubectl reads"));
        return m_document.m_error.has_value();
    }

    // kubectl cuts files at lines that start with `---`, and takes only a comment behind it: `----` is an error too.
    bool refuseSeparator()
    {
        if (!m_text.startsWith("---")) return false;
        const qsizetype end = m_text.indexOf('\n');
        const QByteArrayView rest = QByteArrayView(m_text).sliced(3, (end < 0 ? m_text.size() : end) - 3).trimmed();
        if (rest.isEmpty() || rest.startsWith('#')) return false;
        fail(YamlIssue::Kind::Syntax, rest.data() - m_text.constData(),
             say("the line with --- may hold only a comment for kubectl"));
        return true;
    }

    void fail(YamlIssue::Kind kind, qsizetype offset, const QString &message)
    {
        if (!m_document.m_error) m_document.m_error = YamlIssue{kind, offset, message};
    }

    // kubectl's reader takes a colon in brackets that no blank follows for text: [::1, fe80::]. libyaml stops at one
    // that a comma or bracket follows; then it stands hidden behind another letter, and the text is read anew.
    void readEvents()
    {
        m_offsets.emplace(m_input);
        m_read.emplace(m_input);
        constexpr qsizetype bytesPerNode = 16; // of common manifests
        m_document.m_nodes.reserve(size_t(m_text.size() / bytesPerNode));
        while (!m_document.m_error) {
            Parser parser(m_read->bytes());
            if (!parser.ready) return fail(YamlIssue::Kind::TooLarge, 0, say("not enough memory to read the text"));
            if (readEvents(parser.handle)) return;
            const QByteArrayView problem = parser.handle.problem ? parser.handle.problem : "";
            const qsizetype place = m_offsets->of(parser.handle.problem_mark.index);
            const bool goesOn = problem == "found unexpected ':'"             ? m_read->hideColon(place)
                                : problem == "found unknown escape character" ? m_read->hideEscape(place)
                                                                              : false;
            if (!goesOn) return failSyntax(parser.handle);
            forget();
        }
    }

    void forget()
    {
        m_document.m_nodes.clear();
        m_document.m_properties.clear();
        m_document.m_decoded.clear();
        m_document.m_issues.clear();
        m_document.m_hasAliases = false;
        m_anchors.clear();
        m_open.clear();
        m_lastChild.clear();
        m_isOpen.clear();
    }

    // False where the text is broken.
    bool readEvents(yaml_parser_t &parser)
    {
        while (!m_document.m_error) {
            Event event;
            if (!yaml_parser_parse(&parser, &event.data)) return false;
            switch (event.data.type) {
            case YAML_DOCUMENT_START_EVENT: checkStart(event.data); break;
            case YAML_DOCUMENT_END_EVENT: checkRest(at(event.data.end_mark)); return true;
            case YAML_STREAM_END_EVENT: return true;
            case YAML_ALIAS_EVENT:
            case YAML_SCALAR_EVENT:
            case YAML_SEQUENCE_START_EVENT:
            case YAML_MAPPING_START_EVENT: add(event.data); break;
            case YAML_SEQUENCE_END_EVENT:
            case YAML_MAPPING_END_EVENT: close(event.data); break;
            default: break;
            }
        }
        return true;
    }

    // kubectl does not look at what follows the first document, were it ever so wrong.
    void checkRest(qsizetype from)
    {
        const YamlLayout layout(m_document);
        const qsizetype rest = layout.skipBlanksAndComments(from);
        const bool ends = QByteArrayView(m_text).sliced(rest).trimmed() == "...";
        if (rest < m_text.size() && !ends)
            m_document.m_issues.push_back(
                {YamlIssue::Kind::Ignored, rest, say("kubectl does not read what follows here")});
    }

    void checkStart(const yaml_event_t &event)
    {
        const yaml_version_directive_t *version = event.data.document_start.version_directive;
        if (version && (version->major != 1 || version->minor != 1))
            fail(YamlIssue::Kind::Syntax, at(event.start_mark), say("kubectl reads YAML 1.1; take the %YAML line out"));
    }

    void failSyntax(const yaml_parser_t &p)
    {
        QString message = QString::fromUtf8(p.problem ? p.problem : "the text cannot be read");
        if (p.context) message = QString::fromUtf8(p.context) + QStringLiteral(": ") + message;
        qsizetype offset =
            p.error == YAML_READER_ERROR ? qsizetype(p.problem_offset) : m_offsets->of(p.problem_mark.index);
        offset = std::min(offset, m_input.size());
        // A mark at the end of the text points at nothing: name the last thing that stands there.
        while (offset > 0 && offset == m_input.size() && isspace(uchar(m_input[offset - 1]))) --offset;
        fail(YamlIssue::Kind::Syntax, offset + m_skip, message);
    }

    qsizetype at(const yaml_mark_t &mark) const { return m_offsets->of(mark.index) + m_skip; }

    void add(const yaml_event_t &event)
    {
        YamlNode node;
        node.parent = m_open.empty() ? -1 : m_open.back();
        node.span = {at(event.start_mark), at(event.end_mark)};
        switch (event.type) {
        case YAML_ALIAS_EVENT: readAlias(event, node); break;
        case YAML_SCALAR_EVENT: readScalar(event, node); break;
        case YAML_SEQUENCE_START_EVENT: {
            const auto &start = event.data.sequence_start;
            node.kind = YamlKind::Sequence;
            node.style = start.style == YAML_FLOW_SEQUENCE_STYLE ? YamlStyle::Flow : YamlStyle::Block;
            readProperties(start.anchor, start.tag, node);
            break;
        }
        default: {
            const auto &start = event.data.mapping_start;
            node.kind = YamlKind::Mapping;
            node.style = start.style == YAML_FLOW_MAPPING_STYLE ? YamlStyle::Flow : YamlStyle::Block;
            readProperties(start.anchor, start.tag, node);
        }
        }
        append(node);
    }

    void readAlias(const yaml_event_t &event, YamlNode &node)
    {
        node.kind = YamlKind::Alias;
        node.value = QByteArrayView(m_text).sliced(node.span.begin + 1, node.span.size() - 1);
        node.target = m_anchors.value(bytes(event.data.alias.anchor), -1);
        m_document.m_hasAliases = true;
        const QString name = QString::fromUtf8(node.value);
        if (node.target < 0)
            fail(YamlIssue::Kind::Alias, node.span.begin, say("unknown anchor '%1' referenced").arg(name));
        else if (m_isOpen[size_t(node.target)])
            fail(YamlIssue::Kind::Alias, node.span.begin, say("anchor '%1' value contains itself").arg(name));
    }

    void readScalar(const yaml_event_t &event, YamlNode &node)
    {
        const auto &scalar = event.data.scalar;
        node.style = scalarStyle(scalar.style);
        readProperties(scalar.anchor, scalar.tag, node);
        const bool block = node.style == YamlStyle::Literal || node.style == YamlStyle::Folded;
        while (block && node.span.size() > 1 && isspace(uchar(m_text[node.span.end - 1]))) --node.span.end;
        if (node.span.isEmpty() && node.properties < 0 && !m_open.empty()) { // else it is where they end
            const qsizetype empty = YamlLayout(m_document).emptyChild(m_lastChild.back(), node.span.begin);
            node.span = {empty, empty};
        }
        const QByteArrayView decoded(reinterpret_cast<const char *>(scalar.value), qsizetype(scalar.length));
        const bool quoted = node.style == YamlStyle::SingleQuoted || node.style == YamlStyle::DoubleQuoted;
        const qsizetype inset = quoted && node.span.size() >= 2 ? 1 : 0;
        const auto raw = QByteArrayView(m_text).sliced(node.span.begin + inset, node.span.size() - 2 * inset);
        const YamlProperties *properties = m_document.properties(node);
        if (properties && properties->tag == "tag:yaml.org,2002:binary")
            node.value =
                decodeBinary(m_read->unhidden(decoded.toByteArray(), node.span.shifted(-m_skip)), node.span.begin);
        else
            node.value =
                raw == decoded ? raw : keep(m_read->unhidden(decoded.toByteArray(), node.span.shifted(-m_skip)));
        if (node.style == YamlStyle::DoubleQuoted && raw.size() != decoded.size())
            refuseSlashEscape(raw, node.span.begin + 1);
    }

    QByteArrayView keep(QByteArray text)
    {
        m_document.m_decoded.push_back(std::move(text));
        return m_document.m_decoded.back();
    }

    QByteArrayView decodeBinary(QByteArrayView text, qsizetype offset)
    {
        const QByteArray compact = text.toByteArray().replace("\n", "").replace("\r", "");
        auto decoded = QByteArray::fromBase64Encoding(compact, QByteArray::AbortOnBase64DecodingErrors);
        if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok || compact.size() % 4 != 0)
            m_document.m_issues.push_back(
                {YamlIssue::Kind::BadTag, offset, say("!!binary value contains invalid base64 data")});
        return keep(std::move(decoded.decoded));
    }

    // libyaml takes `\/`, as YAML 1.2 and JSON do; kubectl's reader does not.
    void refuseSlashEscape(QByteArrayView raw, qsizetype offset)
    {
        for (qsizetype i = 0; i + 1 < raw.size(); ++i) {
            if (raw[i] != '\\') continue;
            if (raw[++i] == '/')
                return fail(YamlIssue::Kind::Syntax, offset + i - 1,
                            say("\\/ is no escape in YAML 1.1; write / alone"));
        }
    }

    // libyaml starts a node at its anchor or tag; our span starts at the node itself.
    void readProperties(const yaml_char_t *anchor, const yaml_char_t *tag, YamlNode &node)
    {
        qsizetype i = node.span.begin;
        if (i >= node.span.end || (m_text[i] != '&' && m_text[i] != '!')) return;
        YamlProperties properties{i, bytes(anchor), bytes(tag)};
        while (i < node.span.end) {
            if (m_text[i] == '#') {
                i = commentEnd(m_text, i);
            } else if (m_text[i] == '&' || m_text[i] == '!') {
                if (m_text[i] == '!' && properties.tag.isEmpty())
                    properties.tag = "!"; // libyaml does not tell this one
                while (i < node.span.end && skipYamlWhite(m_text, i) == i) ++i;
            } else {
                const qsizetype behind = skipYamlWhite(m_text, i);
                if (behind == i) break;
                i = behind;
            }
        }
        node.span.begin = i;
        node.properties = int(m_document.m_properties.size());
        m_document.m_properties.push_back(std::move(properties));
    }

    void append(const YamlNode &node)
    {
        auto &nodes = m_document.m_nodes;
        const int index = int(nodes.size());
        const YamlProperties *properties = m_document.properties(node);
        if (properties && !properties->anchor.isEmpty()) m_anchors.insert(properties->anchor, index);
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
        nodes.push_back(node);
        const bool container = node.kind == YamlKind::Mapping || node.kind == YamlKind::Sequence;
        m_isOpen.push_back(container);
        if (!container) return;
        m_open.push_back(index);
        m_lastChild.push_back(-1);
        if (m_open.size() > size_t(limits::maxDepth))
            fail(YamlIssue::Kind::TooDeep, node.span.begin, say("nested deeper than 10,000 levels"));
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
            if (node.kind == YamlKind::Mapping && node.properties < 0)
                node.span.begin = std::min(node.span.begin, m_document.outerSpan(first).begin);
            node.span.end = std::max(node.span.begin, last.span.end);
        } else {
            node.span.end = node.span.begin;
        }
        m_isOpen[size_t(m_open.back())] = false;
        m_open.pop_back();
        m_lastChild.pop_back();
    }

    YamlDocument &m_document;
    const QByteArray &m_text;
    qsizetype m_skip; // a byte order mark
    QByteArrayView m_input;
    std::optional<YamlOffsets> m_offsets; // as soon as libyaml is asked
    std::optional<YamlInput> m_read;      // the same
    QHash<QByteArray, int> m_anchors;
    std::vector<int> m_open;
    std::vector<int> m_lastChild;
    std::vector<bool> m_isOpen; // by node: a collection whose end has not come
};

std::shared_ptr<const YamlDocument> YamlDocument::parse(QByteArray text, YamlDialect dialect)
{
    auto document = std::make_shared<YamlDocument>();
    document->m_dialect = dialect;
    document->m_text = std::move(text);
    YamlTreeBuilder(*document).build();
    return document;
}

} // namespace model
