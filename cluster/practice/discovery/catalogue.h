// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/apikind.h"

#include <QString>
#include <QStringList>
#include <QStringView>

#include <map>
#include <memory>
#include <tuple>
#include <vector>

namespace practice {

// What is served below an object: pods/log, deployments/scale.
struct Subresource
{
    QString name;  // "log"
    QString group; // of what is sent and answered; empty with an empty version: the resource's own
    QString version;
    QString kind;
    QStringList verbs;
};

// A kind and what may be done with it.
struct ServedKind
{
    ApiKind api;
    QStringList verbs;                     // in discovery's order
    std::vector<Subresource> subresources; // in discovery's order

    bool allows(QStringView verb) const { return verbs.contains(verb); }
    // Null pointer: none of that name.
    const Subresource *subresource(QStringView name) const;
};

// Everything that the practice cluster serves: the built-in kinds, and those of CustomResourceDefinitions, which come
// and go. Pointers stay good until their kind is removed. One thread.
class Catalogue
{
public:
    struct Group
    {
        QString name;         // empty: core
        QStringList versions; // the preferred one first
    };

    Catalogue();

    // Null pointer: not served.
    const ServedKind *byPlural(QStringView group, QStringView version, QStringView plural) const;
    const ServedKind *byKind(QStringView group, QStringView version, QStringView kind) const;
    // The kind as the store holds it: the same in its storedVersion; the core Event for that of events.k8s.io.
    const ServedKind *stored(const ApiKind &kind) const;

    // In the order in which an apiserver names them: by priority, then by name; core is the first.
    std::vector<Group> groups() const;
    const Group *group(QStringView name) const; // valid until the next addCustom() or removeCustom()
    // Of one version, by plural.
    std::vector<const ServedKind *> kinds(QStringView group, QStringView version) const;

    // A version of a custom kind. A version that is there already is replaced, unless it is a built-in one, or another
    // resource has the kind's name: false then, and nothing has changed.
    bool addCustom(ApiKind kind);
    bool removeCustom(QStringView group, QStringView version, QStringView plural);
    // Changes with every addCustom() and removeCustom(); for caches.
    quint64 generation() const { return m_generation; }

private:
    using Key = std::tuple<QString, QString, QString>;
    void insert(std::unique_ptr<ServedKind> served);
    void sortGroups();

    std::map<Key, std::unique_ptr<ServedKind>, std::less<>> m_byPlural;
    std::map<Key, const ServedKind *, std::less<>> m_byKind;
    std::vector<Group> m_groups;
    quint64 m_generation = 0;
};

// Versions as Kubernetes ranks them: v2, v1, v1beta2, v1alpha1, and others by name (apimachinery pkg/version).
// Whether a comes before b.
bool versionComesFirst(const QString &a, const QString &b);

} // namespace practice
