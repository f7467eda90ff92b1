// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/replacements.h"

#include "model/base/say.h"
#include "model/kustomize/fieldspecs.h"
#include "model/kustomize/labelselector.h"
#include "model/yaml/resolver.h"

#include <QRegularExpression>

#include <algorithm>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {
// What is written without quotes: a number where it reads as one.
Value plain(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const Scalar scalar = resolvePlain(bytes);
    switch (scalar.type) {
    case ScalarType::Int:
        if (const quint64 *big = std::get_if<quint64>(&scalar.value)) return *big;
        return std::get<qint64>(scalar.value);
    case ScalarType::Float: return std::get<double>(scalar.value);
    case ScalarType::Bool:
        if (text.startsWith(u't', Qt::CaseInsensitive) || text.startsWith(u'f', Qt::CaseInsensitive))
            return std::get<bool>(scalar.value);
        return text;
    case ScalarType::Null: return {};
    case ScalarType::String: break;
    }
    return text;
}

// "spec.containers.[name=web].image" → its parts; a dot in brackets, or behind a backslash, is none.
QStringList pathParts(const QString &path)
{
    QStringList split;
    for (const QString &part : path.split(u'.')) {
        if (!split.isEmpty() && split.last().endsWith(u'\\')) {
            split.last().chop(1);
            split.last() += u'.' + part;
        } else {
            split += part;
        }
    }
    QStringList parts;
    for (qsizetype i = 0; i < split.size(); ++i) {
        QString part = split[i];
        if (!part.startsWith(u'[') || part.endsWith(u']')) {
            parts += part;
            continue;
        }
        while (i + 1 < split.size() && !part.endsWith(u']')) part += u'.' + split[++i];
        if (!part.contains(u'=')) part = part.mid(1, part.size() - (part.endsWith(u']') ? 2 : 1));
        parts += part;
    }
    return parts;
}

bool isIndex(const QString &part)
{
    bool ok = false;
    return part.toInt(&ok) >= 0 && ok;
}

bool isItem(const QString &part) { return part.startsWith(u'[') && part.endsWith(u']'); }

// The ways of one field path through an object, as kyaml's PathMatcher goes them.
class PathWalk
{
public:
    PathWalk(QStringList parts, std::optional<Node::Kind> made, Origin from)
        : m_parts(std::move(parts)), m_made(made), m_from(from)
    {
    }

    MaybeFault walk(Node &node, qsizetype at)
    {
        if (at == m_parts.size()) {
            found.push_back(&node);
            return std::nullopt;
        }
        const QString &part = m_parts[at];
        if (isIndex(part)) return walkIndex(node, at);
        if (isItem(part)) return walkItems(node, at);
        if (part == u"*"_s) {
            if (!node.isList()) return notThat(node, say("a list should be here"));
            for (Node::Entry &entry : node.entries)
                if (auto fault = walk(entry.value, at + 1)) return fault;
            return std::nullopt;
        }
        if (node.isNull() && !m_made) return std::nullopt;
        if (!node.isMap() && !node.isNull()) return notThat(node, say("a map should be here"));
        Node *child = node.find(part);
        if (!child && !m_made) return std::nullopt;
        if (!child) child = &node.set(part, fresh(at + 1), m_from);
        return walk(*child, at + 1);
    }

    std::vector<Node *> found;

private:
    static MaybeFault notThat(const Node &node, const QString &why) { return invalid(node.origin, why); }
    // What is made before the part: the kind that it goes into.
    Node fresh(qsizetype at) const
    {
        if (at == m_parts.size()) return *m_made == Node::Kind::Scalar ? Node(Value(), m_from) : Node(*m_made, m_from);
        const bool isList = isItem(m_parts[at]) || isIndex(m_parts[at]);
        return Node(isList ? Node::Kind::List : Node::Kind::Map, m_from);
    }
    MaybeFault walkIndex(Node &node, qsizetype at)
    {
        if (!node.isList()) return notThat(node, say("a list should be here"));
        const size_t index = size_t(m_parts[at].toInt());
        if (index == node.entries.size() && m_made) node.append(fresh(at + 1));
        if (index >= node.entries.size()) return notThat(node, say("this list has no item %1").arg(m_parts[at]));
        return walk(node.entries[index].value, at + 1);
    }
    MaybeFault walkItems(Node &node, qsizetype at)
    {
        if (!node.isList()) return notThat(node, say("a list should be here"));
        const QString text = m_parts[at].mid(1, m_parts[at].size() - 2);
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 0) return invalid(m_from, say("an item is meant by [field=value]"));
        const QString field = text.left(equals), wanted = text.mid(equals + 1);
        const QRegularExpression form(u"(*LIMIT_MATCH=100000)"_s + wanted);
        if (!form.isValid()) return invalid(m_from, say("“%1” is no pattern").arg(wanted));
        bool matched = false;
        for (Node::Entry &entry : node.entries) {
            const Node *value = field.isEmpty() ? &entry.value : entry.value.find(field);
            if (!value || !form.match(value->text()).hasMatch()) continue;
            matched = true;
            if (auto fault = walk(entry.value, field.isEmpty() ? m_parts.size() : at + 1)) return fault;
        }
        if (matched || !m_made) return std::nullopt;
        Node item(plain(wanted), m_from);
        if (!field.isEmpty()) {
            item = Node(Node::Kind::Map, m_from);
            item.set(field, Node(plain(wanted), m_from), m_from);
        }
        node.append(std::move(item));
        return walk(node.entries.back().value, field.isEmpty() ? m_parts.size() : at + 1);
    }

    QStringList m_parts;
    std::optional<Node::Kind> m_made;
    Origin m_from;
};

