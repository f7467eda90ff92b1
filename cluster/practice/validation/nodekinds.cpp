// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/addresses.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/resourcenames.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/restwarnings.h"
#include "model/wire/json.h"

#include <QSet>
#include <QStringList>

// pkg/apis/core/validation/validation.go, ValidateNode and ValidateNodeUpdate. Not looked into: the alpha annotation of
// pods to avoid, and the kubelet's configuration source, whose feature is removed.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr QStringView avoidKey = u"scheduler.alpha.kubernetes.io/preferAvoidPods";

QString goTaint(const Value &taint)
{
    return u"core.Taint{Key:%1, Value:%2, Effect:%3, TimeAdded:<nil>}"_s.arg(
        goQuoted(textIn(taint, u"key")), goQuoted(textIn(taint, u"value")), goQuoted(textIn(taint, u"effect")));
}

void checkTaints(const Value &node, FieldErrors &errors)
{
    const Where metadata(u"metadata"); // where Go has them
    const Where list = metadata.child(u"taints");
    const ValueList &taints = listAt(node, {u"spec", u"taints"});
    QSet<QString> seen;
    for (qsizetype at = 0; at < qsizetype(taints.size()); ++at) {
        const Where here = list.index(at);
        const QString key = textIn(taints[at], u"key"), value = textIn(taints[at], u"value");
        const QString effect = textIn(taints[at], u"effect");
        checkLabelName(errors, here.child(u"key"), key);
        if (const Problems problems = labelValueProblems(value); !problems.empty())
            errors.invalidText(here.child(u"value"), value, QStringList(problems.begin(), problems.end()).join(u';'));
        checkRequiredOneOf(errors, here.child(u"effect"), effect, {u"NoSchedule", u"PreferNoSchedule", u"NoExecute"});
        if (const QString both = effect + u'/' + key; seen.contains(both))
            errors.add(
                {u"FieldValueDuplicate"_s,
                 u"Duplicate value: "_s + goTaint(taints[at]) + u": taints must be unique by key and effect pair"_s,
                 here.toString()});
        else
            seen.insert(both);
    }
}

void checkResources(const Value &node, FieldErrors &errors)
{
    const Where status(u"status");
    for (const QStringView field : {u"capacity", u"allocatable"}) {
        const Where list = status.child(field);
        for (const auto &[name, amount] : mapAt(node, {u"status", field}))
            checkResourceQuantity(errors, list.child(name), name, amount);
    }
}

void checkPodCidrs(const Value &node, FieldErrors &errors)
{
    const Where spec(u"spec");
    const Where list = spec.child(u"podCIDRs");
    const ValueList &cidrs = listAt(node, {u"spec", u"podCIDRs"});
    bool four = false, six = false;
    for (qsizetype at = 0; at < qsizetype(cidrs.size()); ++at) {
        const QString cidr = textOf(cidrs[at]);
        checkLegacyCidr(errors, list.index(at), cidr);
        const auto network = IpNetwork::parse(cidr);
        if (!network && cidrs.size() > 1)
            errors.internal(
                list, u"invalid PodCIDRs. failed to check with dual stack with error:invalid CIDR address: "_s + cidr);
        four = four || (network && network->address.isV4());
        six = six || (network && !network->address.isV4());
    }
    if (cidrs.size() > 2 || (cidrs.size() == 2 && !(four && six)))
        errors.invalid(list, goTyped(u"string", cidrs), u"may specify no more than one CIDR for each IP family"_s);
}

