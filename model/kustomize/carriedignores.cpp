// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/carriedignores.h"

#include "model/base/textindex.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"

#include <map>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {

// Rules to be ignored, and where that is written; in order, each once.
struct Carried
{
    QStringList rules;
    QString place;

    void add(const IgnoreMark &mark)
    {
        if (mark.rule.isEmpty() || rules.contains(mark.rule)) return;
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
        if (m_above.rules.isEmpty() && m_lines.empty()) return m_yaml;
        QByteArray text = write();
        const YamlStream again = YamlStream::parse(text);
        if (again.parts().size() != 1) return m_yaml;
        const auto before = toValue(root), after = toValue(again.parts().front().document->root());
        return before && after && *before == *after ? text : m_yaml;
    }

private:
    template<typename Visit>
    void forComments(Origin origin, Visit visit)
    {
        const auto *comments = origin.isKnown() ? m_sources.ignores(origin.source) : nullptr;
        if (!comments) return;
        auto known = m_indexes.find(origin.source);
        if (known == m_indexes.end())
            known = m_indexes.emplace(origin.source, TextIndex(m_sources.document(origin.source)->text())).first;
        const int line = m_sources.firstLine(origin.source) + known->second.lineOf(origin.begin) + 1;
        for (const IgnoreComment &comment : *comments)
            if (line >= comment.firstLine && line <= comment.lastLine) visit(comment);
    }
    void note(Origin origin, YamlRef at)
    {
        forComments(origin, [&](const IgnoreComment &comment) {
            if (m_above.rules.contains(comment.mark.rule)) return;
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
            ref.forEachEntry([&](const QString &key, YamlRef keyNode, YamlRef value) {
                const Node::Entry *entry = node.entry(key);
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
    std::map<int, TextIndex> m_indexes; // of sources
    Carried m_above;
    std::map<int, Carried> m_lines; // from 0
};

} // namespace

QByteArray carryIgnores(const Object &object, const QByteArray &yaml, const Sources &sources)
{
    return sources.hasIgnores() ? Carrier(yaml, sources).run(object) : yaml;
}

} // namespace model::kustomize
