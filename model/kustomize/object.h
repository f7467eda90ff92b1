// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/node.h"

#include <QHash>
#include <QStringList>

#include <vector>

namespace model::kustomize {

// Group, version and kind; as a selector, empty parts match everything.
struct Gvk
{
    QString group, version, kind;

    bool isSelectedBy(const Gvk &selector) const;
    QString apiVersion() const { return group.isEmpty() ? version : group + u'/' + version; }
    bool operator==(const Gvk &) const = default;
};

Gvk gvkOf(const Node &root);
Gvk gvkOf(const QString &apiVersion, const QString &kind);
// A built-in kind that has no namespace, in any version (kyaml openapi IsCertainlyClusterScoped).
bool isClusterScoped(const Gvk &gvk);

// What kustomize tells objects apart by (kyaml resid). ns is the one that counts: "default" for none, noNamespace for
// kinds without.
struct Id
{
    Gvk gvk;
    QString name, ns;

    bool operator==(const Id &) const = default;
    QString toString() const; // for people: "Deployment default/web"
};
inline size_t qHash(const Id &id, size_t seed = 0) noexcept
{
    return qHashMulti(seed, id.gvk.group, id.gvk.version, id.gvk.kind, id.name, id.ns);
}
inline constexpr QStringView noNamespace = u"_non_namespaceable_";

// An object on its way through kustomizations, with what they remember of it.
struct Object
{
    struct Earlier
    {
        QString kind, name, ns;
    };
    enum class Behaviour : quint8 { Create, Merge, Replace };

    Node root;
    std::vector<Earlier> earlier; // what it was called, the oldest first
    QStringList prefixes, suffixes;
    bool wantsHash = false; // a generator's: its name gets a hash of what it holds
    Behaviour behaviour = Behaviour::Create;
    Origin origin; // the object in its file, or the generator

    Gvk gvk() const { return gvkOf(root); }
    QString name() const { return root.textAt({u"metadata", u"name"}); }
    QString nameSpace() const { return root.textAt({u"metadata", u"namespace"}); }
    Id id() const;
    std::vector<Id> earlierIds() const;
    Id firstId() const;
    void rememberId();
    void setName(const QString &name, Origin from);
    void setNamespace(const QString &ns, Origin from); // empty: none
    // Makes texts of what its metadata's annotations (or labels) hold, as they were written. kustomize does so with the
    // annotations of all it renders, and with both where a generator is merged with an object (kyaml RNode
    // setMapInMetadata).
    void writeOut(QStringView field = u"annotations");
};

// Objects in order. Finding is quick until one of them changes what it is called.
class Objects
{
public:
    std::vector<Object> &all() { return m_all; }
    const std::vector<Object> &all() const { return m_all; }
    // False when there is one of that id.
    bool append(Object object);
    // Those that are, or were once, called that.
    const std::vector<int> &called(const Id &id);
    void namesChanged() { m_indexed = false; }
    // Drops what patches deleted.
    void dropEmpty();
    // Two of the same id, or nothing.
    std::optional<Id> repeated() const;

private:
    void index();
    std::vector<Object> m_all;
    QHash<Id, int> m_current;
    QHash<Id, std::vector<int>> m_ever;
    bool m_indexed = false;
};

} // namespace model::kustomize