// ValidateAvoidPodsInNodeAnnotations
void checkAvoidedPods(const Value &node, FieldErrors &errors)
{
    const QString text = textAt(node, {u"metadata", u"annotations", avoidKey});
    if (text.isEmpty()) return;
    const Where metadata(u"metadata");
    const Where annotations = metadata.child(u"annotations");
    const auto read = model::readJson(text.toUtf8());
    if (!read || !(read->value.isMap() || read->value.isNull()))
        return errors.invalidText(annotations.child(u"AvoidPods"), avoidKey,
                                  read ? u"it is no v1.AvoidPods"_s : read.error().message);
    const ValueList &entries = listAt(read->value, {u"preferAvoidPods"});
    const Where list = annotations.child(avoidKey);
    for (qsizetype at = 0; at < qsizetype(entries.size()); ++at) {
        const Where here = list.index(at);
        const Where signature = here.child(u"PodSignature");
        const Value *controller = fieldIn(structIn(entries[at], u"podSignature"), u"podController");
        if (!controller)
            errors.required(signature);
        else if (!flagIn(*controller, u"controller").value_or(false))
            errors.invalid(signature.child(u"PodController").child(u"Controller"), u"false"_s,
                           u"must point to a controller"_s);
    }
}

void createNode(const Value &node, FieldErrors &errors)
{
    checkKubeMetadata(node, false, nameIsSubdomain, errors);
    checkAvoidedPods(node, errors);
    checkTaints(node, errors);
    checkResources(node, errors);
    const Where metadata(u"metadata");
    const Where swap = metadata.child(u"nodeSwapStatus");
    if (const auto capacity =
            numberIn(structIn(structIn(structIn(node, u"status"), u"nodeInfo"), u"swap"), u"capacity"))
        checkPositive(errors, swap.child(u"capacity"), *capacity);
    checkPodCidrs(node, errors);
}

void checkAddresses(const Value &node, FieldErrors &errors)
{
    const Where status(u"status");
    const Where list = status.child(u"addresses");
    const ValueList &addresses = listAt(node, {u"status", u"addresses"});
    QSet<QString> seen;
    for (qsizetype at = 0; at < qsizetype(addresses.size()); ++at) {
        const QString type = textIn(addresses[at], u"type"), address = textIn(addresses[at], u"address");
        if (const QString both = type + u'/' + address; seen.contains(both))
            errors.duplicate(list.index(at),
                             u"core.NodeAddress{Type:%1, Address:%2}"_s.arg(goQuoted(type), goQuoted(address)));
        else
            seen.insert(both);
    }
}

void updateNodeStatus(const Value &node, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(node, old, errors);
    checkResources(node, errors);
    checkAddresses(node, errors);
    const Where spec(u"spec");
    const ValueList &now = listAt(node, {u"spec", u"podCIDRs"}), &before = listAt(old, {u"spec", u"podCIDRs"});
    const QString fixed = u"node updates may not change %1 except from \"\" to valid"_s;
    if (!before.empty()) {
        qsizetype changes = now.size() != before.size() ? 1 : 0;
        for (size_t at = 0; now.size() == before.size() && at < before.size(); ++at)
            changes += !(now[at] == before[at]);
        for (; changes > 0; --changes) errors.forbidden(spec.child(u"podCIDRs"), fixed.arg(u"podCIDR"));
    }
    const QString provider = textAt(old, {u"spec", u"providerID"});
    if (!provider.isEmpty() && provider != textAt(node, {u"spec", u"providerID"}))
        errors.forbidden(spec.child(u"providerID"), fixed.arg(u"providerID"));
    checkTaints(node, errors);
    if (textAt(node, {u"spec", u"externalID"}) != textAt(old, {u"spec", u"externalID"}))
        errors.forbidden(spec.child(u"externalID"), u"may not be updated"_s);
}

void updateNode(const Value &node, const Value &old, FieldErrors &errors)
{
    createNode(node, errors);
    updateNodeStatus(node, old, errors);
}

} // namespace

std::span<const KindValidation> nodeKinds()
{
    static constexpr KindValidation kinds[] = {
        {u"", u"Node", createWith<createNode, false>, updateWith<updateNode, false>,
         updateWith<updateNodeStatus, false>, nodeWarnings},
    };
    return kinds;
}

} // namespace practice
