// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/requests.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace cluster {

using namespace Qt::StringLiterals;

namespace {

using Query = QList<std::pair<QLatin1StringView, QString>>;

QString withQuery(const QString &path, const Query &query)
{
    QString text;
    for (const auto &[name, value] : query)
        text += (text.isEmpty() ? u'?' : u'&') + name + u'=' + QString::fromLatin1(QUrl::toPercentEncoding(value));
    return path + text;
}

} // namespace

Request getRequest(const ApiResource &resource, const QString &ns, const QString &name)
{
    return {.path = resource.path(ns, name), .headers = {{"Accept", "application/json"}}};
}

Request listRequest(const ApiResource &resource, const QString &ns, const ListOptions &options)
{
    Query query;
    if (options.limit > 0) query.append({"limit"_L1, QString::number(options.limit)});
    if (!options.labelSelector.isEmpty()) query.append({"labelSelector"_L1, options.labelSelector});
    if (!options.fieldSelector.isEmpty()) query.append({"fieldSelector"_L1, options.fieldSelector});
    if (!options.continueToken.isEmpty()) query.append({"continue"_L1, options.continueToken});
    return {.path = withQuery(resource.path(ns), query), .headers = {{"Accept", "application/json"}}};
}

Request applyRequest(const ApiResource &resource, const QString &ns, const QString &name, const QByteArray &body,
                     const ApplyFlags &flags)
{
    Query query{{"fieldManager"_L1, flags.fieldManager}, {"fieldValidation"_L1, u"Strict"_s}};
    if (flags.dryRun) query.append({"dryRun"_L1, u"All"_s});
    if (flags.force) query.append({"force"_L1, u"true"_s});
    return {.method = "PATCH",
            .path = withQuery(resource.path(ns, name), query),
            .headers = {{"Accept", "application/json"}, {"Content-Type", "application/apply-patch+yaml"}},
            .body = body};
}

Request deleteRequest(const ApiResource &resource, const QString &ns, const QString &name, const QString &uid,
                      Propagation propagation, const QString &resourceVersion)
{
    static constexpr QLatin1StringView words[] = {"Background"_L1, "Foreground"_L1, "Orphan"_L1};
    QJsonObject preconditions{{u"uid"_s, uid}};
    if (!resourceVersion.isEmpty()) preconditions.insert(u"resourceVersion"_s, resourceVersion);
    const QJsonObject options{{u"apiVersion"_s, u"v1"_s},
                              {u"kind"_s, u"DeleteOptions"_s},
                              {u"preconditions"_s, preconditions},
                              {u"propagationPolicy"_s, QString(words[int(propagation)])}};
    return {.method = "DELETE",
            .path = resource.path(ns, name),
            .headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"}},
            .body = QJsonDocument(options).toJson(QJsonDocument::Compact)};
}

} // namespace cluster
