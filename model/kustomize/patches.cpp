// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/patches.h"

#include "model/base/say.h"
#include "model/kustomize/jsonpatch.h"
#include "model/kustomize/labelselector.h"
#include "model/kustomize/merge.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <array>
#include <charconv>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {
// A target's pattern; nothing is asked for where it is empty. RE2's patterns, but for what PCRE reads otherwise.
class Pattern
{
public:
    static std::optional<Pattern> make(const Text &text, MaybeFault &fault)
    {
        constexpr qsizetype longest = 1000;
        static const QRegularExpression foreign(u"\\(\\?(=|!|<=|<!|>|R|\\d)|\\\\[1-9]"_s);
        Pattern pattern;
        pattern.m_asks = !text.value.isEmpty();
        pattern.m_form.setPattern(u"(*LIMIT_MATCH=100000)^(?:"_s + text.value + u")\\z"_s);
        if (text.value.size() <= longest && pattern.m_form.isValid() && !foreign.match(text.value).hasMatch())
            return pattern;
        fault = invalid(text.origin, say("“%1” is no pattern that kustomize reads").arg(text.value.left(longest)));
        return std::nullopt;
    }
    bool matches(const QString &text) const { return !m_asks || m_form.match(text).hasMatch(); }

private:
    bool m_asks = false;
    QRegularExpression m_form;
};

Labels pairsAt(const Node &root, QStringView field)
{
    Labels labels;
    const Node *metadata = root.find(u"metadata");
    if (!metadata) return labels;
    for (const Pair &pair : pairsOf(*metadata, field)) labels.emplace_back(pair.key, pair.value);
    return labels;
}

// Which objects a patch's target means: by what they were called first or are called now.
class Target
{
public:
    static std::optional<Target> make(const Node &target, MaybeFault &fault)
    {
        Target made;
        for (const QStringView field : {u"group", u"version", u"kind", u"name", u"namespace"}) {
            auto pattern = Pattern::make(textOf(target, field), fault);
            if (!pattern) return std::nullopt;
            made.m_patterns.push_back(*std::move(pattern));
        }
        for (const QStringView field : {u"labelSelector", u"annotationSelector"}) {
            const Text text = textOf(target, field);
            auto selector = parseSelector(text.value);
            if (!selector) {
                fault = invalid(text.origin, say("“%1” is no selector").arg(text.value));
                return std::nullopt;
            }
            (field == u"labelSelector" ? made.m_labels : made.m_annotations).requirements = *std::move(selector);
        }
        return made;
    }

    bool means(const Object &object) const
    {
        const Id first = object.firstId(), now = object.id();
        const auto either = [this](size_t i, const QString &a, const QString &b) {
            return m_patterns[i].matches(a) || m_patterns[i].matches(b);
        };
        return m_patterns[0].matches(now.gvk.group) && m_patterns[1].matches(now.gvk.version) &&
               m_patterns[2].matches(now.gvk.kind) && either(3, first.name, now.name) && either(4, first.ns, now.ns) &&
               m_labels.matches(pairsAt(object.root, u"labels")) &&
               m_annotations.matches(pairsAt(object.root, u"annotations"));
    }

private:
    std::vector<Pattern> m_patterns;
    LabelSelector m_labels, m_annotations;
};

struct PatchOptions
{
    bool name = false, kind = false; // may be changed
};

MaybeFault mergeInto(Object &object, const Node &patch, PatchOptions may)
{
    const Node *metadata = object.root.find(u"metadata");
    const Node *ns = metadata ? metadata->find(u"namespace") : nullptr;
    const Node name = metadata && metadata->find(u"name") ? *metadata->find(u"name") : Node();
    const Node kind = object.root.find(u"kind") ? *object.root.find(u"kind") : Node();
    const QString nsText = ns ? ns->text() : QString();
    const Origin nsOrigin = ns ? ns->origin : Origin();
    if (may.name || may.kind) object.rememberId();
    if (auto fault = strategicMerge(object.root, patch)) return fault;
    if (!object.root.isMap() || object.root.isEmptyMap()) return std::nullopt;
    if (!may.kind) object.root.set(u"kind"_s, kind, kind.origin);
    if (!may.name) object.setName(name.text(), name.origin);
    object.setNamespace(nsText, nsOrigin);
    return std::nullopt;
}

MaybeFault notFound(const Node &patch, size_t found)
{
    Object named;
    named.root = patch;
    const QString title = named.id().toString();
    const Node *name = patch.find(u"metadata") ? patch.find(u"metadata")->find(u"name") : nullptr;
    const Origin origin = name ? name->origin : patch.origin;
    if (found > 1) return invalid(origin, say("the patch could mean several objects: %1").arg(title));
    return invalid(
        origin, say("the patch is for %1 (%2), which is not among the resources").arg(title, named.gvk().apiVersion()));
}

