// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/network/endpointrules.h"

#include "cluster/practice/base/ipaddress.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"

#include <QCryptographicHash>

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

QString sliceManagerOf(const Value &slice) { return textAt(slice, {u"metadata", u"labels", sliceManagerLabel}); }

bool belongsInEndpoints(const Value &pod, bool withTerminating)
{
    const QString phase = textAt(pod, {u"status", u"phase"});
    if (phase == u"Failed" || phase == u"Succeeded") return false;
    if (textAt(pod, {u"status", u"podIP"}).isEmpty() && listAt(pod, {u"status", u"podIPs"}).empty()) return false;
    return withTerminating || !isGoing(pod);
}

bool setsHostname(const Value &pod, const Value &service)
{
    return !textAt(pod, {u"spec", u"hostname"}).isEmpty() && textAt(pod, {u"spec", u"subdomain"}) == nameOf(service) &&
           namespaceOf(pod) == namespaceOf(service);
}

namespace {

std::optional<qint64> namedPort(const ValueList &containers, const QString &name, const QString &protocol,
                                bool sidecarsOnly)
{
    for (const Value &container : containers) {
        if (sidecarsOnly && textAt(container, {u"restartPolicy"}) != u"Always") continue;
        for (const Value &port : listAt(container, {u"ports"}))
            if (textAt(port, {u"name"}) == name && textAt(port, {u"protocol"}) == protocol)
                return integerAt(port, {u"containerPort"});
    }
    return std::nullopt;
}

} // namespace

std::optional<qint64> targetPortOf(const Value &pod, const Value &servicePort)
{
    const Value *target = servicePort.find(u"targetPort");
    if (!target || target->isNull()) return 0;
    if (const qint64 *number = target->integer()) return *number;
    const QString name = target->isString() ? *target->string() : QString();
    const QString protocol = textAt(servicePort, {u"protocol"});
    if (const auto port = namedPort(listAt(pod, {u"spec", u"containers"}), name, protocol, false)) return port;
    return namedPort(listAt(pod, {u"spec", u"initContainers"}), name, protocol, true);
}

bool selectsPod(const Value &service, const Value &pod)
{
    const ValueMap &selector = mapAt(service, {u"spec", u"selector"});
    if (selector.empty()) return false;
    const Value *labels = at(pod, {u"metadata", u"labels"});
    return labels && std::all_of(selector.begin(), selector.end(), [labels](const auto &wanted) {
               const Value *found = labels->find(wanted.first);
               return found && *found == wanted.second;
           });
}

bool hasClusterIp(const Value &service)
{
    const QString address = textAt(service, {u"spec", u"clusterIP"});
    return !address.isEmpty() && address != u"None";
}

QString slicePrefixOf(const QString &service)
{
    constexpr int longestName = 253; // a subdomain; the prefix is checked with its dash masked
    return service.size() + 1 > longestName ? service : service + u'-';
}

QStringList podAddresses(const Value &pod, const QString &family)
{
    QStringList addresses;
    for (const Value &one : listAt(pod, {u"status", u"podIPs"})) {
        const auto address = IpAddress::parse(textAt(one, {u"ip"}));
        if (address && address->isV4() == (family == u"IPv4")) addresses.append(address->toString());
    }
    return addresses;
}

namespace {

QString pointerText(const Value &object, QStringView field, QStringView type)
{
    const Value *value = object.find(field);
    const QString prefix = u"(*%1)"_s.arg(type);
    if (!value || value->isNull()) return prefix + u"<nil>"_s;
    return prefix + (value->integer() ? QString::number(*value->integer()) : textAt(object, {field}));
}

} // namespace

QString slicePortText(const Value &port)
{
    return u"(v1.EndpointPort){Name:"_s + pointerText(port, u"name", u"string") + u" Protocol:"_s +
           pointerText(port, u"protocol", u"v1.Protocol") + u" Port:"_s + pointerText(port, u"port", u"int32") +
           u" AppProtocol:"_s + pointerText(port, u"appProtocol", u"string") + u'}';
}

QByteArray hashOf(const QString &text) { return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Md5); }

ValueList sortedSlicePorts(ValueList ports)
{
    std::stable_sort(ports.begin(), ports.end(), [](const Value &a, const Value &b) {
        return hashOf(slicePortText(a)) < hashOf(slicePortText(b));
    });
    return ports;
}

