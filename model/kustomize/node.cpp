// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/node.h"

#include "model/yaml/numbertext.h"

namespace model::kustomize {

using namespace Qt::StringLiterals;

Node::Node() = default;
Node::Node(Kind theKind, Origin theOrigin) : kind(theKind), origin(theOrigin) {}
Node::Node(Value theScalar, Origin theOrigin) : scalar(std::move(theScalar)), origin(theOrigin) {}
Node::Node(const Node &other) = default;
Node::Node(Node &&other) noexcept = default;
Node &Node::operator=(const Node &other) = default;
Node &Node::operator=(Node &&other) noexcept = default;
Node::~Node() = default;

bool Node::isEmptyMap() const { return isMap() && entries.empty(); }

QString Node::text() const
{
    if (const QString *string = scalar.string()) return *string;
    if (!written.isEmpty() && !scalar.isNull()) return written;
    if (const bool *truth = scalar.boolean()) return *truth ? u"true"_s : u"false"_s;
    if (const qint64 *integer = scalar.integer()) return QString::number(*integer);
    if (const quint64 *big = scalar.bigInteger()) return QString::number(*big);
    if (const double *number = scalar.number()) return QString::fromLatin1(jsonNumber(*number));
    return {};
}

const Node::Entry *Node::entry(QStringView key) const
{
    if (!isMap()) return nullptr;
    for (const Entry &entry : entries)
        if (entry.key == key) return &entry;
    return nullptr;
}

const Node *Node::find(QStringView key) const
{
    const Entry *found = entry(key);
    return found ? &found->value : nullptr;
}

Node *Node::find(QStringView key) { return const_cast<Node *>(std::as_const(*this).find(key)); }

QString Node::textAt(std::initializer_list<QStringView> way) const
{
    const Node *node = this;
    for (const QStringView key : way)
        if (node = node->find(key); !node) return {};
    return node->text();
}

Node &Node::set(const QString &key, Node value, Origin keyOrigin)
{
    if (!isMap()) *this = Node(Kind::Map, origin.isKnown() ? origin : value.origin);
    if (Node *old = find(key)) return *old = std::move(value);
    entries.push_back({key, keyOrigin, std::move(value)});
    return entries.back().value;
}

bool Node::remove(QStringView key)
{
    return std::erase_if(entries, [key](const Entry &entry) { return entry.key == key; }) > 0;
}

void Node::append(Node item) { entries.push_back({{}, {}, std::move(item)}); }

Value Node::toValue() const
{
    if (isScalar()) return scalar;
    if (isList()) {
        ValueList list;
        list.reserve(entries.size());
        for (const Entry &entry : entries) list.push_back(entry.value.toValue());
        return list;
    }
    ValueMap map;
    map.reserve(entries.size());
    for (const Entry &entry : entries) map.emplace_back(entry.key, entry.value.toValue());
    return map;
}

qsizetype Node::count() const
{
    qsizetype sum = 1;
    for (const Entry &entry : entries) sum += entry.value.count();
    return sum;
}

namespace {

class Reader
{
public:
    Reader(int source, Dialect dialect, qsizetype &budget) : m_source(source), m_dialect(dialect), m_budget(budget) {}

    std::optional<Node> read(YamlRef ref, int depth)
    {
        if (!ref) return Node();
        if (depth > maxNodeDepth || --m_budget < 0) return std::nullopt;
        const Origin place = origin(ref);
        if (ref.isScalar()) {
            Node node(scalar(ref), place);
            if (m_dialect == Dialect::Kustomize && !node.isString()) node.written = writtenText(ref);
            return node;
        }
        Node node(ref.isMapping() ? Node::Kind::Map : Node::Kind::List, place);
        bool fits = true;
        const auto add = [&](const QString &key, YamlRef keyNode, YamlRef value) {
            if (!fits) return;
            auto read = this->read(value, depth + 1);
            if (!read)
                fits = false;
            else
                node.entries.push_back({keyOf(key, keyNode), keyNode ? origin(keyNode) : Origin(), *std::move(read)});
        };
        if (ref.isMapping())
            ref.forEachEntry(add);
        else
            ref.forEachItem([&](int, YamlRef item) { add({}, {}, item); });
        return fits ? std::optional(std::move(node)) : std::nullopt;
    }

private:
    Origin origin(YamlRef ref) const
    {
        const Span span = ref.span();
        return {m_source, int(span.begin), int(span.end)};
    }
    // "y", "Yes", "off" without a tag.
    bool isKustomizeText(YamlRef ref) const
    {
        if (m_dialect == Dialect::Kubectl || ref.scalar().type != ScalarType::Bool || !ref.tag().isEmpty())
            return false;
        const QString text = ref.text();
        return text.compare(u"true", Qt::CaseInsensitive) != 0 && text.compare(u"false", Qt::CaseInsensitive) != 0;
    }
    QString keyOf(const QString &key, YamlRef keyNode) const
    {
        return keyNode.isScalar() && isKustomizeText(keyNode) ? keyNode.text() : key;
    }
    Value scalar(YamlRef ref) const
    {
        const Scalar scalar = ref.scalar();
        switch (scalar.type) {
        case ScalarType::Null: return {};
        case ScalarType::Bool:
            if (isKustomizeText(ref)) return ref.text();
            return std::get<bool>(scalar.value);
        case ScalarType::Int:
            if (const quint64 *big = std::get_if<quint64>(&scalar.value)) return *big;
            return std::get<qint64>(scalar.value);
        case ScalarType::Float: return std::get<double>(scalar.value);
        case ScalarType::String: break;
        }
        return ref.text();
    }

    // Never null.
    static QString writtenText(YamlRef ref)
    {
        const QString text = ref.text();
        return text.isNull() ? u""_s : text;
    }

    int m_source;
    Dialect m_dialect;
    qsizetype &m_budget;
};

} // namespace

std::optional<Node> readNode(YamlRef ref, int source, Dialect dialect, qsizetype &budget)
{
    return Reader(source, dialect, budget).read(ref, 0);
}

} // namespace model::kustomize
