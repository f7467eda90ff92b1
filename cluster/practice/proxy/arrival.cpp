// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/network/endpointrules.h"
#include "cluster/practice/proxy/requesttravel.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

QString RequestRouter::whyNoEndpoints(const Value &service, const Value &servicePort) const
{
    const QString key = Informer::keyOf(service);
    const ValueMap &selector = mapAt(service, {u"spec", u"selector"});
    if (selector.empty())
        return u"Service %1 has no selector, and no EndpointSlice has a ready address for it"_s.arg(key);
    QStringList labels, notReady, unnamed;
    for (const auto &[name, value] : selector)
        labels.append(name + u'=' + (value.isString() ? *value.string() : QString()));
    int matched = 0;
    for (const auto &[podKey, pod] : m_pods.objects()) {
        if (namespaceOf(pod) != namespaceOf(service) || !selectsPod(service, pod)) continue;
        ++matched;
        if (!servicePort.isNull() && !targetPortOf(pod, servicePort))
            unnamed.append(nameOf(pod));
        else
            notReady.append(u"%1 (%2)"_s.arg(nameOf(pod), textAt(pod, {u"status", u"phase"})));
    }
    if (matched == 0)
        return u"No ready endpoint: the selector %1 of Service %2 matches no pod in namespace %3"_s.arg(
            labels.join(u','), key, namespaceOf(service));
    constexpr qsizetype shown = 5;
    const auto some = [shown](const QStringList &names) {
        return names.first(std::min(names.size(), shown)).join(u", "_s) + (names.size() > shown ? u", …"_s : QString());
    };
    if (notReady.isEmpty())
        return u"No endpoint: no container of %1 has a port named %2"_s.arg(
            some(unnamed), quoted(textAt(servicePort, {u"targetPort"})));
    return u"No ready endpoint: the selector %1 matches %2, but none of them is ready: %3"_s.arg(
        labels.join(u','), matched == 1 ? u"1 pod"_s : u"%1 pods"_s.arg(matched), some(notReady));
}

bool RequestRouter::viaPod(Travel &travel)
{
    const QString key = Informer::keyOf(travel.spec.space, travel.spec.name);
    const Value *pod = m_pods.find(key);
    if (!pod) return travel.lost(u"pod"_s, u"There is no pod %1"_s.arg(key));
    const QString address = textAt(*pod, {u"status", u"podIP"});
    if (address.isEmpty())
        return travel.lost(u"pod"_s, u"Pod %1 has no address yet (%2)"_s.arg(key, textAt(*pod, {u"status", u"phase"})),
                           {reference(*pod)});
    qint64 port = travel.spec.port.toLongLong();
    if (port == 0)
        for (const Value &container : listAt(*pod, {u"spec", u"containers"}))
            for (const Value &one : listAt(container, {u"ports"}))
                if (port == 0 && (travel.spec.port.isEmpty() || textAt(one, {u"name"}) == travel.spec.port))
                    port = integerAt(one, {u"containerPort"});
    if (port == 0)
        return travel.lost(u"pod"_s, u"Pod %1 has no port %2"_s.arg(key, quoted(travel.spec.port)), {reference(*pod)});
    return arrive(travel, key, address, port);
}

bool RequestRouter::arrive(Travel &travel, const QString &key, const QString &address, qint64 port)
{
    travel.route.address = address;
    travel.route.port = port;
    const Value *found = key.isEmpty() ? nullptr : m_pods.find(key);
    if (!passPolicies(travel, found, address, port)) return false;
    if (key.isEmpty())
        return travel.lost(u"pod"_s, u"%1 is no pod of this cluster: what is there is unknown"_s.arg(address));
    if (!found) return travel.lost(u"pod"_s, u"Pod %1 is gone, and nobody answers at %2 any more"_s.arg(key, address));
    const Value pod = *found;
    travel.route.pod = key;
    travel.route.node = textAt(pod, {u"spec", u"nodeName"});
    if (textAt(pod, {u"status", u"podIP"}) != address)
        return travel.lost(u"pod"_s, u"Pod %1 has another address by now"_s.arg(key), {reference(pod)});
    if (!m_nodes.find(travel.route.node))
        return travel.lost(u"pod"_s, u"Node %1 of pod %2 does not exist any more"_s.arg(travel.route.node, key),
                           {reference(pod)});
    return enterContainer(travel, pod, port);
}

