// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/proxy/requestrouter.h"

#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/network/endpointrules.h"
#include "cluster/practice/proxy/ingressrules.h"
#include "cluster/practice/proxy/requesttravel.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

RequestRouter::RequestRouter(ComponentProcess &process, ProxyOf proxyOf, Listens listens)
    : m_ingresses(process.informer(u"networking.k8s.io/v1", u"Ingress")),
      m_classes(process.informer(u"networking.k8s.io/v1", u"IngressClass")),
      m_services(process.informer(u"v1", u"Service")),
      m_pods(process.informer(u"v1", u"Pod")),
      m_nodes(process.informer(u"v1", u"Node")),
      m_namespaces(process.informer(u"v1", u"Namespace")),
      m_policies(process.informer(u"networking.k8s.io/v1", u"NetworkPolicy")),
      m_proxyOf(std::move(proxyOf)),
      m_listens(std::move(listens))
{
}

RequestRoute RequestRouter::sendRequest(const RequestSpec &spec)
{
    Travel travel{.spec = spec};
    if (findClient(travel)) {
        switch (spec.target) {
        case RequestSpec::Target::Ingress: travel.route.ok = viaIngress(travel); break;
        case RequestSpec::Target::Pod: travel.route.ok = viaPod(travel); break;
        case RequestSpec::Target::Service:
            travel.route.ok = viaService(travel, Informer::keyOf(spec.space, spec.name), spec.port, false);
            break;
        case RequestSpec::Target::NodePort: {
            const Proxy *proxy = m_proxyOf(travel.node);
            const auto found = proxy ? proxy->byNodePort(spec.port.toLongLong()) : std::nullopt;
            if (!found)
                travel.lost(u"service"_s, u"No Service has the node port %1, as far as kube-proxy on %2 knows"_s.arg(
                                              quoted(spec.port), travel.node));
            else
                travel.route.ok = viaService(travel, found->first, found->second, true);
            break;
        }
        }
    }
    return std::move(travel.route);
}

bool RequestRouter::findClient(Travel &travel) const
{
    const RequestSpec &spec = travel.spec;
    travel.node = spec.node;
    if (!spec.fromPod.isEmpty()) {
        const Value *pod = m_pods.find(spec.fromPod);
        if (!pod) return travel.lost(u"client"_s, u"There is no pod %1 to ask from"_s.arg(spec.fromPod));
        travel.from = {pod, textAt(*pod, {u"status", u"podIP"})};
        if (travel.from.address.isEmpty() || !isActive(*pod))
            return travel.lost(u"client"_s, u"Pod %1 does not run, so it can ask nothing"_s.arg(spec.fromPod),
                               {reference(*pod)});
        travel.node = textAt(*pod, {u"spec", u"nodeName"});
        travel.step(u"client"_s,
                    u"Pod %1 on node %2 asks, from %3"_s.arg(spec.fromPod, travel.node, travel.from.address),
                    {reference(*pod)});
        return true;
    }
    if (travel.node.isEmpty() && !m_nodes.objects().empty()) travel.node = m_nodes.objects().begin()->first;
    travel.from.address = spec.client;
    if (!travel.node.isEmpty() && !m_nodes.find(travel.node))
        return travel.lost(u"client"_s, u"There is no node %1"_s.arg(travel.node));
    if (travel.node.isEmpty()) return travel.lost(u"client"_s, u"The cluster has no nodes"_s);
    travel.step(u"client"_s,
                u"%1 asks from outside the cluster and comes in at node %2"_s.arg(spec.client, travel.node),
                {reference(u"v1"_s, u"Node"_s, {}, travel.node)});
    return true;
}

