// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/object.h"

#include "model/schema/schemastore.h"

#include <QSet>

namespace model::kustomize {

using namespace Qt::StringLiterals;

bool Gvk::isSelectedBy(const Gvk &selector) const
{
    return (selector.group.isEmpty() || selector.group == group) &&
           (selector.version.isEmpty() || selector.version == version) &&
           (selector.kind.isEmpty() || selector.kind == kind);
}

Gvk gvkOf(const QString &apiVersion, const QString &kind)
{
    const qsizetype slash = apiVersion.indexOf(u'/');
    if (slash < 0) return {{}, apiVersion, kind};
    return {apiVersion.left(slash), apiVersion.mid(slash + 1), kind};
}

Gvk gvkOf(const Node &root) { return gvkOf(root.textAt({u"apiVersion"}), root.textAt({u"kind"})); }

bool isClusterScoped(const Gvk &gvk)
{
    const auto versions = SchemaStore::builtin().versions(gvk.group.toUtf8(), gvk.kind.toUtf8());
    if (versions.empty()) return false;
    return !versions.front().namespaced;
}

QString Id::toString() const
{
    return ns.isEmpty() || ns == noNamespace ? gvk.kind + u' ' + name : gvk.kind + u' ' + ns + u'/' + name;
}

namespace {

QString effective(const QString &ns) { return ns.isEmpty() ? u"default"_s : ns; }

} // namespace

Id Object::id() const
{
    const Gvk gvk = this->gvk();
    return {gvk, name(), isClusterScoped(gvk) ? noNamespace.toString() : effective(nameSpace())};
}

std::vector<Id> Object::earlierIds() const
{
    std::vector<Id> ids;
    const Gvk gvk = this->gvk();
    for (const Earlier &one : earlier) ids.push_back({{gvk.group, gvk.version, one.kind}, one.name, one.ns});
    return ids;
}

Id Object::firstId() const
{
    if (earlier.empty()) return id();
    const Gvk gvk = this->gvk();
    return {{gvk.group, gvk.version, earlier.front().kind}, earlier.front().name, earlier.front().ns};
}

void Object::rememberId()
{
    const Id id = this->id();
    earlier.push_back({id.gvk.kind, id.name, id.ns});
}

void Object::setName(const QString &name, Origin from)
{
    Node *metadata = root.find(u"metadata");
    if (!metadata) metadata = &root.set(u"metadata"_s, Node(Node::Kind::Map, from), from);
    metadata->set(u"name"_s, Node(Value(name), from), from);
}

void Object::setNamespace(const QString &ns, Origin from)
{
    Node *metadata = root.find(u"metadata");
    if (ns.isEmpty()) {
        if (metadata) metadata->remove(u"namespace");
        return;
    }
    if (!metadata) metadata = &root.set(u"metadata"_s, Node(Node::Kind::Map, from), from);
    metadata->set(u"namespace"_s, Node(Value(ns), from), from);
}

void Object::writeOut(QStringView field)
{
    Node *metadata = root.find(u"metadata");
    Node *pairs = metadata ? metadata->find(field) : nullptr;
    if (!pairs || !pairs->isMap()) return;
    for (Node::Entry &entry : pairs->entries) {
        const Node &value = entry.value;
        if (!value.isScalar() || value.isString()) continue;
        const bool isPlainNull = value.isNull() && value.written.isNull();
        entry.value = Node(Value(isPlainNull      ? u"null"_s
                                 : value.isNull() ? value.written
                                                  : value.text()),
                           value.origin);
    }
}

bool Objects::append(Object object)
{
    if (!m_indexed) index();
    const Id id = object.id();
    if (m_current.contains(id)) return false;
    const int place = int(m_all.size());
    m_current.insert(id, place);
    QSet<Id> ids{id};
    for (const Id &earlier : object.earlierIds()) ids.insert(earlier);
    for (const Id &one : std::as_const(ids)) m_ever[one].push_back(place);
    m_all.push_back(std::move(object));
    return true;
}

const std::vector<int> &Objects::called(const Id &id)
{
    static const std::vector<int> none;
    if (!m_indexed) index();
    const auto found = m_ever.constFind(id);
    return found == m_ever.cend() ? none : *found;
}

void Objects::dropEmpty()
{
    if (std::erase_if(m_all, [](const Object &object) { return !object.root.isMap() || object.root.isEmptyMap(); }) > 0)
        m_indexed = false;
}

std::optional<Id> Objects::repeated() const
{
    QSet<Id> seen;
    for (const Object &object : m_all) {
        const Id id = object.id();
        if (seen.contains(id)) return id;
        seen.insert(id);
    }
    return std::nullopt;
}

void Objects::index()
{
    m_current.clear();
    m_ever.clear();
    for (size_t i = 0; i < m_all.size(); ++i) {
        const Id id = m_all[i].id();
        m_current.insert(id, int(i));
        QSet<Id> ids{id};
        for (const Id &earlier : m_all[i].earlierIds()) ids.insert(earlier);
        for (const Id &one : std::as_const(ids)) m_ever[one].push_back(int(i));
    }
    m_indexed = true;
}

} // namespace model::kustomize
