// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/discovery.h"

#include "cluster/practice/discovery/builtinkinds.h"

#include <QCryptographicHash>
#include <QSysInfo>

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

ValueMap typed(const char16_t *kind, const char16_t *apiVersion = u"v1")
{
    return {{QStringLiteral("kind"), kind}, {QStringLiteral("apiVersion"), apiVersion}};
}

Value texts(const QStringList &all)
{
    ValueList list;
    for (const QString &text : all) list.emplace_back(text);
    return list;
}

QString groupVersion(const QString &group, const QString &version)
{
    return group.isEmpty() ? version : group + u'/' + version;
}

Value versionOf(const QString &group, const QString &version)
{
    return ValueMap{{QStringLiteral("groupVersion"), groupVersion(group, version)},
                    {QStringLiteral("version"), version}};
}

void addGroup(Value &body, const Catalogue::Group &group)
{
    ValueList versions;
    for (const QString &version : group.versions) versions.push_back(versionOf(group.name, version));
    body.set(u"name", group.name);
    body.set(u"versions", std::move(versions));
    body.set(u"preferredVersion", versionOf(group.name, group.versions.front()));
}

// What the objects are stored as, told apart from other ways of storing them (apiserver
// pkg/endpoints/discovery/storageversionhash.go).
QString storageHash(const ServedKind &served)
{
    // An apiserver stores these in the version that its predecessor can read.
    static const QStringList old{QStringLiteral("IPAddress"), QStringLiteral("ServiceCIDR"),
                                 QStringLiteral("CustomResourceDefinition")};
    const ApiKind &api = served.api;
    const bool event = api.kind == u"Event" && !api.isCustom;
    // Of a custom kind it is the version at hand that counts, stored or not.
    const QString version = api.isCustom                  ? api.version
                            : old.contains(api.kind)      ? QStringLiteral("v1beta1")
                            : api.storedVersion.isEmpty() ? api.version
                                                          : api.storedVersion;
    const QString id = QStringLiteral("%1/%2/%3").arg(event ? QString() : api.group, version, api.kind);
    constexpr qsizetype bytes = 8;
    return QString::fromLatin1(
        QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Sha256).left(bytes).toBase64());
}

Value resourceOf(const ServedKind &served)
{
    const ApiKind &api = served.api;
    Value resource = ValueMap{{QStringLiteral("name"), api.plural},
                              {QStringLiteral("singularName"), api.singular},
                              {QStringLiteral("namespaced"), api.namespaced},
                              {QStringLiteral("kind"), api.kind},
                              {QStringLiteral("verbs"), texts(served.verbs)}};
    if (!api.shortNames.isEmpty()) resource.set(u"shortNames", texts(api.shortNames));
    if (!api.categories.isEmpty()) resource.set(u"categories", texts(api.categories));
    const bool isStored = served.verbs.contains(QStringLiteral("list")) && api.kind != u"ComponentStatus";
    if (isStored) resource.set(u"storageVersionHash", storageHash(served));
    return resource;
}

Value resourceOf(const ServedKind &served, const Subresource &below)
{
    Value resource = ValueMap{{QStringLiteral("name"), QString(served.api.plural + u'/' + below.name)},
                              {QStringLiteral("singularName"), u""},
                              {QStringLiteral("namespaced"), served.api.namespaced}};
    if (!below.group.isEmpty()) resource.set(u"group", below.group);
    if (!below.version.isEmpty()) resource.set(u"version", below.version);
    resource.set(u"kind", below.kind);
    resource.set(u"verbs", texts(below.verbs));
    return resource;
}

Value responseKind(const QString &group, const QString &version, const QString &kind)
{
    return ValueMap{
        {QStringLiteral("group"), group}, {QStringLiteral("version"), version}, {QStringLiteral("kind"), kind}};
}