QString portsKey(const ValueList &ports)
{
    QStringList texts;
    for (const Value &port : ports) texts.append(slicePortText(port));
    texts.sort();
    return texts.join(u'\n');
}

QString endpointKey(const Value &endpoint)
{
    QStringList addresses;
    for (const Value &address : listAt(endpoint, {u"addresses"}))
        if (address.isString()) addresses.append(*address.string());
    addresses.sort();
    return textAt(endpoint, {u"targetRef", u"namespace"}) + u'/' + textAt(endpoint, {u"targetRef", u"name"}) + u'\n' +
           textAt(endpoint, {u"hostname"}) + u'\n' + addresses.join(u',');
}

bool sameBeyondKey(const Value &a, const Value &b)
{
    const auto same = [](const Value *left, const Value *right) {
        static const Value nothing;
        return (left ? *left : nothing).means(right ? *right : nothing);
    };
    for (const QStringView field : {QStringView(u"nodeName"), QStringView(u"zone")})
        if (!same(a.find(field), b.find(field))) return false;
    for (const QStringView field : {QStringView(u"ready"), QStringView(u"serving"), QStringView(u"terminating")})
        if (!same(at(a, {u"conditions", field}), at(b, {u"conditions", field}))) return false;
    for (const QStringView field :
         {QStringView(u"kind"), QStringView(u"namespace"), QStringView(u"name"), QStringView(u"uid")})
        if (textAt(a, {u"targetRef", field}) != textAt(b, {u"targetRef", field})) return false;
    return true;
}

qint64 msToWaitFor(std::size_t pods)
{
    constexpr std::size_t many = 50, oneMsFor = 10;
    return pods < many ? 0 : qint64(pods / oneMsFor);
}

std::vector<QString> servicesOf(const Informer &services, const Value &pod)
{
    std::vector<QString> keys;
    for (const Value *service : services.byIndex(u"namespace"_s, namespaceOf(pod)))
        if (selectsPod(*service, pod)) keys.push_back(Informer::keyOf(*service));
    return keys;
}

std::vector<QString> servicesToUpdate(const Informer &services, const Value &before, const Value &now)
{
    const bool relabelled = labelsOf(before) != labelsOf(now) ||
                            textAt(before, {u"spec", u"hostname"}) != textAt(now, {u"spec", u"hostname"}) ||
                            textAt(before, {u"spec", u"subdomain"}) != textAt(now, {u"spec", u"subdomain"});
    static const Value nothing;
    const auto addresses = [](const Value &pod) {
        const Value *found = at(pod, {u"status", u"podIPs"});
        return found ? *found : nothing;
    };
    const bool changed =
        isGoing(before) || isGoing(now) || isReady(before) != isReady(now) || !addresses(before).means(addresses(now));
    if (!changed && !relabelled) return {};
    std::vector<QString> keys = servicesOf(services, now);
    if (!relabelled) return keys;
    const std::vector<QString> old = servicesOf(services, before);
    std::vector<QString> wanted;
    if (changed)
        std::set_union(keys.begin(), keys.end(), old.begin(), old.end(), std::back_inserter(wanted));
    else
        std::set_symmetric_difference(keys.begin(), keys.end(), old.begin(), old.end(), std::back_inserter(wanted));
    return wanted;
}

QString aggregateText(const QStringList &errors)
{
    QStringList distinct = errors;
    distinct.removeDuplicates();
    return distinct.size() == 1 ? distinct.front() : u'[' + distinct.join(u", "_s) + u']';
}

qint64 TriggerTimes::next(const QString &key, const Value &service, const std::vector<const Value *> &pods)
{
    const bool isKnown = m_states.contains(key);
    State &state = m_states[key];
    qint64 oldest = 0;
    const auto note = [&oldest](qint64 time) {
        if (oldest == 0 || time < oldest) oldest = time;
    };
    std::map<QString, qint64> times;
    for (const Value *pod : pods) {
        const qint64 time = readySinceMs(*pod);
        if (time == 0) continue;
        const QString name = nameOf(*pod);
        const auto last = state.pods.find(name);
        if (time > (last == state.pods.end() ? 0 : last->second)) note(time);
        times.insert_or_assign(name, time);
    }
    const qint64 created = timeOf(textAt(service, {u"metadata", u"creationTimestamp"}));
    if (created > state.service) note(created);
    state.pods = std::move(times);
    state.service = created;
    return isKnown ? oldest : created;
}

} // namespace practice
