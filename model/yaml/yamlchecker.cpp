// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamlchecker.h"

#include "model/base/say.h"

#include <algorithm>
#include <cmath>

namespace model {

// What Go cannot hold in a map[string]interface{}, and what strict decoding refuses.
void YamlChecker::check()
{
    const auto &nodes = m_document.m_nodes;
    for (YamlNode &node : m_document.m_nodes)
        if (node.kind == YamlKind::Scalar && node.properties < 0) describe(node);
    for (size_t n = 0; n < nodes.size() && !m_document.m_error; ++n) {
        if (nodes[n].kind == YamlKind::Scalar) checkScalar(int(n));
        if (nodes[n].kind != YamlKind::Mapping) continue;
        m_keys.clear();
        m_index.clear();
        m_otherTexts.clear();
        for (int i = nodes[n].firstChild; i >= 0; i = nodes[size_t(nodes[size_t(i)].nextSibling)].nextSibling)
            checkKey(YamlRef(&m_document, i), nodes[n].childCount > 2);
    }
    if (m_document.m_error) m_document.m_nodes.clear();
}

// What everybody asks for again and again.
void YamlChecker::describe(YamlNode &node)
{
    node.hint = textHint(node.value);
    node.isText = node.style != YamlStyle::Plain || resolvePlain(node.value).type == ScalarType::String;
}

void YamlChecker::checkKey(YamlRef key, bool hasSiblings)
{
    const qsizetype offset = key.span().begin;
    if (!key.isScalar()) {
        const QString what = key.isMapping() ? say("a mapping") : say("a list");
        return fail(YamlIssue::Kind::BadKey, offset,
                    say("%1 is used as a key; a key is text (a template's {{…}} needs quotes)").arg(what));
    }
    if (isMergeKey(key)) {
        m_document.m_hasMergesOrDuplicates = true;
        return checkMerge(YamlRef(&m_document, key.written().nextSibling));
    }
    const Scalar scalar = key.scalar();
    if (scalar.type == ScalarType::Null)
        return fail(YamlIssue::Kind::BadKey, offset, say("the key is empty or null; a key is text"));
    if (std::holds_alternative<quint64>(scalar.value))
        return fail(YamlIssue::Kind::BadKey, offset, say("the key is a number beyond 64 bits; it needs quotes"));
    if (!hasSiblings) return;
    QByteArrayView text = key.node().value;
    if (scalar.type != ScalarType::String) text = m_otherTexts.emplace_back(keyText(key).toUtf8());
    if (!isKnown(text)) return;
    m_document.m_hasMergesOrDuplicates = true;
    note(YamlIssue::Kind::DuplicateKey, offset, say("the key \"%1\" is there twice").arg(QString::fromUtf8(text)));
}

bool YamlChecker::isKnown(QByteArrayView key)
{
    constexpr size_t few = 12; // to look through them is quicker than to hash them
    if (m_keys.size() < few) {
        if (std::find(m_keys.begin(), m_keys.end(), key) != m_keys.end()) return true;
    } else {
        if (m_index.isEmpty())
            for (const QByteArrayView known : m_keys) m_index.insert(known);
        const qsizetype before = m_index.size();
        m_index.insert(key);
        return m_index.size() == before;
    }
    m_keys.push_back(key);
    return false;
}

void YamlChecker::checkMerge(YamlRef value)
{
    const bool isList = value.isValid() && value.written().kind == YamlKind::Sequence; // an alias to one is refused
    bool fits = value.isMapping() || isList;
    if (isList) value.forEachItem([&](int, YamlRef item) { fits = fits && item.isMapping(); });
    if (!fits) note(YamlIssue::Kind::BadMerge, value.span().begin, say("<< takes a mapping or a list of mappings"));
}

void YamlChecker::checkScalar(int index)
{
    const YamlNode &node = m_document.m_nodes[size_t(index)];
    const YamlProperties *properties = m_document.properties(node);
    if (properties && !properties->tag.isEmpty() && !resolveTagged(properties->tag, node.value))
        note(YamlIssue::Kind::BadTag, node.span.begin,
             say("the text does not fit its tag %1").arg(QString::fromUtf8(properties->tag)));
    if (node.style != YamlStyle::Plain) return;
    const bool inFlow = node.parent >= 0 && m_document.m_nodes[size_t(node.parent)].style == YamlStyle::Flow;
    if (inFlow && node.value.contains('?'))
        return fail(YamlIssue::Kind::Syntax, node.span.begin,
                    say("text with ? inside brackets needs quotes for kubectl"));
    if (node.isText || !node.value.contains('.')) return;
    const Scalar scalar = YamlRef(&m_document, index).scalar();
    const double *number = std::get_if<double>(&scalar.value);
    if (number && !std::isfinite(*number))
        note(YamlIssue::Kind::NotJson, node.span.begin, say("JSON has no such number; as text it needs quotes"));
}

void YamlChecker::note(YamlIssue::Kind kind, qsizetype offset, const QString &message)
{
    constexpr size_t enough = 1000; // nobody reads more
    if (m_document.m_issues.size() < enough) m_document.m_issues.push_back({kind, offset, message});
}

void YamlChecker::fail(YamlIssue::Kind kind, qsizetype offset, const QString &message)
{
    if (!m_document.m_error) m_document.m_error = YamlIssue{kind, offset, message};
}

} // namespace model
