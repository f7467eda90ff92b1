// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/ownergraph.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;

namespace {

QString uidIn(const Value &reference) { return textAt(reference, {u"uid"}); }

bool names(const Value &reference, const OwnerGraph::Identity &owner)
{
    return uidIn(reference) == owner.uid && textAt(reference, {u"name"}) == owner.name &&
           textAt(reference, {u"kind"}) == owner.kind && textAt(reference, {u"apiVersion"}) == owner.apiVersion;
}

const Value *referenceTo(const ValueList &owners, const QString &uid)
{
    const auto found = std::find_if(owners.begin(), owners.end(), [&uid](const Value &r) { return uidIn(r) == uid; });
    return found == owners.end() ? nullptr : &*found;
}

// Its end has begun with this finalizer on it.
bool begins(const Value *before, const Value &now, QStringView finalizer)
{
    if (!isGoing(now) || !hasFinalizer(now, finalizer)) return false;
    return !before || !isGoing(*before) || !hasFinalizer(*before, finalizer);
}

} // namespace

bool hasFinalizer(const Value &object, QStringView finalizer)
{
    const ValueList &list = listAt(object, {u"metadata", u"finalizers"});
    return std::any_of(list.begin(), list.end(),
                       [finalizer](const Value &one) { return one.string() && *one.string() == finalizer; });
}

QString OwnerGraph::Identity::toText() const { return kind + u' ' + (space.isEmpty() ? name : space + u'/' + name); }

OwnerGraph::Identity OwnerGraph::Identity::of(const ApiKind &kind, const Value &object)
{
    return {kind.apiVersion(), kind.kind, namespaceOf(object), nameOf(object), uidOf(object)};
}

const OwnerGraph::Node *OwnerGraph::find(const QString &uid) const
{
    const auto found = m_nodes.find(uid);
    return found == m_nodes.end() ? nullptr : &found->second;
}

void OwnerGraph::lookAt(const QString &uid)
{
    if (const Node *node = find(uid)) m_listener.look(*node);
}

std::vector<const OwnerGraph::Node *> OwnerGraph::blockingDependents(const Node &owner) const
{
    std::vector<const Node *> blocking;
    for (const QString &uid : owner.dependents) {
        const Node *dependent = find(uid);
        if (!dependent) continue;
        const Value *reference = referenceTo(dependent->owners, owner.id.uid);
        if (reference && boolAt(*reference, {u"blockOwnerDeletion"})) blocking.push_back(dependent);
    }
    return blocking;
}

// An owner that was known by its dependents alone is there: those that call it something else have to be looked at.
void OwnerGraph::see(Node &node, const Identity &as)
{
    node.isUnseen = false;
    if (node.id == as) return;
    node.id = as;
    for (const QString &uid : node.dependents) {
        const Node *dependent = find(uid);
        if (!dependent) continue;
        const Value *reference = referenceTo(dependent->owners, as.uid);
        const bool elsewhere = !as.space.isEmpty() && dependent->id.space != as.space;
        if (!elsewhere && reference && names(*reference, as)) continue;
        if (elsewhere && reference) m_listener.invalid(*dependent, *reference);
        m_listener.look(*dependent);
    }
}

void OwnerGraph::link(Node &node, const ValueList &owners)
{
    bool isDoubtful = false;
    for (const Value &reference : owners) {
        const QString uid = uidIn(reference);
        const auto [place, isNew] = m_nodes.try_emplace(uid);
        Node &owner = place->second;
        owner.dependents.insert(node.id.uid);
        if (isNew) {
            owner.id = {textAt(reference, {u"apiVersion"}), textAt(reference, {u"kind"}), node.id.space,
                        textAt(reference, {u"name"}), uid};
            owner.isUnseen = true;
            m_listener.look(owner);
            continue;
        }
        if (isDoubtful) continue;
        const bool isElsewhere = owner.id.space != node.id.space;
        if (isElsewhere && !owner.id.space.isEmpty()) {
            if (!owner.isUnseen) m_listener.invalid(node, reference);
            isDoubtful = true;
        } else if (!names(reference, owner.id) || (isElsewhere && owner.isUnseen)) {
            isDoubtful = true;
        }
    }
    if (isDoubtful) m_listener.look(node);
}

void OwnerGraph::unlink(const Node &node, const ValueList &owners)
{
    for (const Value &reference : owners) {
        const auto owner = m_nodes.find(uidIn(reference));
        if (owner == m_nodes.end()) continue;
        owner->second.dependents.erase(node.id.uid);
        if (owner->second.isUnseen && owner->second.dependents.empty()) m_nodes.erase(owner);
    }
}

void OwnerGraph::changeOwners(Node &node, const ValueList &owners)
{
    ValueList added, removed;
    QStringList unblocked;
    for (const Value &reference : owners)
        if (!referenceTo(node.owners, uidIn(reference))) added.push_back(reference);
    for (const Value &reference : node.owners) {
        const Value *now = referenceTo(owners, uidIn(reference));
        if (!now) removed.push_back(reference);
        if (boolAt(reference, {u"blockOwnerDeletion"}) && !(now && boolAt(*now, {u"blockOwnerDeletion"})))
            unblocked.append(uidIn(reference));
    }
    node.owners = owners;
    for (const QString &uid : unblocked) lookAt(uid);
    link(node, added);
    unlink(node, removed);
}

void OwnerGraph::lookAtWaiting(Node &node, const Value *before, const Value &now)
{
    if (begins(before, now, orphanFinalizer)) {
        node.isOrphaning = true;
        m_listener.look(node);
    } else if (begins(before, now, foregroundFinalizer)) {
        node.isDeletingDependents = true;
        for (const QString &uid : node.dependents) lookAt(uid);
        m_listener.look(node);
    }
}

void OwnerGraph::put(const ApiKind &kind, const Value *before, const Value &now)
{
    const Identity id = Identity::of(kind, now);
    const auto [place, isNew] = m_nodes.try_emplace(id.uid);
    Node &node = place->second;
    const ValueList &owners = listAt(now, {u"metadata", u"ownerReferences"});
    node.isGoing = isGoing(now);
    if (isNew) {
        node.id = id;
        node.isDeletingDependents = node.isGoing && hasFinalizer(now, foregroundFinalizer);
        node.owners = owners;
        link(node, owners);
    } else {
        if (node.isUnseen) see(node, id);
        if (!(node.owners == owners)) changeOwners(node, owners);
    }
    lookAtWaiting(node, before, now);
}

void OwnerGraph::take(const QString &uid)
{
    const auto found = m_nodes.find(uid);
    if (found == m_nodes.end()) return;
    const Node node = std::move(found->second);
    m_nodes.erase(found);
    unlink(node, node.owners);
    for (const QString &dependent : node.dependents) lookAt(dependent);
    for (const Value &reference : node.owners)
        if (const Node *owner = find(uidIn(reference)); owner && owner->isDeletingDependents) m_listener.look(*owner);
}

void OwnerGraph::absent(const QString &uid)
{
    const auto found = m_nodes.find(uid);
    if (found == m_nodes.end()) return;
    if (!found->second.isUnseen) return take(uid);
    if (found->second.dependents.empty()) {
        m_nodes.erase(found);
        return;
    }
    for (const QString &dependent : found->second.dependents) lookAt(dependent);
}

} // namespace practice
