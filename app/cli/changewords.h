// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/objectstore.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <set>
#include <tuple>

namespace app {

// "deployment.apps/web", as kubectl prints it.
QString titleOf(const cluster::ObjectName &name);

// Tells in words what changes in a store: one line an object, and only when what can be said of it changes. A class of
// its own so that `apply --wait` and `watch` say the same.
class ChangeWords
{
public:
    enum class Scope { Everything, Related };

    // Related: only objects that follow() named, and what their controllers make of them; warnings about those.
    ChangeWords(const cluster::ObjectStore &store, Scope scope) : m_store(store), m_scope(scope) {}

    void follow(const cluster::ObjectName &name);
    // Lines without time, owners before what they own: "pod/web-1: ready on node-1".
    QStringList tell(const cluster::StoreChange &change);
    // Takes note of it without a word.
    void note(const cluster::StoreChange &change) { tell(change); }
    void setWithNamespace(bool with) { m_withNamespace = with; }

private:
    using Short = std::tuple<QByteArray, QByteArray, QByteArray>; // kind without its group, namespace, name

    bool isRelated(const cluster::AnyRow &row);
    QString line(const cluster::AnyRow &row, const QString &words) const;

    const cluster::ObjectStore &m_store;
    const Scope m_scope;
    bool m_withNamespace = false;
    std::set<Short> m_followed;
    QHash<cluster::ObjectName, QString> m_last; // what was said last
};

} // namespace app
