// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/apiresources.h"

#include "cluster/api/status.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QUrl>

namespace cluster {

using namespace Qt::StringLiterals;

namespace {

QString keyOf(const QString &group, const QString &version, const QString &kind)
{
    return group + u'/' + version + u'/' + kind;
}

QString encoded(const QString &part) { return QString::fromLatin1(QUrl::toPercentEncoding(part)); }

QStringList strings(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &value : array.toArray()) list.append(value.toString());
    return list;
}

QString orElse(const QString &text, const QString &other) { return text.isEmpty() ? other : text; }

} // namespace

QString ApiResource::path(const QString &ns, const QString &name) const
{
    QString path = group.isEmpty() ? "/api/"_L1 + version : "/apis/"_L1 + encoded(group) + u'/' + encoded(version);
    if (namespaced && !ns.isEmpty()) path += "/namespaces/"_L1 + encoded(ns);
    path += u'/' + encoded(plural);
    return name.isEmpty() ? path : path + u'/' + encoded(name);
}

void ApiResources::add(ApiResource resource)
{
    const QString exact = keyOf(resource.group, resource.version, resource.kind);
    if (resource.kind.isEmpty() || resource.plural.isEmpty() || m_exact.contains(exact)) return;
    m_exact.insert(exact, m_all.size());
    const QString preferred = keyOf(resource.group, {}, resource.kind);
    if (!m_preferred.contains(preferred)) m_preferred.insert(preferred, m_all.size());
    m_all.append(std::move(resource));
}

const ApiResource *ApiResources::find(const QString &group, const QString &version, const QString &kind) const
{
    const auto it = m_exact.find(keyOf(group, version, kind));
    return it == m_exact.end() ? nullptr : &m_all[*it];
}

const ApiResource *ApiResources::find(const QString &group, const QString &kind) const
{
    const auto it = m_preferred.find(keyOf(group, {}, kind));
    return it == m_preferred.end() ? nullptr : &m_all[*it];
}

void readAggregated(const QJsonObject &list, ApiResources &resources, QStringList &warnings)
{
    for (const QJsonValue &item : list["items"_L1].toArray()) {
        const QString group = item["metadata"_L1]["name"_L1].toString();
        for (const QJsonValue &entry : item["versions"_L1].toArray()) {
            const QString version = entry["version"_L1].toString();
            if (entry["freshness"_L1].toString() == "Stale"_L1)
                warnings.append(
                    QCoreApplication::translate("Api", "%1/%2 does not answer; what it serves may be missing here")
                        .arg(inertText(group, 300), inertText(version, 100)));
            for (const QJsonValue &found : entry["resources"_L1].toArray()) {
                const QJsonValue kind = found["responseKind"_L1];
                resources.add({.group = orElse(kind["group"_L1].toString(), group),
                               .version = orElse(kind["version"_L1].toString(), version),
                               .kind = kind["kind"_L1].toString(),
                               .plural = found["resource"_L1].toString(),
                               .singular = found["singularResource"_L1].toString(),
                               .namespaced = found["scope"_L1].toString() == "Namespaced"_L1,
                               .verbs = strings(found["verbs"_L1]),
                               .shortNames = strings(found["shortNames"_L1])});
            }
        }
    }
}

void readResourceList(const QJsonObject &list, ApiResources &resources)
{
    const QString apiVersion = list["groupVersion"_L1].toString();
    const QString group = apiVersion.contains(u'/') ? apiVersion.section(u'/', 0, 0) : QString();
    const QString version = apiVersion.section(u'/', -1);
    for (const QJsonValue &found : list["resources"_L1].toArray()) {
        const QString plural = found["name"_L1].toString();
        if (plural.contains(u'/')) continue; // a subresource
        resources.add({.group = group,
                       .version = version,
                       .kind = found["kind"_L1].toString(),
                       .plural = plural,
                       .singular = found["singularName"_L1].toString(),
                       .namespaced = found["namespaced"_L1].toBool(),
                       .verbs = strings(found["verbs"_L1]),
                       .shortNames = strings(found["shortNames"_L1])});
    }
}

} // namespace cluster
