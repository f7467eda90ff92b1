// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/textrepairs.h"

#include "model/base/say.h"
#include "model/document/syntaxrepairs.h"
#include "model/schema/schemastore.h"
#include "model/schema/suggest.h"
#include "model/yaml/yamlplan.h"
#include "model/yaml/yamlvalue.h"

#include <QRegularExpression>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxTriedBytes = 256 * 1024;

// A problem's document, and its place there.
struct TextPlace
{
    QString file;
    const YamlStream::Part *part = nullptr;
    qsizetype offset = 0; // in the document

    const YamlDocument &document() const { return *part->document; }
    const QByteArray &text() const { return part->document->text(); }

    // Splices of the document, applied from the last one on.
    ChangeSet changes(const Splices &splices) const
    {
        ChangeSet out;
        for (auto splice = splices.rbegin(); splice != splices.rend(); ++splice)
            out.changes.push_back(TextChange{file, part->span.begin + splice->span.begin,
                                             text().sliced(splice->span.begin, splice->span.size()), splice->text});
        return out;
    }
};

using TextRepairs = std::vector<TextRepair>;
using RepairOfRule = TextRepairs (*)(const TextPlace &place);

qsizetype startOfLine(const QByteArray &text, qsizetype offset)
{
    return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

// Behind the line end, where there is one.
qsizetype endOfLine(const QByteArray &text, qsizetype offset)
{
    const qsizetype end = text.indexOf('\n', offset);
    return end < 0 ? text.size() : end + 1;
}

// The key that starts at the offset, among the entries of its mapping.
YamlRef keyThatStartsAt(const YamlDocument &document, qsizetype offset)
{
    const std::vector<YamlNode> &nodes = document.nodes(); // in the order of the text
    const auto isBefore = [](const YamlNode &node, qsizetype place) { return node.span.begin < place; };
    auto node = std::lower_bound(nodes.begin(), nodes.end(), offset, isBefore);
    for (; node != nodes.end() && node->span.begin == offset; ++node)
        if (node->kind == YamlKind::Scalar && node->parent >= 0 &&
            nodes[size_t(node->parent)].kind == YamlKind::Mapping)
            return {&document, int(node - nodes.begin())};
    return {};
}

// Whether an alias elsewhere stands for something that goes.
bool isMeantElsewhere(const YamlDocument &document, const Splices &gone)
{
    if (!document.hasAliases()) return false;
    const auto goes = [&gone](const YamlNode &node) {
        return std::ranges::any_of(gone, [&](const Splice &one) { return one.span.contains(node.span.begin); });
    };
    const auto &nodes = document.nodes();
    return std::ranges::any_of(nodes, [&](const YamlNode &node) {
        return node.kind == YamlKind::Alias && !goes(node) && goes(nodes[size_t(node.target)]);
    });
}

TextRepairs removeRepeatedKey(const TextPlace &place)
{
    const YamlDocument &document = place.document();
    const YamlRef key = keyThatStartsAt(document, place.offset);
    if (!key) return {};
    const std::vector<YamlNode> &nodes = document.nodes();
    const QString name = keyText(key);
    const auto valueOf = [&nodes](int i) { return nodes[size_t(i)].nextSibling; };
    const bool isText = key.node().isText;
    const quint16 hint = key.node().hint;
    const auto isAlike = [&](const YamlNode &node) { // at a glance
        return !isText || !node.isText || node.hint == hint || node.hint == 0 || hint == 0;
    };
    int other = -1;
    for (int i = nodes[size_t(key.node().parent)].firstChild; i != key.index();
         i = nodes[size_t(valueOf(i))].nextSibling)
        if (isAlike(nodes[size_t(i)]) && keyText({&document, i}) == name) other = i;
    if (other < 0) return {};
    const int mine = valueOf(key.index()), theirs = valueOf(other);
    const auto a = toValue({&document, mine}), b = toValue({&document, theirs});
    const bool isEqual = a && b && *a == *b && !document.hasAliases();
    const YamlPlan plan(document);
    const YamlLayout layout(document);
    TextRepairs repairs;
    const auto offer = [&](int value, const QString &text) {
        const auto splices = plan.removeOne(value);
        if (!splices || isMeantElsewhere(document, *splices)) return;
        // A comment is somebody's word: it goes, or gets another meaning, only if asked.
        const bool hasComment = std::ranges::any_of(*splices, [&](const Splice &one) {
            return QByteArrayView(document.text()).sliced(one.span.begin, one.span.size()).contains('#') ||
                   layout.hasCommentAround(one.span);
        });
        repairs.push_back({text, place.changes(*splices), isEqual && !hasComment});
    };
    offer(mine, say("Remove the second %1").arg(name));
    if (!isEqual || repairs.empty()) offer(theirs, say("Remove the first %1").arg(name));
    return repairs;
}

TextRepairs removeTag(const TextPlace &place)
{
    const YamlDocument &document = place.document();
    for (const YamlNode &node : document.nodes()) {
        const YamlProperties *properties = document.properties(node);
        if (!properties || properties->tag.isEmpty()) continue;
        if (!Span{properties->begin, node.span.end + 1}.contains(place.offset)) continue;
        if (!properties->anchor.isEmpty() || node.kind != YamlKind::Scalar) return {};
        return {{say("Remove the tag"), place.changes({{{properties->begin, node.span.begin}, {}}})}};
    }
    return {};
}

TextRepairs separateByDashes(const TextPlace &place)
{
    const QByteArray &text = place.text();
    for (qsizetype at = startOfLine(text, std::min(place.offset, text.size())); at >= 0;) {
        const QByteArrayView dots = QByteArrayView(text).sliced(at).first(std::min<qsizetype>(3, text.size() - at));
        if (dots == "...") return {{say("Begin a new document"), place.changes({{{at, at + 3}, "---"}})}};
        if (at == 0) break;
        at = startOfLine(text, at - 1);
    }
    return {};
}

// The version of a kind of Kubernetes' own, if only one group has it.
QByteArray onlyVersionOf(const QByteArray &kind)
{
    const SchemaStore &store = SchemaStore::newest();
    QByteArray found, group;
    for (int i = 0; i < store.kindCount(); ++i) {
        const SchemaKind one = store.kindAt(i);
        if (one.kind != kind || !one.stored) continue;
        if (!found.isEmpty() && one.group != group) return {};
        if (!found.isEmpty()) continue; // the preferred version is the first
        group = one.group.toByteArray();
        found = group.isEmpty() ? one.version.toByteArray() : group + '/' + one.version.toByteArray();
    }
    return found;
}

// Whether a mapping has all that a manifest has but for the name of one of its keys, which has this value.
bool isSurelyManifest(YamlRef mapping, bool lacksKind, const QString &value)
{
    static const QRegularExpression version(u"^([a-z0-9.-]+/)?v[0-9]+((alpha|beta)[0-9]+)?$"_s),
        kind(u"^[A-Z][A-Za-z0-9]*$"_s);
    const QString other = mapping[lacksKind ? u"apiVersion" : u"kind"].text();
    const QString &versionText = lacksKind ? other : value, &kindText = lacksKind ? value : other;
    // Only of what Kubernetes does not define itself, any kind may be.
    const bool isForeign = versionText.contains(u'.') && !groupOf(versionText).endsWith(u".k8s.io");
    const bool isKnown = SchemaStore::newest().kind(versionText.toUtf8(), kindText.toUtf8()).isValid();
    return version.match(versionText).hasMatch() && kind.match(kindText).hasMatch() && (isKnown || isForeign) &&
           (mapping[u"metadata"].isMapping() || mapping[u"items"].isSequence());
}

TextRepairs nameTheKind(const TextPlace &place)
{
    const YamlRef root = place.document().nodeAt(place.offset);
    YamlRef mapping = root;
    while (mapping && !mapping.isMapping()) mapping = mapping.parent();
    if (!mapping || mapping.node().style != YamlStyle::Block) return {};
    const bool lacksKind = !mapping[u"kind"];
    const QByteArray wanted = lacksKind ? "kind" : "apiVersion";
    const auto &nodes = place.document().nodes();
    TextRepairs renames;
    for (int i = mapping.node().firstChild; i >= 0; i = nodes[size_t(nodes[size_t(i)].nextSibling)].nextSibling) {
        const YamlNode &key = nodes[size_t(i)];
        constexpr int near = 2;
        const int distance = wordDistance(key.value, wanted, near);
        if (key.kind != YamlKind::Scalar || distance > near) continue;
        const int quote = key.style == YamlStyle::Plain ? 0 : 1;
        const YamlRef value(&place.document(), key.nextSibling);
        renames.push_back(
            {say("Rename %1 to %2").arg(QString::fromUtf8(key.value.toByteArray()), QString::fromLatin1(wanted)),
             place.changes({{{key.span.begin + quote, key.span.end - quote}, wanted}}),
             distance < near && !place.document().properties(key) &&
                 isSurelyManifest(mapping, lacksKind, value.text())});
    }
    if (renames.size() > 1)
        for (TextRepair &one : renames) one.isSafe = false; // they contradict each other
    if (!renames.empty() || lacksKind) return renames;
    const QByteArray version = onlyVersionOf(mapping[u"kind"].text().toUtf8());
    if (version.isEmpty()) return {};
    const qsizetype at = mapping.span().begin;
    const QByteArray &text = place.text();
    const qsizetype end = text.indexOf('\n', at);
    const QByteArray newLine = end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
    const QByteArray indent(at - startOfLine(text, at), ' ');
    return {{say("Add apiVersion: %1").arg(QString::fromLatin1(version)),
             place.changes({{{at, at}, "apiVersion: " + version + newLine + indent}})}};
}

TextRepairs mendSyntax(const TextPlace &place)
{
    TextRepairs repairs;
    if (place.text().size() > maxTriedBytes || place.document().dialect() == YamlDialect::JsonOnly) return repairs;
    for (SyntaxRepair &one : syntaxRepairs(place.text(), place.offset))
        repairs.push_back({std::move(one.text), place.changes(one.splices)});
    return repairs;
}

// "name:web" where a mapping is wanted.
TextRepairs separateKey(const TextPlace &place, const YamlNode &node)
{
    const qsizetype colon = node.value.indexOf(':');
    if (node.style != YamlStyle::Plain || colon <= 0 || node.value.contains(' ') || node.value.contains('/')) return {};
    const qsizetype at = node.span.begin + colon + 1;
    return {{say("Add a space after the colon"), place.changes({{{at, at}, " "}})}};
}

// A mapping where a list is wanted becomes its item, and the only item of a list that should be a mapping the mapping
// itself: by the dash alone, so that all the rest stays.
TextRepairs mendList(const TextPlace &place)
{
    const YamlDocument &document = place.document();
    const QByteArray &text = place.text();
    for (size_t i = 0; i < document.nodes().size(); ++i) {
        const YamlNode &node = document.nodes()[i];
        if (node.span.begin != place.offset) continue;
        if (node.kind == YamlKind::Scalar) return separateKey(place, node);
        if (node.style != YamlStyle::Block) continue;
        if (node.kind == YamlKind::Sequence && node.childCount == 1) {
            const YamlNode &item = document.nodes()[size_t(node.firstChild)];
            if (item.kind != YamlKind::Mapping || item.style != YamlStyle::Block) return {};
            return {{say("Remove the dash"), place.changes({{{node.span.begin, node.span.begin + 1}, " "}})}};
        }
        if (node.kind != YamlKind::Mapping) return {};
        const qsizetype begin = startOfLine(text, node.span.begin);
        if (!text.sliced(begin, node.span.begin - begin).trimmed().isEmpty()) return {};
        Splices splices{{{node.span.begin, node.span.begin}, "- "}};
        for (qsizetype at = endOfLine(text, node.span.begin); at < node.span.end && at < text.size();
             at = endOfLine(text, at))
            if (text[at] != '\n' && text[at] != '\r') splices.push_back({{at, at}, "  "});
        return {{say("Make it the item of a list"), place.changes(splices)}};
    }
    return {};
}

} // namespace

std::vector<TextRepair> textRepairsFor(const ResourceSet &set, const Problem &problem)
{
    static constexpr std::pair<const char *, RepairOfRule> repairs[] = {
        {"yaml-syntax", mendSyntax},          {"yaml-duplicate-key", removeRepeatedKey},
        {"yaml-bad-tag", removeTag},          {"yaml-ignored-text", separateByDashes},
        {"yaml-not-a-resource", nameTheKind}, {"schema-wrong-type", mendList},
    };
    const auto *const repair = std::ranges::find_if(
        repairs, [&problem](const auto &one) { return problem.rule == QLatin1StringView(one.first); });
    const SourceFile *file = set.file(problem.file);
    if (repair == std::end(repairs) || !file) return {};
    const int part = file->stream.partAt(problem.span.begin);
    if (part < 0) return {};
    const YamlStream::Part &found = file->stream.parts()[size_t(part)];
    return repair->second({problem.file, &found, problem.span.begin - found.span.begin});
}

} // namespace model
