// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/discovery/tablerows.h"
#include "cluster/practice/discovery/tabletext.h"

#include <QStringList>

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr int shown = 3; // of hosts, ports and endpoints; the rest is counted

QString withMore(const QStringList &texts, qsizetype more)
{
    const QString text = texts.join(u',');
    return more > 0 ? QStringLiteral("%1 + %2 more...").arg(text).arg(more) : text;
}

QString loadBalancer(const Value &object)
{
    QStringList addresses;
    for (const Value &point : listAt(object, {u"status", u"loadBalancer", u"ingress"})) {
        const QString address = orElse(textAt(point, {u"ip"}), u"");
        const QString name = textAt(point, {u"hostname"});
        if (!address.isEmpty() || !name.isEmpty()) addresses += address.isEmpty() ? name : address;
    }
    addresses.sort();
    addresses.removeDuplicates();
    return addresses.join(u',');
}

QString externalAddress(const Value &object)
{
    const QString type = textAt(object, {u"spec", u"type"});
    const QString given = joined(listAt(object, {u"spec", u"externalIPs"}));
    if (type == u"ClusterIP" || type == u"NodePort") return orElse(given, u"<none>");
    if (type == u"ExternalName") return textAt(object, {u"spec", u"externalName"});
    if (type != u"LoadBalancer") return QStringLiteral("<unknown>");
    const QString balancer = loadBalancer(object);
    if (!given.isEmpty()) return balancer.isEmpty() ? given : balancer + u',' + given;
    return orElse(balancer, u"<pending>");
}

QString servicePorts(const Value &object)
{
    QStringList texts;
    for (const Value &port : listAt(object, {u"spec", u"ports"})) {
        QString text = QString::number(integerAt(port, {u"port"}));
        if (const qint64 node = integerAt(port, {u"nodePort"}); node > 0) text += u':' + QString::number(node);
        texts += text + u'/' + textAt(port, {u"protocol"});
    }
    return orElse(texts.join(u','), u"<none>");
}

QString hosts(const ValueList &rules)
{
    QStringList texts;
    bool more = false;
    for (const Value &rule : rules) {
        if (texts.size() == shown) more = true;
        const QString host = textAt(rule, {u"host"});
        if (!more && !host.isEmpty()) texts += host;
    }
    if (texts.isEmpty()) return QStringLiteral("*");
    // All rules count, those without a host too.
    return withMore(texts, more ? qsizetype(rules.size()) - shown : 0);
}

QString endpointsText(const Value &object)
{
    const ValueList &subsets = listAt(object, {u"subsets"});
    if (subsets.empty()) return QStringLiteral("<none>");
    QStringList texts;
    qsizetype count = 0;
    const auto add = [&](const Value &subset, const QString &port) {
        for (const Value &address : listAt(subset, {u"addresses"})) {
            ++count;
            if (texts.size() == shown) continue;
            const QString ip = textAt(address, {u"ip"});
            texts += port.isEmpty()      ? ip
                     : ip.contains(u':') ? u'[' + ip + QStringLiteral("]:") + port
                                         : ip + u':' + port;
        }
    };
    for (const Value &subset : subsets) {
        const ValueList &ports = listAt(subset, {u"ports"});
        if (ports.empty()) add(subset, {});
        for (const Value &port : ports) add(subset, QString::number(integerAt(port, {u"port"})));
    }
    return withMore(texts, count - texts.size());
}

QString slicePorts(const Value &object)
{
    const ValueList &ports = listAt(object, {u"ports"});
    QStringList texts;
    for (const Value &port : ports) {
        if (texts.size() == shown) break;
        const Value *name = port.find(u"name");
        texts += scalarAt(port, {u"port"}, name && name->string() ? QStringView(*name->string()) : QStringView(u"*"));
    }
    return orElse(withMore(texts, qsizetype(ports.size()) - texts.size()), u"<unset>");
}

QString sliceEndpoints(const Value &object)
{
    QStringList texts;
    qsizetype count = 0;
    for (const Value &endpoint : listAt(object, {u"endpoints"})) {
        for (const Value &address : listAt(endpoint, {u"addresses"})) {
            ++count;
            if (texts.size() < shown && address.string()) texts += *address.string();
        }
    }
    return orElse(withMore(texts, count - texts.size()), u"<unset>");
}

} // namespace

ValueList serviceCells(const Value &object, qint64 nowMs)
{
    const ValueList &addresses = listAt(object, {u"spec", u"clusterIPs"});
    const bool has = !addresses.empty() && addresses.front().string();
    return {nameOf(object),
            textAt(object, {u"spec", u"type"}),
            has ? *addresses.front().string() : QStringLiteral("<none>"),
            externalAddress(object),
            servicePorts(object),
            ageOf(object, nowMs),
            labelsText(mapAt(object, {u"spec", u"selector"}))};
}

ValueList ingressCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object),
            scalarAt(object, {u"spec", u"ingressClassName"}, u"<none>"),
            hosts(listAt(object, {u"spec", u"rules"})),
            loadBalancer(object),
            listAt(object, {u"spec", u"tls"}).empty() ? u"80" : u"80, 443",
            ageOf(object, nowMs)};
}

ValueList ingressClassCells(const Value &object, qint64 nowMs)
{
    QString parameters = QStringLiteral("<none>");
    if (const Value *reference = at(object, {u"spec", u"parameters"}); reference && reference->isMap()) {
        parameters = textAt(*reference, {u"kind"});
        const Value *group = reference->find(u"apiGroup");
        if (group && group->string()) parameters += u'.' + *group->string();
        parameters += u'/' + textAt(*reference, {u"name"});
    }
    return {nameOf(object), textAt(object, {u"spec", u"controller"}), parameters, ageOf(object, nowMs)};
}

ValueList networkPolicyCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), selectorText(at(object, {u"spec", u"podSelector"})), ageOf(object, nowMs)};
}

ValueList endpointsCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), endpointsText(object), ageOf(object, nowMs)};
}

ValueList endpointSliceCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), textAt(object, {u"addressType"}), slicePorts(object), sliceEndpoints(object),
            ageOf(object, nowMs)};
}

} // namespace practice
