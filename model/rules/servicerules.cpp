// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/policies.h"
#include "model/rules/rule.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

const FieldPath typePath{u"spec"_s, u"type"_s};

void nodePort(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef type = subject.spec[u"type"];
    if (type.text() != u"NodePort") return;
    out.add(type, typePath, sayRule("it is open on a port of every node"));
    bool hasNodePort = false;
    subject.spec[u"ports"].forEachItem(
        [&](int, YamlRef port) { hasNodePort = hasNodePort || isSaid(port[u"nodePort"]); });
    if (!hasNodePort && !isSaid(subject.spec[u"externalTrafficPolicy"])) out.offerSet(typePath, u"ClusterIP"_s);
}

// Some ranges of addresses, none of which is all there are; also from the annotation that was there first.
bool hasNarrowRanges(const RuleSubject &subject)
{
    QStringList ranges;
    subject.spec[u"loadBalancerSourceRanges"].forEachItem([&](int, YamlRef item) { ranges += item.text(); });
    const YamlRef annotation = subject.annotations()[u"service.beta.kubernetes.io/load-balancer-source-ranges"];
    if (ranges.isEmpty()) ranges = annotation.text().split(u',', Qt::SkipEmptyParts);
    for (const QString &range : std::as_const(ranges))
        if (range.trimmed().endsWith(u"/0")) return false;
    return !ranges.isEmpty();
}

// Every cloud has an annotation of its own for an address that only its own network reaches: a switch, or a word.
bool isInternal(const RuleSubject &subject)
{
    static const QStringList no{QString(), u"false"_s, u"no"_s, u"off"_s, u"0"_s, u"external"_s, u"internet-facing"_s};
    bool isInner = false;
    subject.annotations().forEachEntry([&](const QString &key, YamlRef, YamlRef value) {
        const QString said = value.text().trimmed().toLower();
        // Azure's subnet counts for nothing without the switch.
        const bool isSwitch = key.contains(u"internal", Qt::CaseInsensitive) && !key.endsWith(u"-internal-subnet");
        isInner = isInner || (isSwitch && !no.contains(said)) || said == u"internal";
    });
    return isInner;
}

void loadBalancer(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef type = subject.spec[u"type"];
    if (type.text() != u"LoadBalancer" || hasNarrowRanges(subject)) return;
    if (!isInternal(subject))
        out.add(type, typePath, sayRule("it is open to whoever reaches the load balancer, most often everybody"));
}

void externalIps(const RuleSubject &subject, RuleFindings &out)
{
    if (subject.spec[u"externalIPs"].size() == 0) return;
    out.add(subject.spec[u"externalIPs"], {u"spec"_s, u"externalIPs"_s},
            sayRule("it takes the traffic of addresses that need not be its own"));
    out.offerRemove({u"spec"_s, u"externalIPs"_s});
}

void externalName(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef type = subject.spec[u"type"];
    if (type.text() == u"ExternalName") out.add(type, typePath, sayRule("its name leads out of the cluster"));
}

void notReady(const RuleSubject &subject, RuleFindings &out)
{
    // Members of a headless Service have to find each other before they are ready.
    const YamlRef node = subject.spec[u"publishNotReadyAddresses"];
    if (node.boolean() != true || subject.spec[u"clusterIP"].text() == u"None") return;
    const FieldPath field{u"spec"_s, u"publishNotReadyAddresses"_s};
    out.add(node, field, sayRule("it sends requests to Pods that are not ready"));
    out.offerRemove(field);
}

void allowsAll(const RuleSubject &subject, RuleFindings &out)
{
    for (const bool ingress : {true, false}) {
        if (!isolates(subject.resource, ingress)) continue; // reference-policy-idle tells
        const QString way = ingress ? u"ingress"_s : u"egress"_s, peers = ingress ? u"from"_s : u"to"_s;
        subject.spec[way].forEachItem([&](int i, YamlRef rule) {
            const bool isOpen = rule.isMapping() && rule[peers].size() == 0 && rule[u"ports"].size() == 0;
            if (!isOpen) return;
            out.add(rule, {u"spec"_s, way, i},
                    ingress ? sayRule("a rule without from and ports lets everybody in")
                            : sayRule("a rule without to and ports lets everything out"));
        });
    }
}

} // namespace

std::vector<PracticeRule> serviceRules()
{
    using rulekind::Service;
    return {
        {"service-node-port", Severity::Info, true, Service, T("A Service is open on every node."),
         T("Who reaches any node reaches it, past all Ingresses, and the port has to be free in the whole cluster."),
         T("use ClusterIP with an Ingress, or LoadBalancer"), nodePort},
        {"service-load-balancer", Severity::Info, true, Service, T("A Service is open to everybody."),
         T("Most clouds give such a Service a public address, and ask for money for each. One Ingress can serve many "
           "of them."),
         T("use an Ingress, or set loadBalancerSourceRanges"), loadBalancer},
        {"service-external-ips", Severity::Warning, true, Service,
         T("A Service takes the traffic of addresses of its choice."),
         T("Any address can be written there, also one of another Service or of the outside, whose traffic the Pods "
           "then get (CVE-2020-8554)."),
         T("use LoadBalancer, which the cluster gives an address"), externalIps},
        {"service-external-name", Severity::Info, false, Service, T("A Service leads out of the cluster."),
         T("No NetworkPolicy and no certificate holds for where it leads, and who may change it sends other programs' "
           "requests where they like."),
         T("name the host where it is used"), externalName},
        {"service-not-ready", Severity::Info, true, Service, T("A Service sends requests to Pods that are not ready."),
         T("The readinessProbes of its Pods then mean nothing. It is meant for headless Services whose members find "
           "each other while they start."),
         T("remove publishNotReadyAddresses"), notReady},
        {"network-allows-all", Severity::Info, true, rulekind::NetworkPolicy, T("A NetworkPolicy allows everything."),
         T("A rule without peers and ports is the same as no policy, for policies only add up."),
         T("name who may connect, and to which ports"), allowsAll},
    };
}

} // namespace model