// An Ingress without a class belongs to the class that is the default one, as admission writes it; one that came before
// there was one belongs to nobody.
bool RequestRouter::serves(const Value &ingress, const QString &wantedClass) const
{
    QString name = textAt(ingress, {u"spec", u"ingressClassName"});
    if (name.isEmpty()) name = textAt(ingress, {u"metadata", u"annotations", u"kubernetes.io/ingress.class"});
    if (!wantedClass.isEmpty()) return name == wantedClass;
    return !name.isEmpty() && (m_classes.find(name) || !textAt(ingress, {u"spec", u"ingressClassName"}).size());
}

bool RequestRouter::viaIngress(Travel &travel)
{
    const RequestSpec &spec = travel.spec;
    std::vector<const Value *> asked;
    QStringList unserved;
    for (const auto &[key, ingress] : m_ingresses.objects()) {
        if (!spec.name.isEmpty() && key != Informer::keyOf(spec.space, spec.name)) continue;
        if (serves(ingress, spec.ingressClass))
            asked.push_back(&ingress);
        else
            unserved.append(key);
    }
    if (asked.empty()) {
        QString why = u"No Ingress is served"_s;
        if (!spec.ingressClass.isEmpty()) why += u" by class %1"_s.arg(spec.ingressClass);
        if (!unserved.isEmpty())
            why += u": %1 %2 no IngressClass that exists and is asked for"_s.arg(
                unserved.join(u", "_s), unserved.size() == 1 ? u"has"_s : u"have"_s);
        return travel.lost(u"ingress"_s, why);
    }
    const IngressMatch match = matchIngress(asked, spec.host, spec.path);
    if (!match.ingress) return travel.lost(u"ingress"_s, match.why + u": 404 Not Found"_s);
    const Value *service = match.backend.find(u"service");
    const QString space = namespaceOf(*match.ingress);
    if (!service || service->isNull())
        return travel.lost(u"ingress"_s,
                           u"Ingress %1: %2; its backend is a resource, which no controller here serves"_s.arg(
                               Informer::keyOf(*match.ingress), match.why),
                           {reference(*match.ingress)});
    const QString name = textAt(*service, {u"name"});
    QString port = textAt(*service, {u"port", u"name"});
    if (port.isEmpty()) port = QString::number(integerAt(*service, {u"port", u"number"}));
    travel.step(u"ingress"_s,
                u"Ingress %1: %2; sends it to Service %3, port %4"_s.arg(Informer::keyOf(*match.ingress), match.why,
                                                                         name, port),
                {reference(*match.ingress), reference(u"v1"_s, u"Service"_s, space, name)});
    return viaService(travel, Informer::keyOf(space, name), port, false);
}

