// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"

#include <QString>

#include <functional>
#include <map>
#include <set>

namespace practice {

// Who owns whom, from ownerReferences (pkg/controller/garbagecollector/graph_builder.go). An owner that nobody has seen
// stands in it too, as its dependents name it. Takes as long as an object has owners; never follows a chain of them.
class OwnerGraph
{
public:
    struct Identity
    {
        QString apiVersion;
        QString kind;
        QString space; // of an unseen owner: its dependent's
        QString name;
        QString uid;
        bool operator==(const Identity &) const = default;

        QString toText() const; // "Pod default/web-1"
        static Identity of(const ApiKind &kind, const model::Value &object);
    };
    struct Node
    {
        Identity id;
        model::ValueList owners = {}; // ownerReferences
        std::set<QString> dependents = {};
        bool isGoing = false;
        bool isDeletingDependents = false; // with the finalizer foregroundDeletion
        bool isOrphaning = false;          // with the finalizer orphan
        bool isUnseen = false;
    };
    // look: an object is to be looked at. invalid: dependent's owner is seen in another namespace.
    struct Listener
    {
        std::function<void(const Node &)> look;
        std::function<void(const Node &dependent, const model::Value &reference)> invalid;
    };

    explicit OwnerGraph(Listener listener) : m_listener(std::move(listener)) {}

    // before: null when it is new.
    void put(const ApiKind &kind, const model::Value *before, const model::Value &now);
    void take(const QString &uid);
    // The API server has no such object: an unseen owner stays as long as anybody names it.
    void absent(const QString &uid);

    const Node *find(const QString &uid) const;
    std::size_t size() const { return m_nodes.size(); }
    // Those whose references hold up a foreground deletion.
    std::vector<const Node *> blockingDependents(const Node &owner) const;

private:
    void see(Node &node, const Identity &as);
    void link(Node &node, const model::ValueList &owners);
    void unlink(const Node &node, const model::ValueList &owners);
    void changeOwners(Node &node, const model::ValueList &owners);
    void lookAtWaiting(Node &node, const model::Value *before, const model::Value &now);
    void lookAt(const QString &uid);

    Listener m_listener;
    std::map<QString, Node> m_nodes; // by uid
};

bool hasFinalizer(const model::Value &object, QStringView finalizer);
inline constexpr QStringView foregroundFinalizer = u"foregroundDeletion";
inline constexpr QStringView orphanFinalizer = u"orphan";

} // namespace practice