// A patch that says itself what it is for.
MaybeFault mergeByName(Objects &objects, const Node &patch, PatchOptions may)
{
    Object named;
    named.root = patch;
    const std::vector<int> found = objects.called(named.id());
    if (found.size() != 1) return notFound(patch, found.size());
    auto fault = mergeInto(objects.all()[size_t(found.front())], patch, may);
    if (may.name || may.kind) objects.namesChanged();
    return fault;
}

MaybeFault checkStrategic(const Node &patch)
{
    if (!patch.isMap()) return invalid(patch.origin, say("this is no patch"));
    if (patch.textAt({u"kind"}).isEmpty()) return invalid(patch.origin, say("the patch says no kind"));
    if (patch.textAt({u"metadata", u"name"}).isEmpty())
        return invalid(patch.origin, say("the patch says no metadata.name"));
    return std::nullopt;
}

std::vector<LoadedDocument> load(const Text &path, const Text &inlineText, Dialect dialect, Loader &loader,
                                 const Root &root, Origin item, MaybeFault &fault)
{
    const bool isInline = !inlineText.value.trimmed().isEmpty();
    if (isInline == !path.value.isEmpty()) {
        fault = invalid(item, isInline ? say("a patch has either a path or a text, not both")
                                       : say("a patch has a path or a text"));
        return {};
    }
    return isInline ? loader.documents(inlineText, dialect, fault) : loader.documents(root, path, dialect, fault);
}

// It goes through JSON, where a number is the number that it is.
void forgetWriting(Node &node)
{
    node.written.clear();
    for (Node::Entry &entry : node.entries) forgetWriting(entry.value);
}

// What stands for a number in YAML that was made from JSON: Go's strconv.FormatFloat(number, 'g', -1, 64).
QString goNumber(double number)
{
    constexpr int leastExponent = -4, exponentEnd = 6;
    std::array<char, 64> text = {};
    const auto print = [&](std::chars_format form) {
        const auto end = std::to_chars(text.data(), text.data() + text.size(), number, form).ptr;
        return QString::fromLatin1(text.data(), end - text.data());
    };
    const QString scientific = print(std::chars_format::scientific);
    const int exponent = scientific.section(u'e', 1).toInt();
    return exponent < leastExponent || exponent >= exponentEnd ? scientific : print(std::chars_format::fixed);
}

void writeNumbers(Node &node)
{
    for (Node::Entry &entry : node.entries) {
        const Value &scalar = entry.value.scalar;
        const qint64 *integer = scalar.integer();
        const quint64 *big = scalar.bigInteger();
        const double *number = scalar.number();
        if (integer || big || number)
            entry.value.written = goNumber(integer ? double(*integer) : big ? double(*big) : *number);
    }
}

// A text that begins with a bracket is JSON to kustomize, and refused if it is none. The text of a patch in a file
// counts from its first byte.
MaybeFault checkJson(const Text &path, const Text &inlineText, bool isTrimmed, Loader &loader, const Root &root)
{
    MaybeFault fault;
    const bool isInline = !inlineText.value.trimmed().isEmpty();
    std::optional<QByteArray> text;
    if (isInline)
        text = isTrimmed ? inlineText.value.trimmed().toUtf8() : inlineText.value.toUtf8();
    else
        text = loader.bytes(root, path, fault);
    if (!text || !text->startsWith('[')) return fault;
    QJsonParseError error;
    QJsonDocument::fromJson(*text, &error);
    if (error.error == QJsonParseError::NoError) return std::nullopt;
    return invalid(
        isInline ? inlineText.origin : path.origin,
        say("a patch that begins with [ is JSON to kustomize, and this is none: %1").arg(error.errorString()));
}

MaybeFault runJsonPatch(Objects &objects, const Node &patch, const Target &target, bool remembers)
{
    for (Object &object : objects.all()) {
        if (!target.means(object)) continue;
        if (remembers) object.rememberId();
        forgetWriting(object.root);
        if (auto fault = applyJsonPatch(object.root, patch)) return fault;
        Node *metadata = object.root.find(u"metadata");
        if (Node *annotations = metadata ? metadata->find(u"annotations") : nullptr) writeNumbers(*annotations);
        object.writeOut();
    }
    objects.namesChanged();
    return std::nullopt;
}

class PatchItem
{
public:
    PatchItem(const Node &item, Loader &loader, const Root &root) : m_item(item), m_loader(loader), m_root(root) {}

