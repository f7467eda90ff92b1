// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/carriedignores.h"

#include "model/base/textindex.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"

#include <map>
#include <vector>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxRules = 20; // of one line; more say nothing new
constexpr size_t maxLines = 5000;  // of one object that get a comment; of more none does

// Rules to be ignored, and where that is written; in order, each once.
struct Carried
{
    QStringList rules;
    QString place;

    void add(const IgnoreMark &mark)
    {
        if (mark.rule.isEmpty() || rules.size() >= maxRules || rules.contains(mark.rule)) return;
        rules += mark.rule;
        if (place.isEmpty()) place = Location{mark.place.file, mark.place.line, 0}.toString();
    }
    QByteArray toComment() const
    {
        QString text = u"# kubewright:ignore-rendered "_s + rules.join(u',') + u' ' + place;
        for (QChar &c : text)
            if (!c.isPrint()) c = u' '; // a file's name may be anything
        return text.toUtf8();
    }
};

class Carrier
{
public:
    Carrier(const QByteArray &yaml, const Sources &sources) : m_yaml(yaml), m_sources(sources), m_index(yaml) {}

    QByteArray run(const Object &object)
    {
        const YamlStream stream = YamlStream::parse(m_yaml);
        if (stream.parts().size() != 1) return m_yaml;
        const Origin own = object.root.origin.isKnown() ? object.root.origin : object.origin;
        forComments(own, [this](const IgnoreComment &comment) {
            if (comment.isAbove) m_above.add(comment.mark);
        });
        const YamlRef root = stream.parts().front().document->root();
        walk(object.root, root);
        const bool isNone = m_above.rules.isEmpty() && m_lines.empty();
        if (isNone || m_lines.size() > maxLines) return m_yaml;
        QByteArray text = write();
        const YamlStream again = YamlStream::parse(text);
        if (again.parts().size() != 1) return m_yaml;
        const auto before = toValue(root), after = toValue(again.parts().front().document->root());
        return before && after && *before == *after ? text : m_yaml;
    }

private:
    // A document's comments by their lines, and those above it.
    struct OfSource
    {
        TextIndex index;
        std::multimap<int, const IgnoreComment *> lines = {};
        std::vector<const IgnoreComment *> above = {};
    };
    OfSource &ofSource(int source, const std::vector<IgnoreComment> &comments)
    {
        const auto known = m_indexes.find(source);
        if (known != m_indexes.end()) return known->second;
        OfSource made{TextIndex(m_sources.document(source)->text())};
        const int first = m_sources.firstLine(source) + 1, last = first + made.index.lineCount();
        for (const IgnoreComment &comment : comments) {
            if (comment.lastLine < first || comment.firstLine > last) continue;
            if (!comment.isAbove && made.lines.count(comment.firstLine) < size_t(maxRules))
                made.lines.emplace(comment.firstLine, &comment);
            else if (comment.isAbove && qsizetype(made.above.size()) < maxRules)
                made.above.push_back(&comment);
        }
        return m_indexes.emplace(source, std::move(made)).first->second;
    }
    template<typename Visit>
    void forComments(Origin origin, Visit visit)
    {
        const auto *comments = origin.isKnown() ? m_sources.ignores(origin.source) : nullptr;
        if (!comments) return;
        const OfSource &of = ofSource(origin.source, *comments);
        const int line = m_sources.firstLine(origin.source) + of.index.lineOf(origin.begin) + 1;
        for (const IgnoreComment *comment : of.above)
            if (line >= comment->firstLine && line <= comment->lastLine) visit(*comment);
        const auto [begin, end] = of.lines.equal_range(line);
        for (auto at = begin; at != end; ++at) visit(*at->second);
    }
    void note(Origin origin, YamlRef at)
    {
        forComments(origin, [&](const IgnoreComment &comment) {
            if (m_lines.size() > maxLines || m_above.rules.contains(comment.mark.rule)) return;
            m_lines[m_index.lineOf(at.span().begin)].add(comment.mark);
        });
    }
    // Never deeper than a Node is.
    void walk(const Node &node, YamlRef ref)
    {
        note(node.origin, ref);
        if (node.isList()) {
            ref.forEachItem([&](int i, YamlRef item) {
                if (size_t(i) < node.entries.size()) walk(node.entries[size_t(i)].value, item);
            });
        } else if (node.isMap()) {
            size_t next = 0; // the text has them in the node's order, but for a few at the root
            ref.forEachEntry([&](const QString &key, YamlRef keyNode, YamlRef value) {
                const bool isNext = next < node.entries.size() && node.entries[next].key == key;
                const Node::Entry *entry = isNext ? &node.entries[next] : node.entry(key);
                ++next;
                if (!entry) return;
                note(entry->keyOrigin, keyNode);
                walk(entry->value, value);
            });
        }
    }
    QByteArray write() const
    {
        QByteArray text;
        if (!m_above.rules.isEmpty()) text += m_above.toComment() + '\n';
        const QList<QByteArray> lines = m_yaml.split('\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            text += lines[i];
            if (const auto carried = m_lines.find(int(i)); carried != m_lines.end())
                text += ' ' + carried->second.toComment();
            if (i + 1 < lines.size()) text += '\n';
        }
        return text;
    }

    const QByteArray &m_yaml;
    const Sources &m_sources;
    TextIndex m_index;
    std::map<int, OfSource> m_indexes;
    Carried m_above;
    std::map<int, Carried> m_lines; // from 0
};

} // namespace

QByteArray carryIgnores(const Object &object, const QByteArray &yaml, const Sources &sources)
{
    return sources.hasIgnores() ? Carrier(yaml, sources).run(object) : yaml;
}

} // namespace model::kustomize