bool isSelected(const Id &id, const Node &selector)
{
    const QString name = textOf(selector, u"name").value, ns = textOf(selector, u"namespace").value;
    const Gvk gvk{textOf(selector, u"group").value, textOf(selector, u"version").value,
                  textOf(selector, u"kind").value};
    return (name.isEmpty() || name == id.name) && (ns.isEmpty() || ns == id.ns) && id.gvk.isSelectedBy(gvk);
}

// By any name that it ever had.
bool isSelected(const Object &object, const Node &selector)
{
    // What has no namespace counts as one of "default" here.
    Id now = object.id();
    if (now.ns == noNamespace) now.ns = object.nameSpace().isEmpty() ? u"default"_s : object.nameSpace();
    if (isSelected(now, selector)) return true;
    return std::ranges::any_of(object.earlierIds(), [&selector](const Id &id) { return isSelected(id, selector); });
}

MaybeFault fitsSelectors(const Object &object, const Node &selector, bool &fits)
{
    for (const auto &[field, of] : {std::pair(u"labelSelector", u"labels"), {u"annotationSelector", u"annotations"}}) {
        const Text text = textOf(selector, field);
        const auto parsed = parseSelector(text.value);
        if (!parsed) return invalid(text.origin, say("“%1” is no selector").arg(text.value));
        LabelSelector chosen;
        chosen.requirements = *parsed;
        Labels labels;
        if (const Node *metadata = object.root.find(u"metadata"))
            for (const Pair &pair : pairsOf(*metadata, of)) labels.emplace_back(pair.key, pair.value);
        fits = fits && chosen.matches(labels);
    }
    return std::nullopt;
}

class Replacement
{
public:
    Replacement(const Node &item, Objects &objects) : m_item(item), m_objects(objects) {}

    MaybeFault run()
    {
        const Node *source = m_item.find(u"source"), *targets = m_item.find(u"targets");
        if (!source || !targets || targets->isNull())
            return invalid(m_item.origin, say("a replacement has a source and targets"));
        if (auto fault = readSource(*source)) return fault;
        for (const Node::Entry &target : targets->entries)
            if (auto fault = write(target.value)) return fault;
        return std::nullopt;
    }

private:
    MaybeFault readSource(const Node &source)
    {
        std::vector<Object *> found;
        for (Object &object : m_objects.all())
            if (isSelected(object, source)) found.push_back(&object);
        if (found.size() != 1)
            return invalid(source.origin, found.empty() ? say("the source is none of the objects")
                                                        : say("the source could be several objects"));
        const QString path = textOf(source, u"fieldPath").value;
        PathWalk walk(pathParts(path.isEmpty() ? u"metadata.name"_s : path), std::nullopt, source.origin);
        if (auto fault = walk.walk(found.front()->root, 0)) return fault;
        if (walk.found.empty() || walk.found.front()->isNull())
            return invalid(source.origin, say("the source has no field %1").arg(path));
        m_value = *walk.found.front();
        const Node *options = source.find(u"options");
        const QString delimiter = options ? textOf(*options, u"delimiter").value : QString();
        if (delimiter.isEmpty()) return std::nullopt;
        if (!m_value.isScalar()) return invalid(source.origin, say("only a single value can be split"));
        const QStringList parts = m_value.text().split(delimiter);
        const qint64 index = indexOf(options);
        if (index < 0 || index >= parts.size())
            return invalid(source.origin, say("“%1” has no part %2").arg(m_value.text()).arg(index));
        m_value = Node(m_value.isString() ? Value(parts[index]) : plain(parts[index]), m_value.origin);
        return std::nullopt;
    }

