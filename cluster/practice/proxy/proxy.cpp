// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/proxy/proxy.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/network/endpointrules.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView otherProxyLabel = u"service.kubernetes.io/service-proxy-name";
constexpr std::size_t mostAffinities = 10000;

bool isOthers(const Value &object) { return at(object, {u"metadata", u"labels", otherProxyLabel}) != nullptr; }

Backend backendOf(const Value &endpoint, const QString &address, qint64 port)
{
    // What is not said counts as ready, and serving as far as ready (pkg/proxy/endpointslicecache.go).
    const auto condition = [&endpoint](QStringView name, bool otherwise) {
        const Value *value = at(endpoint, {u"conditions", name});
        return value && value->boolean() ? *value->boolean() : otherwise;
    };
    Backend backend;
    backend.address = address;
    backend.port = port;
    if (textAt(endpoint, {u"targetRef", u"kind"}) == u"Pod")
        backend.pod =
            Informer::keyOf(textAt(endpoint, {u"targetRef", u"namespace"}), textAt(endpoint, {u"targetRef", u"name"}));
    backend.node = textAt(endpoint, {u"nodeName"});
    for (const Value &zone : listAt(endpoint, {u"hints", u"forZones"}))
        backend.zoneHints.append(textAt(zone, {u"name"}));
    backend.isReady = condition(u"ready", true);
    backend.isServing = condition(u"serving", backend.isReady);
    backend.isTerminating = condition(u"terminating", false);
    return backend;
}

template<typename Test>
std::vector<Backend> only(const std::vector<Backend> &all, const Test &test)
{
    std::vector<Backend> some;
    std::copy_if(all.begin(), all.end(), std::back_inserter(some), test);
    return some;
}

bool servesNow(const Backend &one) { return one.isReady; }
bool isLastResort(const Backend &one) { return one.isServing && one.isTerminating; }

QString stateOf(const Backend &one)
{
    if (one.isReady) return u"ready"_s;
    if (one.isTerminating) return one.isServing ? u"terminating, still serving"_s : u"terminating"_s;
    return u"not ready"_s;
}

} // namespace

const Value *servicePortOf(const Value &service, const QString &port)
{
    bool isNumber = false;
    const qint64 number = port.toLongLong(&isNumber);
    for (const Value &one : listAt(service, {u"spec", u"ports"}))
        if (isNumber ? integerAt(one, {u"port"}) == number : textAt(one, {u"name"}) == port) return &one;
    return nullptr;
}

Proxy::Proxy(ComponentProcess &process, const QString &node)
    : m_process(process),
      m_node(node),
      m_services(process.informer(u"v1", u"Service")),
      m_slices(process.informer(u"discovery.k8s.io/v1", u"EndpointSlice")),
      m_nodes(process.informer(u"v1", u"Node"))
{
    m_slices.addIndex(u"service"_s, [](const Value &slice) {
        const QString name = textAt(slice, {u"metadata", u"labels", u"kubernetes.io/service-name"});
        return name.isEmpty() ? QStringList() : QStringList{Informer::keyOf(namespaceOf(slice), name)};
    });
}

std::vector<Backend> Proxy::backends(const QString &service, const QString &portName) const
{
    std::map<std::pair<QString, qint64>, Backend> found;
    for (const Value *slice : m_slices.byIndex(u"service"_s, service)) {
        if (isOthers(*slice) || textAt(*slice, {u"addressType"}) == u"FQDN") continue;
        ValueList ports = listAt(*slice, {u"ports"});
        if (ports.empty()) ports.push_back(ValueMap{{u"name"_s, u""}, {u"port"_s, qint64(0)}}); // of a headless one
        for (const Value &port : ports) {
            if (textAt(port, {u"name"}) != portName || !port.find(u"port")) continue;
            for (const Value &endpoint : listAt(*slice, {u"endpoints"})) {
                const ValueList &addresses = listAt(endpoint, {u"addresses"});
                if (addresses.empty() || !addresses.front().isString()) continue;
                // While a pod moves from slice to slice it is in both: the one that is ready counts.
                Backend backend = backendOf(endpoint, *addresses.front().string(), integerAt(port, {u"port"}));
                const auto [place, isNew] = found.try_emplace({backend.address, backend.port}, backend);
                if (!isNew && backend.isReady) place->second = std::move(backend);
            }
        }
    }
    std::vector<Backend> all;
    for (auto &[key, backend] : found) all.push_back(std::move(backend));
    return all;
}

// pkg/proxy/topology.go CategorizeEndpoints.
std::vector<Backend> Proxy::candidates(const Value &service, const std::vector<Backend> &all, bool fromOutside,
                                       QString &why) const
{
    const QStringView policy = fromOutside ? u"externalTrafficPolicy" : u"internalTrafficPolicy";
    const auto usable = [](const std::vector<Backend> &of) {
        auto some = only(of, servesNow);
        return some.empty() ? only(of, isLastResort) : some;
    };
    if (textAt(service, {u"spec", policy}) == u"Local") {
        const auto local = only(all, [this](const Backend &one) { return one.node == m_node; });
        auto some = usable(local);
        why = u"%1 is Local, so only endpoints on %2 count: %3"_s.arg(policy, m_node, QString::number(some.size()));
        return some;
    }
    auto some = only(all, servesNow);
    if (some.empty()) {
        some = only(all, isLastResort);
        why = some.empty() ? u"none is ready"_s
                           : u"none is ready, so the %1 that terminate but still serve are used"_s.arg(some.size());
        return some;
    }
    why = u"%1 of %2 are ready"_s.arg(some.size()).arg(all.size());
    const Value *node = m_nodes.find(m_node);
    const QString zone = node ? textAt(*node, {u"metadata", u"labels", u"topology.kubernetes.io/zone"}) : QString();
    if (zone.isEmpty() || std::any_of(some.begin(), some.end(), [](const Backend &b) { return b.zoneHints.isEmpty(); }))
        return some;
    auto near = only(some, [&zone](const Backend &one) { return one.zoneHints.contains(zone); });
    if (near.empty()) return some;
    why += u", %1 of them are hinted for the node's zone %2"_s.arg(near.size()).arg(zone);
    return near;
}

