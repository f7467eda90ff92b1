// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/admissionplugins.h"
#include "cluster/practice/kinds/podresources.h"

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

// plugin/pkg/admission/limitranger/admission.go

bool isLimited(const AdmissionRequest &request)
{
    const bool pod = isCore(request, u"Pod") && request.operation == Operation::Create;
    if (!pod && !isCore(request, u"PersistentVolumeClaim")) return false;
    return !request.old || !at(*request.old, {u"metadata", u"deletionTimestamp"});
}

// What is set where the container says nothing, of "limits" or "requests"; the names of it.
QStringList fill(Value &container, QStringView field, const ResourceAmounts &defaults)
{
    QStringList names;
    for (auto it = defaults.begin(); it != defaults.end(); ++it) {
        if (at(container, {u"resources", field, it.key()})) continue;
        mapIn(mapIn(container, u"resources"), field).set(it.key(), it->toString());
        names.append(it.key());
    }
    if (!names.isEmpty())
        std::ranges::sort(*at(container, {u"resources", field})->map(), {}, &std::pair<QString, Value>::first);
    return names;
}

void fillContainers(Value &pod, const Value &range)
{
    ResourceAmounts limits, requests;
    for (const Value &limit : listAt(range, {u"spec", u"limits"})) {
        if (textAt(limit, {u"type"}) != u"Container") continue;
        limits.insert(amountsOf(mapAt(limit, {u"default"})));
        requests.insert(amountsOf(mapAt(limit, {u"defaultRequest"})));
    }
    QStringList notes;
    for (const QStringView field : {QStringView(u"containers"), QStringView(u"initContainers")}) {
        Value *containers = at(pod, {u"spec", field});
        if (!containers || !containers->list()) continue;
        const QString what = field == u"containers" ? u"container"_s : u"init container"_s;
        for (Value &container : *containers->list()) {
            if (!container.isMap()) continue;
            const QString name = textAt(container, {u"name"});
            const QStringList setLimits = fill(container, u"limits", limits);
            const QStringList setRequests = fill(container, u"requests", requests);
            if (!setRequests.isEmpty())
                notes.append(u"%1 request for %2 %3"_s.arg(setRequests.join(u", "), what, name));
            if (!setLimits.isEmpty()) notes.append(u"%1 limit for %2 %3"_s.arg(setLimits.join(u", "), what, name));
        }
    }
    if (notes.isEmpty()) return;
    mapIn(mapIn(pod, u"metadata"), u"annotations")
        .set(u"kubernetes.io/limit-ranger", u"LimitRanger plugin set: "_s + notes.join(u"; "));
}

// One rule of one item against the amounts of a container, a pod or a claim.
class Checker
{
public:
    Checker(const QString &type, const ResourceAmounts &requests, const ResourceAmounts &limits, QStringList &errors)
        : m_type(type), m_requests(requests), m_limits(limits), m_errors(errors)
    {
    }

    void atLeast(const QString &name, const Quantity &bound)
    {
        const QString start = u"minimum %1 usage per %2 is %3"_s.arg(name, m_type, bound.toString());
        const auto request = m_requests.find(name), limit = m_limits.find(name);
        if (request == m_requests.end())
            m_errors.append(start + u".  No request is specified"_s);
        else if (*request < bound)
            m_errors.append(start + u", but request is "_s + request->toString());
        else if (limit != m_limits.end() && *limit < bound)
            m_errors.append(start + u", but limit is "_s + limit->toString());
    }

    void atMost(const QString &name, const Quantity &bound, bool requestOnly)
    {
        const QString start = u"maximum %1 usage per %2 is %3"_s.arg(name, m_type, bound.toString());
        const auto request = m_requests.find(name), limit = m_limits.find(name);
        if (requestOnly && request == m_requests.end())
            m_errors.append(start + u".  No request is specified"_s);
        else if (!requestOnly && limit == m_limits.end())
            m_errors.append(start + u".  No limit is specified"_s);
        else if (!requestOnly && *limit > bound)
            m_errors.append(start + u", but limit is "_s + limit->toString());
        else if (request != m_requests.end() && *request > bound)
            m_errors.append(start + u", but request is "_s + request->toString());
    }

    void ratio(const QString &name, const Quantity &bound)
    {
        const QString start = u"%1 max limit to request ratio per %2 is %3"_s.arg(name, m_type, bound.toString());
        const Quantity request = m_requests.value(name), limit = m_limits.value(name);
        if (request.isZero()) {
            m_errors.append(start + u", but no request is specified or request is 0"_s);
        } else if (limit.isZero()) {
            m_errors.append(start + u", but no limit is specified or limit is 0"_s);
        } else if (const double share = limit.toDouble() / request.toDouble(); share > bound.toDouble()) {
            m_errors.append(start + u", but provided ratio is %1"_s.arg(share, 0, 'f', 6));
        }
    }

private:
    const QString &m_type;
    const ResourceAmounts &m_requests;
    const ResourceAmounts &m_limits;
    QStringList &m_errors;
};

void check(const Value &limit, const ResourceAmounts &requests, const ResourceAmounts &limits, QStringList &errors)
{
    const QString type = textAt(limit, {u"type"});
    const bool claim = type == u"PersistentVolumeClaim";
    Checker checker(type, requests, limits, errors);
    const ResourceAmounts least = amountsOf(mapAt(limit, {u"min"})), most = amountsOf(mapAt(limit, {u"max"}));
    for (auto it = least.begin(); it != least.end(); ++it) checker.atLeast(it.key(), *it);
    for (auto it = most.begin(); it != most.end(); ++it) checker.atMost(it.key(), *it, claim);
    if (claim) return;
    const ResourceAmounts ratios = amountsOf(mapAt(limit, {u"maxLimitRequestRatio"}));
    for (auto it = ratios.begin(); it != ratios.end(); ++it) checker.ratio(it.key(), *it);
}

void checkPod(const Value &limit, const Value &pod, QStringList &errors)
{
    const QString type = textAt(limit, {u"type"});
    if (type == u"Pod")
        return check(limit, podAmounts(pod, u"requests", false), podAmounts(pod, u"limits", false), errors);
    if (type != u"Container") return;
    for (const QStringView field : {QStringView(u"containers"), QStringView(u"initContainers")})
        for (const Value &container : listAt(pod, {u"spec", field}))
            check(limit, amountsOf(mapAt(container, {u"resources", u"requests"})),
                  amountsOf(mapAt(container, {u"resources", u"limits"})), errors);
}

} // namespace

Refusal applyLimits(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    if (!isCore(request, u"Pod") || !isLimited(request) || !cluster.limitRanges) return {};
    for (const Value &range : cluster.limitRanges(request.ns)) fillContainers(*request.object, range);
    return {};
}

Refusal checkLimits(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    if (!isLimited(request) || !cluster.limitRanges) return {};
    const bool pod = isCore(request, u"Pod");
    for (const Value &range : cluster.limitRanges(request.ns)) {
        QStringList errors;
        for (const Value &limit : listAt(range, {u"spec", u"limits"})) {
            if (pod)
                checkPod(limit, *request.object, errors);
            else if (textAt(limit, {u"type"}) == u"PersistentVolumeClaim")
                check(limit, amountsOf(mapAt(*request.object, {u"spec", u"resources", u"requests"})), {}, errors);
        }
        errors.removeDuplicates();
        if (errors.isEmpty()) continue;
        return forbiddenBy(request, errors.size() == 1 ? errors.front() : u'[' + errors.join(u", ") + u']');
    }
    return {};
}

} // namespace practice
