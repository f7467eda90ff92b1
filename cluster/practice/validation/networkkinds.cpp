// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/addresses.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/restwarnings.h"
#include "cluster/practice/validation/selectors.h"

#include <QSet>

#include <algorithm>

// pkg/apis/networking/validation/validation.go: NetworkPolicy, IPAddress, ServiceCIDR.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr QStringView networkGroup = u"networking.k8s.io";

void checkPolicyPort(const Value &port, const Where &where, FieldErrors &errors)
{
    if (const Value *protocol = fieldIn(port, u"protocol"))
        checkOneOf(errors, where.child(u"protocol"), textOf(*protocol), {u"TCP", u"UDP", u"SCTP"});
    const auto end = numberIn(port, u"endPort");
    const Value *number = fieldIn(port, u"port");
    const Where at = where.child(u"port"), endAt = where.child(u"endPort");
    if (!number) {
        if (end) invalidNumber(errors, endAt, *end, u"may not be specified when `port` is not specified"_s);
    } else if (const qint64 *value = number->integer()) {
        invalidEach(errors, at, *value, portNumberProblems(*value));
        if (!end) return;
        if (*end < *value) invalidNumber(errors, endAt, *value, u"must be greater than or equal to `port`"_s);
        invalidEach(errors, endAt, *end, portNumberProblems(*end));
    } else {
        if (end) invalidNumber(errors, endAt, *end, u"may not be specified when `port` is non-numeric"_s);
        invalidEach(errors, at, textOf(*number), portNameProblems(textOf(*number)));
    }
}

bool isStrictSubset(const IpNetwork &inner, const IpNetwork &outer)
{
    if (inner.address.isV4() != outer.address.isV4() || outer.prefix >= inner.prefix) return false;
    IpNetwork wide = inner;
    wide.prefix = outer.prefix;
    return wide.toString() == outer.toString();
}

void checkIpBlock(const Value &block, const QSet<QString> &known, const Where &where, FieldErrors &errors)
{
    const QString cidr = textIn(block, u"cidr");
    if (cidr.isEmpty()) return errors.required(where.child(u"cidr"));
    if (!known.contains(cidr)) checkLegacyCidr(errors, where.child(u"cidr"), cidr);
    const auto network = IpNetwork::parse(cidr);
    if (!network) return;
    const Where list = where.child(u"except");
    const ValueList &holes = listIn(block, u"except");
    for (qsizetype at = 0; at < qsizetype(holes.size()); ++at) {
        const QString hole = textOf(holes[at]);
        if (!known.contains(hole)) checkLegacyCidr(errors, list.index(at), hole);
        const auto inner = IpNetwork::parse(hole);
        if (inner && !isStrictSubset(*inner, *network))
            errors.invalidText(list.index(at), hole, u"must be a strict subset of `cidr`"_s);
    }
}

struct PolicyOptions
{
    bool allowInvalidValues = false;
    QSet<QString> knownCidrs = {};
};

void checkPeer(const Value &peer, const PolicyOptions &options, const Where &where, FieldErrors &errors)
{
    int peers = 0;
    for (const QStringView field : {u"podSelector", u"namespaceSelector"})
        if (const Value *selector = fieldIn(peer, field)) {
            ++peers;
            checkLabelSelector(selector, where.child(field), errors, options.allowInvalidValues);
        }
    const Value *block = fieldIn(peer, u"ipBlock");
    if (block) {
        ++peers;
        checkIpBlock(*block, options.knownCidrs, where.child(u"ipBlock"), errors);
    }
    if (peers == 0)
        errors.required(where, u"must specify a peer"_s);
    else if (peers > 1 && block)
        errors.forbidden(where, u"may not specify both ipBlock and another peer"_s);
}

void checkPolicyRules(const Value &spec, QStringView field, QStringView peersField, const PolicyOptions &options,
                      const Where &where, FieldErrors &errors)
{
    const Where list = where.child(field);
    const ValueList &rules = listIn(spec, field);
    for (qsizetype at = 0; at < qsizetype(rules.size()); ++at) {
        const Where rule = list.index(at);
        const Where ports = rule.child(u"ports"), peers = rule.child(peersField);
        const ValueList &portList = listIn(rules[at], u"ports"), &peerList = listIn(rules[at], peersField);
        for (qsizetype one = 0; one < qsizetype(portList.size()); ++one)
            checkPolicyPort(portList[one], ports.index(one), errors);
        for (qsizetype one = 0; one < qsizetype(peerList.size()); ++one)
            checkPeer(peerList[one], options, peers.index(one), errors);
    }
}

void checkPolicySpec(const Value &policy, const PolicyOptions &options, FieldErrors &errors)
{
    const Where where(u"spec");
    const Value &spec = structIn(policy, u"spec");
    checkLabelSelector(fieldIn(spec, u"podSelector"), where.child(u"podSelector"), errors, options.allowInvalidValues);
    checkPolicyRules(spec, u"ingress", u"from", options, where, errors);
    checkPolicyRules(spec, u"egress", u"to", options, where, errors);
    const ValueList &types = listIn(spec, u"policyTypes");
    const Where list = where.child(u"policyTypes");
    if (types.size() > 2)
        return errors.invalid(list, goTyped(u"networking.PolicyType", types),
                              u"may not specify more than two policyTypes"_s);
    for (qsizetype at = 0; at < qsizetype(types.size()); ++at)
        checkOneOf(errors, list.index(at), textOf(types[at]), {u"Ingress", u"Egress"});
}