bool RequestRouter::viaService(Travel &travel, const QString &key, QString port, bool fromOutside)
{
    const Value *found = m_services.find(key);
    const qsizetype slash = key.indexOf(u'/');
    const Value self =
        reference(u"v1"_s, u"Service"_s, key.first(std::max<qsizetype>(slash, 0)), key.sliced(slash + 1));
    if (!found) return travel.lost(u"service"_s, u"There is no Service %1"_s.arg(key), {self});
    const Value service = *found;
    const ValueList &ports = listAt(service, {u"spec", u"ports"});
    if (port.isEmpty() && ports.size() == 1) port = QString::number(integerAt(ports.front(), {u"port"}));
    if (textAt(service, {u"spec", u"type"}) == u"ExternalName")
        return travel.lost(u"dns"_s,
                           u"Service %1 is a name for %2: the request leaves the cluster"_s.arg(
                               key, textAt(service, {u"spec", u"externalName"})),
                           {self});
    if (!hasClusterIp(service)) return viaHeadless(travel, service, port);
    Proxy *proxy = m_proxyOf(travel.node);
    if (!proxy)
        return travel.lost(
            u"proxy"_s, u"No kube-proxy ran on node %1 yet, so Service addresses lead nowhere there"_s.arg(travel.node),
            {self});
    const Proxy::Choice choice = proxy->choose(key, port, travel.from.address, fromOutside);
    if (choice.verdict == Proxy::Verdict::NoPort) {
        QStringList there;
        for (const Value &one : ports)
            there.append((textAt(one, {u"name"}) + u' ' + QString::number(integerAt(one, {u"port"}))).trimmed());
        return travel.lost(u"service"_s,
                           u"Service %1 has no port %2; it has %3"_s.arg(key, quoted(port), there.join(u", "_s)),
                           {self});
    }
    if (choice.verdict == Proxy::Verdict::NoService)
        return travel.lost(u"proxy"_s, u"kube-proxy on %1 does not know Service %2 yet"_s.arg(travel.node, key),
                           {self});
    if (choice.verdict == Proxy::Verdict::NotOurs)
        return travel.lost(u"proxy"_s, u"Service %1 is left to another proxy by its label"_s.arg(key), {self});
    travel.step(u"service"_s,
                u"Service %1 has address %2; port %3 leads to targetPort %4"_s.arg(
                    key, textAt(service, {u"spec", u"clusterIP"}), port,
                    [&choice] {
                        const Value *target = choice.servicePort.find(u"targetPort");
                        return target && target->integer() ? QString::number(*target->integer())
                                                           : textAt(choice.servicePort, {u"targetPort"});
                    }()),
                {self});
    if (choice.verdict == Proxy::Verdict::NoLocalEndpoints)
        return travel.lost(
            u"endpoints"_s,
            u"%1; there are others, but not on node %2: the request is dropped"_s.arg(choice.why, travel.node), {self});
    if (choice.verdict == Proxy::Verdict::NoEndpoints)
        return travel.lost(u"endpoints"_s, whyNoEndpoints(service, choice.servicePort), {self});
    const Backend &to = choice.backend;
    travel.step(u"proxy"_s,
                u"kube-proxy on %1 knows the endpoints: %2; chooses %3:%4 (%5 on node %6)"_s.arg(
                    travel.node, choice.why, to.address, QString::number(to.port),
                    to.pod.isEmpty() ? u"no pod"_s : u"pod "_s + to.pod, to.node.isEmpty() ? u"unknown"_s : to.node),
                {self});
    return arrive(travel, to.pod, to.address, to.port);
}

// DNS answers with the pods' own addresses, and no port is translated.
bool RequestRouter::viaHeadless(Travel &travel, const Value &service, const QString &port)
{
    const QString key = Informer::keyOf(service);
    const Proxy *proxy = m_proxyOf(travel.node);
    const Value *servicePort = servicePortOf(service, port);
    const ValueList &ports = listAt(service, {u"spec", u"ports"});
    if (!servicePort && !ports.empty()) servicePort = &ports.front(); // DNS does not ask for the port
    const QString portName = servicePort ? textAt(*servicePort, {u"name"}) : QString();
    std::vector<Backend> ready;
    if (proxy)
        for (const Backend &one : proxy->backends(key, portName))
            if (one.isReady) ready.push_back(one);
    if (ready.empty())
        return travel.lost(u"dns"_s,
                           u"Service %1 is headless and DNS has no address for it: "_s.arg(key) +
                               whyNoEndpoints(service, servicePort ? *servicePort : Value()),
                           {reference(u"v1"_s, u"Service"_s, namespaceOf(service), nameOf(service))});
    bool isNumber = false;
    const qint64 number = port.toLongLong(&isNumber);
    const quint64 turn = m_turns[key]++;
    const Backend &to = ready[std::size_t(turn % ready.size())];
    const qint64 target = isNumber ? number : to.port;
    travel.step(
        u"dns"_s,
        u"Service %1 is headless: DNS answers with the addresses of %2 ready pods; the client takes %3 and asks its port %4 itself"_s
            .arg(key, QString::number(ready.size()), to.address, QString::number(target)),
        {reference(u"v1"_s, u"Service"_s, namespaceOf(service), nameOf(service))});
    return arrive(travel, to.pod, to.address, target);
}

} // namespace practice
