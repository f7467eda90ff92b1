// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/say.h"
#include "model/kustomize/fieldspecs.h"
#include "model/kustomize/namereferencespecs.h"
#include "model/kustomize/transformers.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {
using Candidates = std::vector<const Object *>;

// The shorter one is the end of the longer one; only two empty ones are alike.
bool haveSameEnd(const QStringList &a, const QStringList &b)
{
    const QStringList &shorter = a.size() < b.size() ? a : b, &longer = a.size() < b.size() ? b : a;
    if (shorter.isEmpty()) return longer.isEmpty();
    return longer.mid(longer.size() - shorter.size()) == shorter;
}

bool haveSameNames(const Object &a, const Object &b, bool takesEmpty)
{
    const auto alike = [takesEmpty](const QStringList &l, const QStringList &r) {
        return (takesEmpty && (l.isEmpty() || r.isEmpty())) || haveSameEnd(l, r);
    };
    return alike(a.prefixes, b.prefixes) && alike(a.suffixes, b.suffixes);
}

void sieve(Candidates &candidates, const std::function<bool(const Object &)> &test)
{
    std::erase_if(candidates, [&test](const Object *object) { return !test(*object); });
}

class References
{
public:
    explicit References(Objects &objects) : m_objects(objects.all())
    {
        for (const Object &object : m_objects) {
            QSet<QString> names;
            for (const Object::Earlier &earlier : object.earlier) names.insert(earlier.name);
            for (const QString &name : std::as_const(names)) m_byEarlierName[name].push_back(&object);
        }
    }

    MaybeFault run()
    {
        for (Object &referrer : m_objects) {
            const Gvk gvk = referrer.firstId().gvk;
            if (auto fault = checkSubjects(referrer)) return fault;
            m_subjectNamespaces = subjectNamespaces(referrer);
            for (const NameReference &reference : nameReferences()) {
                if (!gvk.isSelectedBy(reference.field.gvk)) continue;
                FieldSpec spec = reference.field;
                spec.gvk = {};
                const auto fix = [&](Node &node) { return this->fix(node, referrer, reference); };
                if (auto fault = visitField(referrer, spec, Make::None, {}, fix)) return fault;
            }
        }
        return std::nullopt;
    }

private:
    MaybeFault fix(Node &node, const Object &referrer, const NameReference &reference)
    {
        if (node.isNull()) return std::nullopt;
        if (node.isScalar()) return fixText(node, referrer, reference);
        if (node.isMap()) return fixMap(node, referrer, reference);
        for (Node::Entry &item : node.entries) {
            if (item.value.isNull()) continue;
            if (item.value.isList()) return invalid(item.value.origin, say("a name or a map should be here"));
            auto fault =
                item.value.isMap() ? fixMap(item.value, referrer, reference) : fixText(item.value, referrer, reference);
            if (fault) return fault;
        }
        return std::nullopt;
    }

    MaybeFault fixText(Node &node, const Object &referrer, const NameReference &reference)
    {
        const QString old = node.text();
        MaybeFault fault;
        const Object *target = select(node, referrer, reference, candidatesOf(old, referrer), false, fault);
        if (!target) return fault;
        if (const QString name = target->name(); name != old) node = Node(Value(name), node.origin);
        return std::nullopt;
    }

    MaybeFault fixMap(Node &node, const Object &referrer, const NameReference &reference)
    {
        const Node *name = node.find(u"name");
        if (!name) return invalid(node.origin, say("a name is missing here"));
        Candidates candidates = candidatesOf(name->text(), referrer);
        if (const Node *ns = node.find(u"namespace")) chooseNamespace(candidates, ns->text(), referrer);
        MaybeFault fault;
        const Object *target = select(*name, referrer, reference, std::move(candidates), true, fault);
        if (!target) return fault;
        const QString ns = target->nameSpace();
        const Origin origin = name->origin;
        node.set(u"name"_s, Node(Value(target->name()), origin), origin);
        if (!ns.isEmpty()) node.set(u"namespace"_s, Node(Value(ns), origin), origin);
        return std::nullopt;
    }