const Backend *Proxy::affine(const Value &service, const QString &key, const std::vector<Backend> &from, QString &why)
{
    const auto known = m_affinities.find(key);
    if (known == m_affinities.end()) return nullptr;
    constexpr qint64 threeHours = 10800;
    const qint64 seconds =
        integerAt(service, {u"spec", u"sessionAffinityConfig", u"clientIP", u"timeoutSeconds"}, threeHours);
    const qint64 age = m_process.clock().monotonicMs() - known->second.usedMs;
    if (age > seconds * 1000) return nullptr;
    const auto same = std::find_if(from.begin(), from.end(),
                                   [&known](const Backend &one) { return one.address == known->second.address; });
    if (same == from.end()) return nullptr;
    why += u"; sessionAffinity ClientIP keeps this client, seen %1 s ago, at %2"_s.arg(age / 1000).arg(same->address);
    return &*same;
}

Proxy::Choice Proxy::choose(const QString &service, const QString &port, const QString &client, bool fromOutside)
{
    Choice choice;
    const Value *found = m_services.find(service);
    if (!found) return choice;
    const auto refuse = [&choice](Verdict verdict) {
        choice.verdict = verdict;
        return choice;
    };
    if (textAt(*found, {u"spec", u"type"}) == u"ExternalName") return refuse(Verdict::ExternalName);
    if (!hasClusterIp(*found)) return refuse(Verdict::Headless);
    if (isOthers(*found)) return refuse(Verdict::NotOurs);
    const Value *servicePort = servicePortOf(*found, port);
    if (!servicePort) return refuse(Verdict::NoPort);
    choice.servicePort = *servicePort;
    const QString name = textAt(*servicePort, {u"name"});
    const std::vector<Backend> all = backends(service, name);
    const std::vector<Backend> from = candidates(*found, all, fromOutside, choice.why);
    choice.candidates = from.size();
    if (from.empty()) {
        const bool anywhere =
            std::any_of(all.begin(), all.end(), [](const Backend &one) { return one.isReady || isLastResort(one); });
        return refuse(anywhere ? Verdict::NoLocalEndpoints : Verdict::NoEndpoints);
    }
    choice.verdict = Verdict::Chosen;
    const QString turnKey = service + u'|' + name;
    const QString key = turnKey + u'|' + client;
    const bool isSticky = textAt(*found, {u"spec", u"sessionAffinity"}) == u"ClientIP";
    const Backend *chosen = isSticky ? affine(*found, key, from, choice.why) : nullptr;
    if (!chosen) {
        const quint64 turn = m_turns[turnKey]++;
        chosen = &from[std::size_t(turn % from.size())];
        choice.why += u"; takes them in turn: number %1 of %2"_s.arg(turn % from.size() + 1).arg(from.size());
    }
    if (isSticky) {
        if (m_affinities.size() >= mostAffinities) m_affinities.clear();
        m_affinities[key] = {chosen->address, m_process.clock().monotonicMs()};
    }
    choice.backend = *chosen;
    return choice;
}

std::optional<std::pair<QString, QString>> Proxy::byNodePort(qint64 nodePort) const
{
    for (const auto &[key, service] : m_services.objects())
        for (const Value &port : listAt(service, {u"spec", u"ports"}))
            if (nodePort != 0 && integerAt(port, {u"nodePort"}) == nodePort)
                return std::pair(key, QString::number(integerAt(port, {u"port"})));
    return std::nullopt;
}

Value Proxy::describe() const
{
    ValueList rules;
    for (const auto &[key, service] : m_services.objects()) {
        if (textAt(service, {u"spec", u"type"}) == u"ExternalName" || !hasClusterIp(service) || isOthers(service))
            continue;
        for (const Value &port : listAt(service, {u"spec", u"ports"})) {
            Value rule;
            rule.set(u"service", key);
            rule.set(u"clusterIP", textAt(service, {u"spec", u"clusterIP"}));
            for (const QStringView field :
                 {QStringView(u"port"), QStringView(u"protocol"), QStringView(u"name"), QStringView(u"nodePort")})
                if (const Value *value = port.find(field)) rule.set(field, *value);
            for (const QStringView field : {QStringView(u"sessionAffinity"), QStringView(u"internalTrafficPolicy"),
                                            QStringView(u"externalTrafficPolicy")})
                if (const Value *value = at(service, {u"spec", field})) rule.set(field, *value);
            ValueList endpoints;
            for (const Backend &one : backends(key, textAt(port, {u"name"})))
                endpoints.push_back(ValueMap{{u"address"_s, one.address},
                                             {u"port"_s, one.port},
                                             {u"pod"_s, one.pod},
                                             {u"node"_s, one.node},
                                             {u"state"_s, stateOf(one)}});
            rule.set(u"endpoints", std::move(endpoints));
            rules.push_back(std::move(rule));
        }
    }
    Value table;
    table.set(u"node", m_node);
    table.set(u"running", m_process.isRunning());
    table.set(u"rules", std::move(rules));
    return table;
}

} // namespace practice