    MaybeFault apply(Objects &objects)
    {
        MaybeFault fault;
        const Text path = textOf(m_item, u"path"), text = textOf(m_item, u"patch");
        std::vector<LoadedDocument> documents =
            load(path, text, Dialect::Kustomize, m_loader, m_root, m_item.origin, fault);
        if (fault) return fault;
        if (documents.empty()) return invalid(m_item.origin, say("the patch is empty"));
        const Node *wanted = m_item.find(u"target");
        std::optional<Target> target;
        if (wanted)
            if (target = Target::make(*wanted, fault); !target) return fault;
        if (isJsonPatch(documents.front().root)) {
            if (!target) return invalid(m_item.origin, say("a JSON patch needs a target"));
            if (fault = checkJson(path, text, true, m_loader, m_root); fault) return fault;
            documents = load(path, text, Dialect::Kubectl, m_loader, m_root, m_item.origin, fault);
            return fault ? fault : runJsonPatch(objects, documents.front().root, *target, true);
        }
        for (const LoadedDocument &document : documents)
            if (fault = checkStrategic(document.root); fault) return fault;
        if (target && documents.size() > 1)
            return invalid(m_item.origin, say("with a target there is one patch, not several"));
        for (LoadedDocument &document : documents) {
            if (options().name || options().kind) writeOutPatch(document.root);
            fault = target ? mergeAll(objects, document.root, *target) : mergeByName(objects, document.root, options());
            if (fault) return fault;
        }
        return std::nullopt;
    }

private:
    PatchOptions options() const
    {
        const Node *options = m_item.find(u"options");
        if (!options) return {};
        return {truthOf(*options, u"allowNameChange"), truthOf(*options, u"allowKindChange")};
    }

    // kustomize notes what a patch may change in its annotations, which makes texts of them: a null deletes nothing
    // then.
    static void writeOutPatch(Node &patch)
    {
        Object object;
        object.root = std::move(patch);
        object.writeOut();
        patch = std::move(object.root);
    }

    MaybeFault mergeAll(Objects &objects, const Node &patch, const Target &target)
    {
        const PatchOptions may = options();
        for (Object &object : objects.all()) {
            if (!target.means(object)) continue;
            Node own = patch; // it is merged as a thing of the object's version
            own.set(u"apiVersion"_s, Node(Value(object.gvk().apiVersion()), object.root.origin), {});
            if (auto fault = mergeInto(object, own, may)) return fault;
        }
        objects.dropEmpty();
        objects.namesChanged();
        if (const auto twice = objects.repeated())
            return invalid(m_item.origin, say("after this patch, %1 is there twice").arg(twice->toString()));
        return std::nullopt;
    }

    const Node &m_item;
    Loader &m_loader;
    const Root &m_root;
};

} // namespace

MaybeFault applyStrategicPatches(Objects &objects, const Kustomization &by, Loader &loader, const Root &root)
{
    for (const Text &item : by.texts({u"patchesStrategicMerge"})) {
        MaybeFault fault;
        // A text of several lines is the patch itself.
        const bool isInline = item.value.contains(u'\n') || item.value.contains(u": "_s);
        const auto documents = isInline ? loader.documents(item, Dialect::Kustomize, fault)
                                        : loader.documents(root, item, Dialect::Kustomize, fault);
        if (!fault && documents.empty()) fault = invalid(item.origin, say("the patch is empty"));
        if (fault) return fault;
        for (const LoadedDocument &document : documents) {
            fault = checkStrategic(document.root);
            if (!fault) fault = mergeByName(objects, document.root, {});
            if (fault) return fault;
        }
    }
    objects.dropEmpty();
    return std::nullopt;
}

MaybeFault applyPatches(Objects &objects, const Kustomization &by, Loader &loader, const Root &root)
{
    const Node *patches = by.root.find(u"patches");
    if (!patches) return std::nullopt;
    for (const Node::Entry &item : patches->entries) {
        if (auto fault = PatchItem(item.value, loader, root).apply(objects)) return fault;
        objects.dropEmpty();
    }
    return std::nullopt;
}

MaybeFault applyJsonPatches(Objects &objects, const Kustomization &by, Loader &loader, const Root &root)
{
    const Node *patches = by.root.find(u"patchesJson6902");
    if (!patches) return std::nullopt;
    for (const Node::Entry &item : patches->entries) {
        MaybeFault fault;
        const Text path = textOf(item.value, u"path"), text = textOf(item.value, u"patch");
        const auto documents = load(path, text, Dialect::Kubectl, loader, root, item.value.origin, fault);
        if (!fault) fault = checkJson(path, text, false, loader, root);
        if (fault) return fault;
        const Node *wanted = item.value.find(u"target");
        if (!wanted || textOf(*wanted, u"name").value.isEmpty())
            return invalid(item.value.origin, say("a JSON patch needs a target with a name"));
        if (documents.empty() || !isJsonPatch(documents.front().root))
            return invalid(item.value.origin, say("this is no JSON patch, which is a list of operations"));
        const auto target = Target::make(*wanted, fault);
        if (!target) return fault;
        if (fault = runJsonPatch(objects, documents.front().root, *target, false); fault) return fault;
    }
    return std::nullopt;
}

} // namespace model::kustomize