bool RequestRouter::passPolicies(Travel &travel, const Value *pod, const QString &address, qint64 port)
{
    std::vector<const Value *> policies;
    for (const auto &[key, policy] : m_policies.objects()) policies.push_back(&policy);
    const Connection connection{.from = travel.from, .to = {pod, address}, .port = port};
    const auto space = [this](const QString &name) { return m_namespaces.find(name); };
    for (const Direction direction : {Direction::Egress, Direction::Ingress}) {
        const bool isIngress = direction == Direction::Ingress;
        const PolicyVerdict verdict = judge(policies, connection, direction, space);
        if (verdict.selecting.empty()) continue;
        QStringList names;
        std::vector<Value> objects;
        for (const Value &policy : verdict.selecting) {
            names.append(nameOf(policy));
            objects.push_back(reference(policy));
        }
        const Value &end = isIngress ? *pod : *travel.from.pod;
        const QString other = isIngress ? travel.from.address : address;
        if (!verdict.isAllowed)
            return travel.lost(
                u"networkPolicy"_s,
                (isIngress
                     ? u"NetworkPolicy denies it: %1 applies to pod %2, and no ingress rule allows %3 to port %4"_s
                     : u"NetworkPolicy denies it: %1 applies to pod %2, and no egress rule allows it to reach %3, port %4"_s)
                    .arg(names.join(u", "_s), Informer::keyOf(end), other, QString::number(port)),
                std::move(objects));
        travel.step(u"networkPolicy"_s,
                    u"NetworkPolicy %1 allows it: %2 rule %3"_s.arg(nameOf(verdict.allowing),
                                                                    isIngress ? u"ingress"_s : u"egress"_s,
                                                                    QString::number(verdict.rule + 1)),
                    std::move(objects));
    }
    return true;
}

bool RequestRouter::enterContainer(Travel &travel, const Value &pod, qint64 port)
{
    const QString key = Informer::keyOf(pod);
    if (textAt(pod, {u"status", u"phase"}) != u"Running")
        return travel.lost(u"container"_s,
                           u"Pod %1 is %2: connection refused"_s.arg(key, textAt(pod, {u"status", u"phase"})),
                           {reference(pod)});
    std::vector<const Value *> containers;
    for (const Value &one : listAt(pod, {u"spec", u"containers"})) containers.push_back(&one);
    for (const Value &one : listAt(pod, {u"spec", u"initContainers"}))
        if (textAt(one, {u"restartPolicy"}) == u"Always") containers.push_back(&one);
    QStringList declared;
    for (const Value *one : containers)
        for (const Value &open : listAt(*one, {u"ports"}))
            declared.append(u"%1 (%2)"_s.arg(integerAt(open, {u"containerPort"})).arg(textAt(*one, {u"name"})));
    const Value *target = nullptr;
    for (const Value *one : containers) {
        const auto known = m_listens ? m_listens(pod, textAt(*one, {u"name"}), port) : std::nullopt;
        const ValueList &ports = listAt(*one, {u"ports"});
        const bool declares = std::any_of(ports.begin(), ports.end(), [port](const Value &open) {
            return integerAt(open, {u"containerPort"}) == port;
        });
        if (!target && known.value_or(declares || declared.isEmpty())) target = one;
    }
    if (!target)
        return travel.lost(
            u"container"_s,
            u"No container of pod %1 listens on port %2: connection refused. It has %3"_s.arg(
                key, QString::number(port), declared.isEmpty() ? u"no declared ports"_s : declared.join(u", "_s)),
            {reference(pod)});
    const QString name = textAt(*target, {u"name"});
    for (const QStringView list : {QStringView(u"containerStatuses"), QStringView(u"initContainerStatuses")})
        for (const Value &status : listAt(pod, {u"status", list}))
            if (textAt(status, {u"name"}) == name && !at(status, {u"state", u"running"}))
                return travel.lost(u"container"_s,
                                   u"Container %1 of pod %2 does not run now: connection refused"_s.arg(name, key),
                                   {reference(pod)});
    travel.route.container = name;
    QString text = u"Container %1 of pod %2 on node %3 answers on port %4"_s.arg(name, key, travel.route.node,
                                                                                 QString::number(port));
    if (declared.isEmpty()) text += u" (the pod declares no ports, so it is taken to listen there)"_s;
    travel.step(u"container"_s, text, {reference(pod)});
    return true;
}

} // namespace practice
