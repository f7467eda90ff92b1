// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/yaml/yamlinvariants.h"

#include "model/yaml/blockreader.h"
#include "model/yaml/emitter.h"
#include "model/yaml/yamlvalue.h"
#include "tests/model/yaml/explicitkeys.h"
#include "tests/model/yaml/randomedits.h"

using namespace model;

// Without a line break of YAML 1.1, NEL, LS and PS among them.
static bool isOneLine(const QByteArray &text)
{
    return !text.contains('\n') && !text.contains('\r') && !text.contains("\xC2\x85") &&
           !text.contains("\xE2\x80\xA8") && !text.contains("\xE2\x80\xA9");
}

static bool isFreeScalar(const YamlDocument &document, const YamlNode &node)
{
    const bool block = node.style == YamlStyle::Literal || node.style == YamlStyle::Folded;
    return node.kind == YamlKind::Scalar && !block && node.properties < 0 && !node.span.isEmpty() &&
           isOneLine(document.text().mid(node.span.begin, node.span.size())) && !node.value.endsWith(':') &&
           !node.value.startsWith("\xEF\xBB\xBF");
}

// As an item; else in brackets, where text from a flow collection may stand.
static bool meansTheSameAlone(const YamlDocument &document, int index)
{
    const Span span = document.nodes()[size_t(index)].span;
    const QByteArray bytes = document.text().mid(span.begin, span.size());
    const auto alone = YamlDocument::parse("- " + bytes);
    const auto inBrackets = YamlDocument::parse("[" + bytes + "]");
    const YamlRef first = alone->root().at(0);
    const YamlRef read = first.isScalar() ? first : inBrackets->root().at(0);
    // Some mean nothing alone: `?`.
    return !read.isScalar() || toValue(read)->means(*toValue(YamlRef(&document, index)));
}

QByteArray brokenSpan(const YamlDocument &document)
{
    const auto &nodes = document.nodes();
    for (size_t i = 0; i < nodes.size(); ++i) {
        const YamlNode &node = nodes[i];
        const Span outer = document.outerSpan(node);
        const QByteArray what =
            "node " + QByteArray::number(qsizetype(i)) + " at " + QByteArray::number(outer.begin) + ": ";
        if (outer.begin < 0 || outer.begin > node.span.begin || node.span.begin > node.span.end)
            return what + "turned round";
        if (node.span.end > document.text().size()) return what + "beyond the text";
        if (node.parent >= 0) {
            const Span parent = nodes[size_t(node.parent)].span;
            if (outer.begin < parent.begin || node.span.end > parent.end) return what + "outside its parent";
        }
        if (node.nextSibling >= 0 && node.span.end > document.outerSpan(nodes[size_t(node.nextSibling)]).begin)
            return what + "overlaps the next";
        if (i < 300 && isFreeScalar(document, node) && toValue(YamlRef(&document, int(i))) &&
            !meansTheSameAlone(document, int(i)))
            return what + "means something else alone";
    }
    return {};
}

static QByteArray told(const YamlNode &node)
{
    QByteArray text;
    for (const qsizetype number :
         {qsizetype(node.kind), qsizetype(node.style), qsizetype(node.parent), qsizetype(node.firstChild),
          qsizetype(node.nextSibling), qsizetype(node.childCount), qsizetype(node.target), qsizetype(node.properties),
          node.span.begin, node.span.end, qsizetype(node.hint)})
        text += QByteArray::number(number) + ' ';
    return text + node.value.toByteArray();
}

QByteArray brokenBlocks(const QByteArray &text)
{
    if (!BlockReader::reads(text)) return {};
    // A letter that is not ASCII sends it to libyaml.
    const auto read = YamlDocument::parse(text, YamlDialect::YamlOnly);
    const auto byLibrary =
        YamlDocument::parse(text + (text.endsWith('\n') ? "" : "\n") + "# \xC3\xA9\n", YamlDialect::YamlOnly);
    if (byLibrary->error().has_value() != read->error().has_value())
        return "only one takes it: " + (read->error() ? read : byLibrary)->error()->message.toUtf8();
    if (read->nodes().size() != byLibrary->nodes().size()) return "other nodes";
    for (size_t i = 0; i < read->nodes().size(); ++i) {
        const QByteArray ours = told(read->nodes()[i]), theirs = told(byLibrary->nodes()[i]);
        if (ours != theirs) return "node " + QByteArray::number(qsizetype(i)) + ": " + ours + ", but " + theirs;
    }
    if (read->issues().size() != byLibrary->issues().size()) return "other issues";
    return {};
}

QByteArray brokenReading(const QByteArray &text)
{
    if (const QByteArray broken = brokenBlocks(text); !broken.isEmpty()) return broken;
    const auto document = YamlDocument::parse(text);
    if (const auto &error = document->error()) {
        const bool inside = error->offset >= 0 && error->offset <= text.size();
        return inside && !error->message.isEmpty() && document->isEmpty() ? QByteArray() : "an error without a place";
    }
    if (const QByteArray broken = brokenSpan(*document); !broken.isEmpty()) return broken;
    const auto value = toValue(document->root());
    if (!value) return value.error().where ? QByteArray() : "an error without a place";
    const auto json = toJson(*value);
    const auto emitted = emitYaml(*value);
    if (!emitted) return {};
    const auto again = YamlDocument::parse(*emitted);
    const auto same = toValue(again->root());
    if (again->error() || !same || !same->means(*value)) return "emitted text says something else: " + *emitted;
    if (json && value->isMap()) {
        const auto fromJson = YamlDocument::parse(*json);
        const auto read = toValue(fromJson->root());
        if (fromJson->error() || !read) return "JSON cannot be read: " + *json;
    }
    return {};
}

QByteArray brokenEdit(const QByteArray &text, quint32 seed)
{
    auto current = YamlDocument::parse(text);
    if (seed % 3 == 0 && !current->error()) {
        auto rewritten = YamlDocument::parse(withExplicitKeys(*current, seed));
        const auto before = toValue(current->root()), after = toValue(rewritten->root());
        if (!rewritten->error() && before && after && after->means(*before)) current = std::move(rewritten);
    }
    RandomEdits random(seed);
    for (int i = 0; i < 3; ++i) {
        const auto before = toValue(current->root());
        if (current->error() || !before) return {};
        const YamlEdit edit = random.next(*before);
        Value expected = *before;
        const auto meaning = editValue(expected, edit);
        const auto edited = editYaml(current, {edit});
        if (!edited) continue;
        const QByteArray after = applySplices(current->text(), edited->splices);
        if (!meaning || after != edited->document->text()) return "splices give another text";
        const auto read = toValue(YamlDocument::parse(after)->root());
        if (!read || !read->means(expected)) return "the text means something else: " + after;
        if (applySplices(after, inverseSplices(current->text(), edited->splices)) != current->text())
            return "cannot be taken back";
        current = edited->document;
    }
    return {};
}
