// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/drawing.h"

#include "model/base/say.h"
#include "model/relations/edgeedits.h"
#include "model/relations/rules.h"
#include "model/resource/kinds.h"

#include <algorithm>

namespace model {

namespace {
bool isThereAlready(const Resource &holder, const Resource &target, Relation relation)
{
    const Facts facts = readFacts(holder);
    return std::any_of(facts.references.begin(), facts.references.end(), [&](const Reference &reference) {
        const QString &ns = reference.target.ns.isEmpty() ? holder.key.ns : reference.target.ns;
        return reference.relation == relation && reference.target.kind == target.key.kind &&
               reference.target.name == target.key.name && (reference.isGlobal || sameNamespace(ns, target.key.ns));
    });
}

Result<Edits> connectBy(const EdgeRule &rule, const Resource &from, const Resource &to)
{
    if (!rule.anyNamespace && !sameNamespace(from.key.ns, to.key.ns))
        return whyNot(say("%1 and %2 are in different namespaces").arg(from.key.title(), to.key.title()));
    if (rule.isHeldByTarget ? isThereAlready(to, from, rule.relation) : isThereAlready(from, to, rule.relation))
        return whyNot(say("%1 leads to %2 already").arg(from.key.title(), to.key.title()));
    return rule.connect(from, to);
}

Error missing(const ResourceKey &key)
{
    return whyNot(say("%1 is not in these files").arg(key.title()), Error::Code::NotFound);
}

Error noField(const ResourceKey &from, const ResourceKey &to)
{
    const std::vector<EdgeRule> &rules = edgeRules();
    const bool reverse =
        std::any_of(rules.begin(), rules.end(), [&](const EdgeRule &rule) { return rule.joins(to, from); });
    return whyNot((reverse ? say("no field of a %1 leads to a %2; draw it the other way round")
                           : say("no field of a %1 leads to a %2"))
                      .arg(from.kind, to.kind),
                  Error::Code::Unsupported);
}

} // namespace

Result<Edits> drawEdge(const ResourceSet &set, const ResourceKey &from, const ResourceKey &to, Relation relation)
{
    const Resource *first = set.find(from), *second = set.find(to);
    if (!first || !second) return missing(first ? to : from);
    if (from == to) return whyNot(say("%1 can't lead to itself").arg(from.title()), Error::Code::Unsupported);
    const EdgeRule &rule = edgeRule(relation);
    if (!rule.joins(from, to)) return noField(from, to);
    return connectBy(rule, *first, *second);
}

PossibleRelations possibleRelations(const ResourceSet &set, const ResourceKey &from, const ResourceKey &to)
{
    PossibleRelations possible;
    for (const EdgeRule &rule : edgeRules()) {
        if (!rule.joins(from, to)) continue;
        const Result<Edits> edits = drawEdge(set, from, to, rule.relation);
        if (edits)
            possible.relations.push_back(rule.relation);
        else if (possible.whyNot.isEmpty())
            possible.whyNot = edits.error().message;
    }
    if (!possible.relations.empty())
        possible.whyNot.clear();
    else if (possible.whyNot.isEmpty())
        possible.whyNot = noField(from, to).message;
    return possible;
}

Result<Edits> deleteEdge(const ResourceSet &set, const Edge &edge)
{
    const Resource *holder = set.find(edge.holder);
    if (!holder) return missing(edge.holder);
    if (!holder->at(edge.field))
        return whyNot(say("%1 has no field %2").arg(edge.holder.title(), edge.field.toString()), Error::Code::NotFound);
    return edgeRule(edge.relation).disconnect(*holder, edge.field);
}

} // namespace model
