// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/catalogue.h"

#include "cluster/practice/discovery/builtinkinds.h"

#include <algorithm>
#include <optional>

namespace practice {

namespace {

using View = std::tuple<QStringView, QStringView, QStringView>;

struct Version
{
    int rank = 0; // 3: v1, 2: v1beta1, 1: v1alpha1
    quint64 major = 0;
    quint64 minor = 0;
};

// The number at the front, without it and what is left; none where it does not begin with 1 to 9.
std::optional<quint64> takeNumber(QStringView &text)
{
    qsizetype end = 0;
    while (end < text.size() && text[end] >= u'0' && text[end] <= u'9') ++end;
    if (end == 0 || end > 18 || text[0] == u'0') return std::nullopt;
    const quint64 number = text.first(end).toULongLong();
    text = text.sliced(end);
    return number;
}

std::optional<Version> parseVersion(QStringView text)
{
    if (!text.startsWith(u'v')) return std::nullopt;
    text = text.sliced(1);
    Version version;
    const std::optional<quint64> major = takeNumber(text);
    if (!major) return std::nullopt;
    version.major = *major;
    version.rank = text.isEmpty() ? 3 : text.startsWith(u"beta") ? 2 : text.startsWith(u"alpha") ? 1 : 0;
    if (version.rank == 3) return version;
    if (version.rank == 0) return std::nullopt;
    text = text.sliced(version.rank == 2 ? 4 : 5);
    const std::optional<quint64> minor = takeNumber(text);
    if (!minor || !text.isEmpty()) return std::nullopt;
    version.minor = *minor;
    return version;
}

// As apiextensions-apiserver lists them (pkg/apiserver/customresource_discovery_controller.go).
const QStringList &customVerbs()
{
    static const QStringList verbs =
        QStringLiteral("delete,deletecollection,get,list,patch,create,update,watch").split(u',');
    return verbs;
}

std::unique_ptr<ServedKind> serveCustom(ApiKind kind)
{
    auto served = std::make_unique<ServedKind>();
    served->verbs = customVerbs();
    const QStringList partVerbs = QStringLiteral("get,patch,update").split(u',');
    if (kind.hasStatus) served->subresources.push_back({QStringLiteral("status"), {}, {}, kind.kind, partVerbs});
    if (kind.hasScale)
        served->subresources.push_back({QStringLiteral("scale"), QStringLiteral("autoscaling"), QStringLiteral("v1"),
                                        QStringLiteral("Scale"), partVerbs});
    kind.isCustom = true;
    served->api = std::move(kind);
    return served;
}

} // namespace

bool versionComesFirst(const QString &a, const QString &b)
{
    const std::optional<Version> left = parseVersion(a);
    const std::optional<Version> right = parseVersion(b);
    if (!left || !right) return left || right ? left.has_value() : a < b;
    return std::tie(left->rank, left->major, left->minor) > std::tie(right->rank, right->major, right->minor);
}

const Subresource *ServedKind::subresource(QStringView name) const
{
    for (const Subresource &below : subresources)
        if (below.name == name) return &below;
    return nullptr;
}

Catalogue::Catalogue()
{
    for (std::unique_ptr<ServedKind> &served : builtinKinds()) insert(std::move(served));
    sortGroups();
}

void Catalogue::insert(std::unique_ptr<ServedKind> served)
{
    const ApiKind &api = served->api;
    m_byKind[{api.group, api.version, api.kind}] = served.get();
    m_byPlural[{api.group, api.version, api.plural}] = std::move(served);
}

const ServedKind *Catalogue::byPlural(QStringView group, QStringView version, QStringView plural) const
{
    const auto found = m_byPlural.find(View(group, version, plural));
    return found == m_byPlural.end() ? nullptr : found->second.get();
}

const ServedKind *Catalogue::byKind(QStringView group, QStringView version, QStringView kind) const
{
    const auto found = m_byKind.find(View(group, version, kind));
    return found == m_byKind.end() ? nullptr : found->second;
}

const ServedKind *Catalogue::stored(const ApiKind &kind) const
{
    const bool isEvent = kind.group == u"events.k8s.io" && kind.plural == u"events";
    return byPlural(isEvent ? QString() : kind.group, kind.storedVersion, kind.plural);
}

std::vector<Catalogue::Group> Catalogue::groups() const { return m_groups; }

const Catalogue::Group *Catalogue::group(QStringView name) const
{
    for (const Group &group : m_groups)
        if (group.name == name) return &group;
    return nullptr;
}

std::vector<const ServedKind *> Catalogue::kinds(QStringView group, QStringView version) const
{
    std::vector<const ServedKind *> found;
    for (auto at = m_byPlural.lower_bound(View(group, version, {})); at != m_byPlural.end(); ++at) {
        if (std::get<0>(at->first) != group || std::get<1>(at->first) != version) break;
        found.push_back(at->second.get());
    }
    return found;
}

bool Catalogue::addCustom(ApiKind kind)
{
    const ServedKind *same = byPlural(kind.group, kind.version, kind.plural);
    const ServedKind *named = byKind(kind.group, kind.version, kind.kind);
    if ((same && !same->api.isCustom) || (named && named != same)) return false;
    if (same) removeCustom(kind.group, kind.version, kind.plural);
    insert(serveCustom(std::move(kind)));
    sortGroups();
    return true;
}

bool Catalogue::removeCustom(QStringView group, QStringView version, QStringView plural)
{
    const auto found = m_byPlural.find(View(group, version, plural));
    if (found == m_byPlural.end() || !found->second->api.isCustom) return false;
    m_byKind.erase(Key(group.toString(), version.toString(), found->second->api.kind));
    m_byPlural.erase(found);
    sortGroups();
    return true;
}

void Catalogue::sortGroups()
{
    ++m_generation;
    m_groups.clear();
    for (const auto &entry : m_byPlural) {
        const auto &[group, version, plural] = entry.first;
        if (m_groups.empty() || m_groups.back().name != group) m_groups.push_back({group, {}});
        QStringList &versions = m_groups.back().versions;
        if (versions.isEmpty() || versions.back() != version) versions.push_back(version);
    }
    for (Group &group : m_groups) std::sort(group.versions.begin(), group.versions.end(), versionComesFirst);
    std::stable_sort(m_groups.begin(), m_groups.end(),
                     [](const Group &a, const Group &b) { return groupPriority(a.name) > groupPriority(b.name); });
}

} // namespace practice
