// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/network/clusterbench.h"

#include <QTest>

namespace bench {

using model::Value;
using namespace practice;

Value ClusterBench::parse(QByteArray json) const
{
    KeptReply reply;
    reply.body = json.replace('\'', '"');
    Value value = reply.json();
    if (value.isNull()) qFatal("no JSON: %s", json.constData());
    return value;
}

Value ClusterBench::create(QByteArray json)
{
    Value object = parse(std::move(json));
    Value &metadata = mapIn(object, u"metadata");
    const ApiKind *kind = user.kindOf(object);
    if (!kind) qFatal("no such kind");
    if (kind->namespaced && !metadata.find(u"namespace")) metadata.set(u"namespace", u"default");
    const auto made = user.create(std::move(object));
    if (!made) qFatal("%s", qPrintable(made.status().message));
    return *made;
}

void ClusterBench::patch(const char *apiVersion, const char *kind, const char *name, QByteArray json,
                         const QString &subresource)
{
    const ApiKind &found = user.kind(QString::fromLatin1(apiVersion), QString::fromLatin1(kind));
    const auto written = user.patch(found, found.namespaced ? QStringLiteral("default") : QString(),
                                    QString::fromLatin1(name), parse(std::move(json)), subresource);
    if (!written) qFatal("%s", qPrintable(written.status().message));
}

void ClusterBench::remove(const char *apiVersion, const char *kind, const char *name)
{
    const ApiKind &found = user.kind(QString::fromLatin1(apiVersion), QString::fromLatin1(kind));
    const auto removed =
        user.remove(found, found.namespaced ? QStringLiteral("default") : QString(), QString::fromLatin1(name));
    if (!removed) qFatal("%s", qPrintable(removed.status().message));
}

Value ClusterBench::get(const char *apiVersion, const char *kind, const QString &name) const
{
    const ApiKind &found = user.kind(QString::fromLatin1(apiVersion), QString::fromLatin1(kind));
    const auto object = user.get(found, found.namespaced ? QStringLiteral("default") : QString(), name);
    return object ? *object : Value();
}

std::vector<Value> ClusterBench::list(const char *apiVersion, const char *kind) const
{
    return user.list(user.kind(QString::fromLatin1(apiVersion), QString::fromLatin1(kind))).objects;
}

void ClusterBench::node(const QByteArray &name, const QByteArray &zone)
{
    create("{'apiVersion':'v1','kind':'Node','metadata':{'name':'" + name + "','labels':{" +
           (zone.isEmpty() ? "" : "'topology.kubernetes.io/zone':'" + zone + "'") + "}}}");
}

void ClusterBench::pod(const QByteArray &name, const QByteArray &app, const QByteArray &nodeName)
{
    create("{'apiVersion':'v1','kind':'Pod','metadata':{'name':'" + name + "','labels':{'app':'" + app +
           "'}},'spec':{'nodeName':'" + nodeName +
           "','containers':[{'name':'c','image':'i','ports':[{'name':'web','containerPort':8080}]}]}}");
}

void ClusterBench::setPod(const QByteArray &name, const QByteArray &address, bool ready, const QByteArray &phase)
{
    const QByteArray ips =
        address.isEmpty() ? QByteArray() : "'podIP':'" + address + "','podIPs':[{'ip':'" + address + "'}],";
    patch("v1", "Pod", name.constData(),
          "{'status':{" + ips + "'phase':'" + phase + "','conditions':[{'type':'Ready','status':'" +
              (ready ? "True" : "False") + "','lastTransitionTime':'" + timeText(api.clock.wallMs()).toLatin1() +
              "'}]}}",
          QStringLiteral("status"));
}

QStringList ClusterBench::events(const QString &object) const
{
    QStringList said;
    for (const Value &event : list("v1", "Event"))
        if (textAt(event, {u"involvedObject", u"name"}) == object)
            said.append(textAt(event, {u"type"}) + u' ' + textAt(event, {u"reason"}) + u' ' +
                        textAt(event, {u"message"}));
    return said;
}

} // namespace bench