void createPolicy(const Value &policy, FieldErrors &errors)
{
    checkKubeMetadata(policy, true, nameIsSubdomain, errors);
    checkPolicySpec(policy, {}, errors);
}

QSet<QString> cidrsOf(const Value &policy)
{
    QSet<QString> cidrs;
    const auto collect = [&](QStringView field, QStringView peersField) {
        for (const Value &rule : listAt(policy, {u"spec", field}))
            for (const Value &peer : listIn(rule, peersField)) {
                const Value *block = fieldIn(peer, u"ipBlock");
                if (!block) continue; // else the empty text would be known
                cidrs.insert(textIn(*block, u"cidr"));
                for (const Value &hole : listIn(*block, u"except")) cidrs.insert(textOf(hole));
            }
    };
    collect(u"ingress", u"from");
    collect(u"egress", u"to");
    return cidrs;
}

void updatePolicy(const Value &policy, const Value &old, FieldErrors &errors)
{
    FieldErrors before;
    checkLabelSelector(at(old, {u"spec", u"podSelector"}), Where(), before);
    PolicyOptions options{!before.isEmpty(), {}};
    checkKubeMetadata(policy, true, nameIsSubdomain, errors);
    checkPolicySpec(policy, options, errors);
    checkKubeMetadataUpdate(policy, old, errors);
    options.knownCidrs = cidrsOf(old);
    checkPolicySpec(policy, options, errors);
}

Problems nameIsIp(QStringView name, bool) { return ipProblems(name); }

void createAddress(const Value &address, FieldErrors &errors)
{
    checkKubeMetadata(address, false, nameIsIp, errors);
    const Where spec(u"spec");
    const Where where = spec.child(u"parentRef");
    const Value *parent = at(address, {u"spec", u"parentRef"});
    if (!parent || parent->isNull()) return errors.required(where);
    const QString group = textIn(*parent, u"group"), space = textIn(*parent, u"namespace");
    if (!group.isEmpty()) invalidEach(errors, where.child(u"group"), group, dns1123SubdomainProblems(group));
    for (const QStringView field : {u"resource", u"name"}) {
        const QString text = textIn(*parent, field);
        if (text.isEmpty())
            errors.required(where.child(field));
        else
            invalidEach(errors, where.child(field), text, pathSegmentProblems(text));
    }
    if (!space.isEmpty()) invalidEach(errors, where.child(u"namespace"), space, pathSegmentProblems(space));
}

void updateAddress(const Value &address, const Value &old, FieldErrors &errors)
{
    createAddress(address, errors);
    checkKubeMetadataUpdate(address, old, errors);
    const Where spec(u"spec");
    checkImmutable(at(address, {u"spec", u"parentRef"}), at(old, {u"spec", u"parentRef"}), spec.child(u"parentRef"),
                   errors);
}

void checkCidrs(const Value &range, FieldErrors &errors)
{
    const Where spec(u"spec");
    const Where list = spec.child(u"cidrs");
    const ValueList &cidrs = listAt(range, {u"spec", u"cidrs"});
    if (cidrs.empty()) return errors.required(list, u"at least one CIDR required"_s);
    if (cidrs.size() > 2) return errors.invalid(list, goTyped(u"string", cidrs), u"may only hold up to 2 values"_s);
    for (qsizetype at = 0; at < qsizetype(cidrs.size()); ++at) checkCidr(errors, list.index(at), textOf(cidrs[at]));
    if (cidrs.size() == 2) {
        const auto one = IpNetwork::parse(textOf(cidrs[0])), other = IpNetwork::parse(textOf(cidrs[1]));
        if (one && other && one->address.isV4() == other->address.isV4())
            errors.invalid(list, goTyped(u"string", cidrs),
                           u"may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and "
                           "2001:db8::/64"_s);
    }
}

void createServiceCidr(const Value &range, FieldErrors &errors)
{
    checkKubeMetadata(range, false, nameIsSubdomain, errors);
    checkCidrs(range, errors);
}

void updateServiceCidr(const Value &range, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(range, old, errors);
    const Where spec(u"spec");
    const Where list = spec.child(u"cidrs");
    const ValueList &now = listAt(range, {u"spec", u"cidrs"}), &before = listAt(old, {u"spec", u"cidrs"});
    const bool grows = before.size() == 1 && now.size() == 2;
    if (now.size() != before.size() && !grows) return errors.invalid(list, goTyped(u"string", now), immutableProblem());
    for (qsizetype at = 0; at < qsizetype(before.size()); ++at)
        if (!(now[at] == before[at])) errors.invalidText(list.index(at), textOf(now[at]), immutableProblem());
    if (grows) checkCidrs(range, errors);
}

void updateServiceCidrStatus(const Value &range, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(range, old, errors);
}

} // namespace

std::span<const KindValidation> networkKinds()
{
    static constexpr KindValidation kinds[] = {
        {networkGroup, u"NetworkPolicy", createWith<createPolicy, true>, updateWith<updatePolicy, true>, nullptr,
         networkPolicyWarnings},
        {networkGroup, u"IPAddress", createWith<createAddress, false>, updateWith<updateAddress, false>},
        {networkGroup, u"ServiceCIDR", createWith<createServiceCidr, false>, updateWith<updateServiceCidr, false>,
         updateWith<updateServiceCidrStatus, false>},
    };
    return kinds;
}

} // namespace practice