// An apiserver leaves group and version empty where a built-in kind is of the group version at hand; a custom kind has
// them.
Value aggregatedKind(const ApiKind &api, const QString &kind)
{
    return api.isCustom ? responseKind(api.group, api.version, kind) : responseKind({}, {}, kind);
}

Value aggregated(const ServedKind &served)
{
    const ApiKind &api = served.api;
    Value resource = ValueMap{{QStringLiteral("resource"), api.plural},
                              {QStringLiteral("responseKind"), aggregatedKind(api, api.kind)},
                              {QStringLiteral("scope"), api.namespaced ? u"Namespaced" : u"Cluster"},
                              {QStringLiteral("singularResource"), api.singular},
                              {QStringLiteral("verbs"), texts(served.verbs)}};
    if (!api.shortNames.isEmpty()) resource.set(u"shortNames", texts(api.shortNames));
    if (!api.categories.isEmpty()) resource.set(u"categories", texts(api.categories));
    ValueList subresources;
    for (const Subresource &below : served.subresources) {
        Value kind = below.version.isEmpty() ? aggregatedKind(api, below.kind)
                                             : responseKind(below.group, below.version, below.kind);
        subresources.push_back(ValueMap{{QStringLiteral("subresource"), below.name},
                                        {QStringLiteral("responseKind"), std::move(kind)},
                                        {QStringLiteral("verbs"), texts(below.verbs)}});
    }
    if (!subresources.empty()) resource.set(u"subresources", std::move(subresources));
    return resource;
}

Value aggregated(const Catalogue &catalogue, const Catalogue::Group &group)
{
    ValueList versions;
    for (const QString &version : group.versions) {
        ValueList resources;
        for (const ServedKind *served : catalogue.kinds(group.name, version)) resources.push_back(aggregated(*served));
        versions.push_back(ValueMap{{QStringLiteral("version"), version},
                                    {QStringLiteral("resources"), std::move(resources)},
                                    {QStringLiteral("freshness"), u"Current"}});
    }
    Value metadata = ValueMap();
    if (!group.name.isEmpty()) metadata.set(u"name", group.name);
    metadata.set(u"creationTimestamp", {});
    return ValueMap{{QStringLiteral("metadata"), std::move(metadata)},
                    {QStringLiteral("versions"), std::move(versions)}};
}

Value aggregatedList(ValueList items)
{
    Value body = typed(u"APIGroupDiscoveryList", u"apidiscovery.k8s.io/v2");
    body.set(u"metadata", ValueMap());
    body.set(u"items", std::move(items));
    return body;
}

} // namespace

Value apiVersions(const QString &address)
{
    Value body = ValueMap{{QStringLiteral("kind"), u"APIVersions"}};
    body.set(u"versions", texts({QStringLiteral("v1")}));
    body.set(u"serverAddressByClientCIDRs", ValueList{ValueMap{{QStringLiteral("clientCIDR"), u"0.0.0.0/0"},
                                                               {QStringLiteral("serverAddress"), address}}});
    return body;
}

Value apiGroupList(const Catalogue &catalogue)
{
    // Here an apiserver ranks groups of equal priority by their APIService's name: "v1.store.example.com".
    std::vector<Catalogue::Group> sorted = catalogue.groups();
    std::stable_sort(sorted.begin(), sorted.end(), [](const Catalogue::Group &a, const Catalogue::Group &b) {
        const int left = groupPriority(a.name);
        const int right = groupPriority(b.name);
        if (left != right) return left > right;
        return QString(a.versions.front() + u'.' + a.name) < QString(b.versions.front() + u'.' + b.name);
    });
    ValueList groups;
    for (const Catalogue::Group &group : sorted) {
        if (group.name.isEmpty()) continue;
        Value entry;
        addGroup(entry, group);
        groups.push_back(std::move(entry));
    }
    Value body = typed(u"APIGroupList");
    body.set(u"groups", std::move(groups));
    return body;
}

