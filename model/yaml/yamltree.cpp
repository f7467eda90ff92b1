// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamltree.h"

#include <cmath>

namespace model {

namespace {

// Merges of merges can be made to branch without end; real files have one or two.
constexpr int mergeBudget = 1000;

QString numberKey(const Scalar &scalar)
{
    if (const auto *whole = std::get_if<qint64>(&scalar.value)) return QString::number(*whole);
    if (const auto *big = std::get_if<quint64>(&scalar.value)) return QString::number(*big);
    const double value = std::get<double>(scalar.value);
    if (std::isnan(value)) return QStringLiteral("NaN");
    if (std::isinf(value)) return value < 0 ? QStringLiteral("-Inf") : QStringLiteral("+Inf");
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

bool isMergeKey(const YamlNode &key)
{
    return key.kind == YamlKind::Scalar && key.style == YamlStyle::Plain && key.tag.isEmpty() && key.value == "<<";
}

} // namespace

QString keyText(const YamlNode &key)
{
    if (key.kind != YamlKind::Scalar) return {};
    if (key.style != YamlStyle::Plain || !key.tag.isEmpty()) return QString::fromUtf8(key.value);
    const Scalar scalar = resolvePlain(key.value);
    switch (scalar.type) {
    case ScalarType::Bool: return std::get<bool>(scalar.value) ? QStringLiteral("true") : QStringLiteral("false");
    case ScalarType::Int:
    case ScalarType::Float: return numberKey(scalar);
    case ScalarType::Null:
    case ScalarType::String: break;
    }
    return QString::fromUtf8(key.value);
}

YamlRef YamlDocument::root() const { return m_nodes.empty() ? YamlRef() : YamlRef(this, 0); }

YamlRef YamlDocument::nodeAt(qsizetype offset) const
{
    int found = -1;
    for (int i = m_nodes.empty() ? -1 : 0; i >= 0;) {
        const YamlNode &node = m_nodes[size_t(i)];
        if (offset >= node.span.begin && offset <= node.span.end) {
            found = i;
            i = node.firstChild;
        } else {
            i = node.nextSibling;
        }
    }
    return found < 0 ? YamlRef() : YamlRef(this, found);
}

const YamlNode &YamlRef::written() const { return m_document->nodes()[size_t(m_index)]; }

const YamlNode &YamlRef::node() const
{
    const YamlNode *node = &written();
    while (node->kind == YamlKind::Alias && node->target >= 0) node = &m_document->nodes()[size_t(node->target)];
    return *node;
}

YamlRef YamlRef::operator[](QStringView key) const
{
    if (!isMapping()) return {};
    int budget = mergeBudget;
    return findMerged(key, budget);
}

YamlRef YamlRef::findMerged(QStringView key, int &budget) const
{
    if (!isMapping() || --budget < 0) return {};
    const auto &nodes = m_document->nodes();
    int found = -1, merge = -1;
    for (int i = node().firstChild; i >= 0; i = nodes[size_t(nodes[size_t(i)].nextSibling)].nextSibling) {
        const YamlNode &name = nodes[size_t(i)];
        if (isMergeKey(name))
            merge = name.nextSibling;
        else if (keyText(name) == key)
            found = name.nextSibling;
    }
    if (found >= 0 || merge < 0) return child(found);
    const YamlRef source = child(merge);
    if (source.isMapping()) return source.findMerged(key, budget);
    for (int i = source.isSequence() ? source.node().firstChild : -1; i >= 0; i = nodes[size_t(i)].nextSibling)
        if (const YamlRef value = child(i).findMerged(key, budget)) return value;
    return {};
}

YamlRef YamlRef::keyNode(QStringView key) const
{
    if (!isMapping()) return {};
    const auto &nodes = m_document->nodes();
    int found = -1;
    for (int i = node().firstChild; i >= 0; i = nodes[size_t(nodes[size_t(i)].nextSibling)].nextSibling)
        if (keyText(nodes[size_t(i)]) == key) found = i;
    return child(found);
}

YamlRef YamlRef::at(int index) const
{
    if (!isSequence() || index < 0) return {};
    int i = node().firstChild;
    while (i >= 0 && index-- > 0) i = m_document->nodes()[size_t(i)].nextSibling;
    return child(i);
}

YamlRef YamlRef::at(const FieldPath &path) const
{
    YamlRef ref = *this;
    for (const FieldPath::Step &step : path.steps()) {
        if (const int *index = std::get_if<int>(&step))
            ref = ref.at(*index);
        else
            ref = ref[std::get<QString>(step)];
    }
    return ref;
}

int YamlRef::size() const
{
    if (!isValid()) return 0;
    return isMapping() ? node().childCount / 2 : node().childCount;
}

void YamlRef::forEachEntry(const std::function<void(const QString &, YamlRef, YamlRef)> &visit) const
{
    if (!isMapping()) return;
    const auto &nodes = m_document->nodes();
    int merge = -1;
    for (int i = node().firstChild; i >= 0; i = nodes[size_t(nodes[size_t(i)].nextSibling)].nextSibling) {
        if (isMergeKey(nodes[size_t(i)]))
            merge = nodes[size_t(i)].nextSibling;
        else
            visit(keyText(nodes[size_t(i)]), child(i), child(nodes[size_t(i)].nextSibling));
    }
    if (merge < 0) return;
    const YamlRef source = child(merge);
    const auto visitMissing = [&](YamlRef mapping) {
        mapping.forEachEntry([&](const QString &key, YamlRef keyRef, YamlRef value) {
            if (!keyNode(key) && (*this)[key].index() == value.index()) visit(key, keyRef, value);
        });
    };
    if (source.isMapping())
        visitMissing(source);
    else
        source.forEachItem([&](int, YamlRef item) { visitMissing(item); });
}

void YamlRef::forEachItem(const std::function<void(int, YamlRef)> &visit) const
{
    if (!isSequence()) return;
    int count = 0;
    for (int i = node().firstChild; i >= 0; i = m_document->nodes()[size_t(i)].nextSibling) visit(count++, child(i));
}

Scalar YamlRef::scalar() const
{
    if (!isScalar()) return {};
    const YamlNode &n = node();
    if (n.tag.isEmpty()) return n.style == YamlStyle::Plain ? resolvePlain(n.value) : Scalar{};
    if (n.tag == "!" || n.tag == "tag:yaml.org,2002:str" || n.tag == "tag:yaml.org,2002:binary") return {};
    return resolvePlain(n.value); // an explicit !!int, !!bool, …
}

QString YamlRef::text() const { return isScalar() ? QString::fromUtf8(node().value) : QString(); }

QString YamlRef::string() const
{
    return isScalar() && scalar().type == ScalarType::String ? QString::fromUtf8(node().value) : QString();
}

std::optional<qint64> YamlRef::integer() const
{
    const Scalar resolved = scalar();
    const auto *value = std::get_if<qint64>(&resolved.value);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<bool> YamlRef::boolean() const
{
    const Scalar resolved = scalar();
    const auto *value = std::get_if<bool>(&resolved.value);
    return value ? std::optional(*value) : std::nullopt;
}

YamlRef YamlRef::parent() const { return isValid() ? child(written().parent) : YamlRef(); }

FieldPath YamlRef::path() const
{
    if (!isValid()) return {};
    std::vector<FieldPath::Step> steps;
    const auto &nodes = m_document->nodes();
    for (int i = m_index; nodes[size_t(i)].parent >= 0; i = nodes[size_t(i)].parent) {
        const YamlNode &up = nodes[size_t(nodes[size_t(i)].parent)];
        int position = 0, key = -1;
        for (int c = up.firstChild; c != i; c = nodes[size_t(c)].nextSibling) {
            key = c;
            ++position;
        }
        if (up.kind == YamlKind::Sequence)
            steps.emplace_back(position);
        else
            steps.emplace_back(keyText(nodes[size_t(position % 2 ? key : i)]));
    }
    return FieldPath(std::vector<FieldPath::Step>(steps.rbegin(), steps.rend()));
}

} // namespace model