    // Those that were once called so and could be meant from there at all.
    Candidates candidatesOf(const QString &name, const Object &referrer) const
    {
        Candidates candidates = m_byEarlierName.value(name);
        if (candidates.empty()) return candidates;
        const Id from = referrer.id();
        if (from.ns == noNamespace) return candidates;
        sieve(candidates, [&](const Object &object) {
            const Id id = object.id();
            return id.ns == noNamespace || id.ns == from.ns || m_subjectNamespaces.contains(object.nameSpace());
        });
        return candidates;
    }

    // Of the namespace that is written; the one that they came from counts first, for all that could be meant.
    void chooseNamespace(Candidates &candidates, const QString &ns, const Object &referrer) const
    {
        const bool isFirst = std::ranges::any_of(m_objects, [&](const Object &object) {
            if (object.firstId().ns != ns || ns == noNamespace) return false;
            const Id from = referrer.id(), id = object.id();
            return from.ns == noNamespace || id.ns == noNamespace || id.ns == from.ns ||
                   m_subjectNamespaces.contains(object.nameSpace());
        });
        sieve(candidates, [&](const Object &object) {
            return (isFirst ? object.firstId().ns : object.id().ns) == ns && ns != noNamespace;
        });
    }

    const Object *select(const Node &place, const Object &referrer, const NameReference &reference,
                         Candidates candidates, bool withNamespace, MaybeFault &fault) const
    {
        const auto wasSelected = [](const Object &object, const Gvk &gvk) {
            return std::ranges::any_of(object.earlierIds(), [&gvk](const Id &id) { return id.gvk.isSelectedBy(gvk); });
        };
        sieve(candidates, [&](const Object &object) { return wasSelected(object, reference.target); });
        const Node *role = referrer.root.find(u"roleRef");
        if (reference.field.path.endsWith("roleRef/name"_L1) && role && role->find(u"apiGroup") && role->find(u"kind"))
            sieve(candidates, [&](const Object &object) {
                return wasSelected(object, {role->textAt({u"apiGroup"}), {}, role->textAt({u"kind"})});
            });
        const QString ns = referrer.id().ns;
        if (ns != noNamespace)
            sieve(candidates, [&](const Object &object) {
                const Id id = object.id();
                return id.ns == noNamespace || id.gvk.kind == "ServiceAccount"_L1 || id.ns == ns;
            });
        if (candidates.size() == 1) return candidates.front();
        sieve(candidates, [&](const Object &object) { return haveSameNames(object, referrer, true); });
        if (candidates.size() > 1)
            sieve(candidates, [&](const Object &object) { return haveSameNames(object, referrer, false); });
        if (candidates.empty()) return nullptr;
        const Object &first = *candidates.front();
        const bool areSame = std::ranges::all_of(candidates, [&](const Object *object) {
            return object->name() == first.name() && (!withNamespace || object->nameSpace() == first.nameSpace());
        });
        if (!areSame) fault = invalid(place.origin, say("“%1” could be several objects").arg(place.text()));
        return areSame ? &first : nullptr;
    }

    MaybeFault checkSubjects(const Object &object) const
    {
        const Node *subjects = object.root.find(u"subjects");
        if (object.gvk().kind != "RoleBinding"_L1 || !subjects || isClusterScoped(object.gvk())) return std::nullopt;
        for (const Node::Entry &subject : subjects->entries) {
            const Node *ns = subject.value.find(u"namespace");
            if (ns && !ns->isString() && subject.value.textAt({u"kind"}) == "ServiceAccount"_L1)
                return invalid(ns->origin, say("the namespace of a ServiceAccount is blank"));
        }
        return std::nullopt;
    }

    static QSet<QString> subjectNamespaces(const Object &object)
    {
        QSet<QString> namespaces;
        const Node *subjects = object.root.find(u"subjects");
        if (object.gvk().kind != "RoleBinding"_L1 || !subjects) return namespaces;
        for (const Node::Entry &subject : subjects->entries)
            if (subject.value.find(u"namespace") && subject.value.textAt({u"kind"}) == "ServiceAccount"_L1)
                namespaces.insert(subject.value.textAt({u"namespace"}));
        return namespaces;
    }

    std::vector<Object> &m_objects;
    QHash<QString, Candidates> m_byEarlierName;
    QSet<QString> m_subjectNamespaces;
};

} // namespace

MaybeFault fixReferences(Objects &objects)
{
    auto fault = References(objects).run();
    objects.namesChanged();
    return fault;
}

} // namespace model::kustomize