std::optional<Value> apiGroup(const Catalogue &catalogue, QStringView group)
{
    const Catalogue::Group *found = group.isEmpty() ? nullptr : catalogue.group(group);
    if (!found) return std::nullopt;
    Value body = typed(u"APIGroup");
    addGroup(body, *found);
    return body;
}

std::optional<Value> apiResourceList(const Catalogue &catalogue, QStringView group, QStringView version)
{
    const std::vector<const ServedKind *> kinds = catalogue.kinds(group, version);
    if (kinds.empty()) return std::nullopt;
    ValueList resources;
    for (const ServedKind *served : kinds) {
        resources.push_back(resourceOf(*served));
        for (const Subresource &below : served->subresources) resources.push_back(resourceOf(*served, below));
    }
    // The list of the core group is older than its apiVersion.
    Value body = ValueMap{{QStringLiteral("kind"), u"APIResourceList"}};
    if (!group.isEmpty()) body.set(u"apiVersion", u"v1");
    body.set(u"groupVersion", groupVersion(group.toString(), version.toString()));
    body.set(u"resources", std::move(resources));
    return body;
}

Value aggregatedCore(const Catalogue &catalogue)
{
    return aggregatedList({aggregated(catalogue, *catalogue.group(u""))});
}

Value aggregatedGroups(const Catalogue &catalogue)
{
    ValueList items;
    for (const Catalogue::Group &group : catalogue.groups())
        if (!group.name.isEmpty()) items.push_back(aggregated(catalogue, group));
    return aggregatedList(std::move(items));
}

QByteArray discoveryTag(QByteArrayView body)
{
    const QByteArray bytes = QByteArray::fromRawData(body.data(), body.size());
    return '"' + QCryptographicHash::hash(bytes, QCryptographicHash::Sha512).toHex().toUpper() + '"';
}

Value serverVersion()
{
    const QString machine = QSysInfo::buildCpuArchitecture();
    const QString architecture = machine == u"x86_64"  ? QStringLiteral("amd64")
                                 : machine == u"arm64" ? QStringLiteral("arm64")
                                                       : machine;
    return ValueMap{{QStringLiteral("major"), u"1"},
                    {QStringLiteral("minor"), u"33"},
                    {QStringLiteral("emulationMajor"), u"1"},
                    {QStringLiteral("emulationMinor"), u"33"},
                    {QStringLiteral("minCompatibilityMajor"), u"1"},
                    {QStringLiteral("minCompatibilityMinor"), u"32"},
                    {QStringLiteral("gitVersion"), u"v1.33.4+kubewright-practice"},
                    {QStringLiteral("gitCommit"), QStringLiteral("kubewright-" KUBEWRIGHT_VERSION)},
                    {QStringLiteral("gitTreeState"), u"clean"},
                    {QStringLiteral("buildDate"), u"1970-01-01T00:00:00Z"},
                    {QStringLiteral("goVersion"), u"none"},
                    {QStringLiteral("compiler"), u"c++"},
                    {QStringLiteral("platform"), QString(QStringLiteral("linux/") + architecture)}};
}

Value rootPaths(const Catalogue &catalogue)
{
    QStringList paths{QStringLiteral("/api"),        QStringLiteral("/api/v1"),     QStringLiteral("/apis"),
                      QStringLiteral("/apis/"),      QStringLiteral("/healthz"),    QStringLiteral("/livez"),
                      QStringLiteral("/openapi/v2"), QStringLiteral("/openapi/v3"), QStringLiteral("/openapi/v3/"),
                      QStringLiteral("/readyz"),     QStringLiteral("/version")};
    for (const Catalogue::Group &group : catalogue.groups()) {
        if (group.name.isEmpty()) continue;
        const QString path = QStringLiteral("/apis/") + group.name;
        paths.push_back(path);
        for (const QString &version : group.versions) paths.push_back(path + u'/' + version);
    }
    std::sort(paths.begin(), paths.end());
    return ValueMap{{QStringLiteral("paths"), texts(paths)}};
}

} // namespace practice
