// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/rows.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <span>

namespace cluster {

enum class RowType : quint8 { Pod, Workload, Service, EndpointSlice, Node, Claim, Event, Object };

// A kind of resource and how it is watched.
struct WatchKind
{
    QByteArray plural; // "deployments"
    QByteArray group;  // "apps"; empty for the core group
    QByteArray version;
    QByteArray kind;       // "Deployment"
    QByteArray shortNames; // kubectl's, separated by spaces
    bool namespaced = true;
    // Object: rows of metadata only, asked for as PartialObjectMetadata. For Secrets nothing else is allowed: no
    // Secret's data is ever in memory.
    RowType rows = RowType::Object;

    QByteArray apiVersion() const; // "apps/v1"
    Atom groupKind() const;        // "apps/Deployment"
    QByteArray name() const;       // "deployments", or "widgets.example.com" for kinds that are not built in
    bool operator==(const WatchKind &) const = default;
};

// The kinds that have rows of their own, and the common ones of which the metadata is enough.
std::span<const WatchKind> builtinKinds();

// As kubectl takes it: plural, singular, short name or kind, with or without ".group"; any case.
std::optional<WatchKind> builtinKind(const QString &word);

// By API group and kind, as a manifest has them.
std::optional<WatchKind> builtinKind(const QByteArray &group, const QByteArray &kind);

// What one reflector lists and watches.
struct WatchSpec
{
    WatchKind kind;
    QString ns;               // empty: all namespaces
    QByteArray selector = {}; // encoded query text: "fieldSelector=involvedObject.name%3Dweb"

    QString path() const; // without a query: "/apis/apps/v1/namespaces/shop/deployments"
    // What is asked for: the kind itself or, where only metadata is wanted, its transformation. A list and the events
    // of a watch are different types there: a watch that asks for the list's ends at its first event.
    QByteArray acceptList() const;
    QByteArray acceptWatch() const;
    bool operator==(const WatchSpec &) const = default;
};

// The Events about one object. kind: "Pod", without its group.
WatchSpec eventsAbout(const QString &ns, const QString &kind, const QString &name);

} // namespace cluster