    static qint64 indexOf(const Node *options)
    {
        const Node *index = options ? options->find(u"index") : nullptr;
        const qint64 *number = index ? index->scalar.integer() : nullptr;
        return number ? *number : 0;
    }

    MaybeFault write(const Node &target)
    {
        const Node *select = target.find(u"select");
        if (!select || select->isNull()) return invalid(target.origin, say("a target has a select"));
        for (Object &object : m_objects.all()) {
            bool isMeant = isSelected(object, *select);
            if (isMeant)
                if (auto fault = fitsSelectors(object, *select, isMeant)) return fault;
            if (const Node *reject = target.find(u"reject"); reject && isMeant)
                for (const Node::Entry &one : reject->entries)
                    if (auto fault = applyReject(object, one.value, isMeant)) return fault;
            if (!isMeant) continue;
            if (auto fault = writeInto(object, target)) return fault;
        }
        return std::nullopt;
    }

    static MaybeFault applyReject(const Object &object, const Node &reject, bool &isMeant)
    {
        const bool bySelector =
            !textOf(reject, u"labelSelector").value.isEmpty() || !textOf(reject, u"annotationSelector").value.isEmpty();
        bool fits = bySelector;
        if (bySelector)
            if (auto fault = fitsSelectors(object, reject, fits)) return fault;
        const auto says = [&reject](QStringView field) { return !textOf(reject, field).value.isEmpty(); };
        const bool byId = says(u"group") || says(u"version") || says(u"kind") || says(u"name") || says(u"namespace");
        if (fits || (byId && isSelected(object, reject))) isMeant = false;
        return std::nullopt;
    }

    MaybeFault writeInto(Object &object, const Node &target)
    {
        const Node *options = target.find(u"options");
        const bool creates = options && truthOf(*options, u"create");
        Texts paths = textsOf(target, u"fieldPaths");
        if (paths.empty()) paths.push_back({u"metadata.name"_s, target.origin});
        for (const Text &path : paths) {
            PathWalk walk(pathParts(path.value), creates ? std::optional(m_value.kind) : std::nullopt, path.origin);
            if (auto fault = walk.walk(object.root, 0)) return fault;
            if (walk.found.empty())
                return invalid(path.origin, say("%1 has no field %2").arg(object.id().toString(), path.value));
            for (Node *field : walk.found)
                if (auto fault = setField(*field, options, path.origin)) return fault;
        }
        return std::nullopt;
    }

    MaybeFault setField(Node &field, const Node *options, Origin from) const
    {
        const QString delimiter = options ? textOf(*options, u"delimiter").value : QString();
        if (!field.isScalar() && delimiter.isEmpty()) {
            field = m_value;
            return std::nullopt;
        }
        if (!field.isScalar()) return invalid(from, say("only a single value can be split"));
        if (!m_value.isScalar()) return invalid(from, say("a single value cannot become a list or a map"));
        QString text = m_value.text();
        if (!delimiter.isEmpty()) {
            QStringList parts = field.text().split(delimiter);
            const qint64 index = indexOf(options);
            if (index < 0)
                parts.prepend(text);
            else if (index >= parts.size())
                parts.append(text);
            else
                parts[index] = text;
            text = parts.join(delimiter);
        }
        const bool staysText = field.isString();
        field = Node(staysText ? Value(text) : plain(text), m_value.origin);
        return std::nullopt;
    }

    const Node &m_item;
    Objects &m_objects;
    Node m_value;
};

} // namespace

MaybeFault applyReplacements(Objects &objects, const Kustomization &by, Loader &loader, const Root &root)
{
    const Node *items = by.root.find(u"replacements");
    if (!items) return std::nullopt;
    for (const Node::Entry &item : items->entries) {
        const Text path = textOf(item.value, u"path");
        std::vector<Node> all;
        if (path.value.isEmpty()) {
            all.push_back(item.value);
        } else {
            if (item.value.find(u"source") || item.value.find(u"targets"))
                return invalid(item.value.origin, say("a replacement has either a path or a source and targets"));
            MaybeFault fault;
            auto documents = loader.documents(root, path, Dialect::Kubectl, fault);
            if (fault) return fault;
            if (documents.empty()) return invalid(path.origin, say("there are no replacements in it"));
            Node &content = documents.front().root;
            if (content.isList())
                for (Node::Entry &one : content.entries) all.push_back(std::move(one.value));
            else
                all.push_back(std::move(content));
            for (Node &one : all)
                if (fault = checkReplacement(one); fault) return fault;
        }
        for (const Node &one : all)
            if (auto fault = Replacement(one, objects).run()) return fault;
    }
    objects.namesChanged();
    return std::nullopt;
}

} // namespace model::kustomize
