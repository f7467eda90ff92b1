// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/yamlduplicates.h"

#include "model/yaml/yamlvalue.h"

#include <QSet>
#include <QStringList>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxDuplicates = 100;

struct Frame
{
    YamlRef node;
    int child = -1; // the next one's index; in a mapping a key's
    int item = 0;   // its number, in a list
    QSet<QString> keys = {};
};

// How Go's %#v shows a mapping's key.
QString goKey(YamlRef key)
{
    const QString text = keyText(key);
    const ScalarType type = key.scalar().type;
    if (type != ScalarType::String) return type == ScalarType::Null ? u"interface {}(nil)"_s : text;
    QString quoted = text;
    quoted.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s).replace(u'\n', u"\\n"_s).replace(u'\t', u"\\t"_s);
    return u'"' + quoted + u'"';
}

class Finder
{
public:
    explicit Finder(const YamlDocument &document) : m_document(document) {}

    YamlDuplicates find()
    {
        push(m_document.root());
        while (!m_open.empty() && m_lines.size() < maxDuplicates) step();
        YamlDuplicates found{.paths = std::move(m_paths), .strictError = {}};
        if (!m_lines.isEmpty()) found.strictError = u"yaml: unmarshal errors:\n  "_s + m_lines.join(u"\n  "_s);
        return found;
    }

private:
    void push(YamlRef node)
    {
        if (!node.isValid()) return;
        const YamlNode &written = node.written();
        if (written.kind != YamlKind::Mapping && written.kind != YamlKind::Sequence) return;
        m_open.push_back({.node = node, .child = written.firstChild});
    }

    YamlRef at(int index) const { return {&m_document, index}; }

    void step()
    {
        Frame &frame = m_open.back();
        const bool isMapping = frame.node.written().kind == YamlKind::Mapping;
        if (frame.child < 0) {
            m_open.pop_back();
            // A key is set when its value is read: what is twice in the value comes first.
            if (!m_open.empty()) finish(m_open.back());
            return;
        }
        const YamlRef value = isMapping ? at(at(frame.child).written().nextSibling) : at(frame.child);
        const size_t depth = m_open.size();
        push(value);
        if (m_open.size() == depth) finish(m_open.back());
    }

    // The child's value has been read.
    void finish(Frame &frame)
    {
        const YamlRef child = at(frame.child);
        if (frame.node.written().kind == YamlKind::Sequence) {
            frame.child = child.written().nextSibling;
            ++frame.item;
            return;
        }
        const YamlRef value = at(child.written().nextSibling);
        if (isMergeKey(child)) {
            const auto merge = [&](YamlRef from) {
                from.forEachEntry([&](const QString &, YamlRef key, YamlRef merged) { set(frame, key, merged); });
            };
            if (value.isMapping())
                merge(value);
            else
                for (int i = value.size() - 1; i >= 0; --i) merge(value.at(i));
        } else {
            set(frame, child, value);
        }
        frame.child = value.written().nextSibling;
    }

    void set(Frame &frame, YamlRef key, YamlRef value)
    {
        const QString text = keyText(key);
        const qsizetype before = frame.keys.size();
        frame.keys.insert(text);
        if (frame.keys.size() > before || m_lines.size() >= maxDuplicates) return;
        const int line = locationOf(m_document, value.span().begin).line;
        m_lines.append(u"line %1: key %2 already set in map"_s.arg(QString::number(line), goKey(key)));
        QString path;
        for (size_t i = 0; i + 1 < m_open.size(); ++i) {
            const Frame &outer = m_open[i];
            if (outer.node.written().kind == YamlKind::Sequence)
                path += u"[%1]"_s.arg(outer.item);
            else
                path += (i > 0 ? u"."_s : QString()) + keyText(at(outer.child));
        }
        if (m_open.size() > 1) path += u'.';
        path += text;
        if (std::find(m_paths.begin(), m_paths.end(), path) == m_paths.end()) m_paths.push_back(std::move(path));
    }

    const YamlDocument &m_document;
    std::vector<Frame> m_open;
    QStringList m_lines;
    std::vector<QString> m_paths;
};

} // namespace

YamlDuplicates findYamlDuplicates(const YamlDocument &document) { return Finder(document).find(); }

} // namespace model
