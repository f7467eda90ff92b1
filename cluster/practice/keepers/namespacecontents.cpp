// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/namespacecontents.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/keepers/everykind.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 finalizerSeconds = 15; // that what has finalizers is given

bool isPods(const ApiKind &kind) { return kind.group.isEmpty() && kind.kind == u"Pod"; }

// What is said when all is well with a condition, in the order in which they come (status_condition_utils.go).
struct Well
{
    QStringView type;
    QStringView reason;
    QStringView message;
};
constexpr std::array conditions = {
    Well{u"NamespaceDeletionDiscoveryFailure", u"ResourcesDiscovered", u"All resources successfully discovered"},
    Well{u"NamespaceDeletionGroupVersionParsingFailure", u"ParsedGroupVersions",
         u"All legacy kube types successfully parsed"},
    Well{u"NamespaceDeletionContentFailure", u"ContentDeleted",
         u"All content successfully deleted, may be waiting on finalization"},
    Well{u"NamespaceContentRemaining", u"ContentRemoved", u"All content successfully removed"},
    Well{u"NamespaceFinalizersRemaining", u"ContentHasNoFinalizers", u"All content-preserving finalizers finished"},
};

struct Ill
{
    QString reason; // empty: all is well
    QString message;
};

QString counted(const QMap<QString, int> &counts, const QString &form)
{
    QStringList parts;
    for (auto it = counts.begin(); it != counts.end(); ++it) parts.append(form.arg(it.key()).arg(it.value()));
    parts.sort();
    return parts.join(u", ");
}

Ill illOf(QStringView type, const NamespaceContents::Left &left)
{
    if (type == u"NamespaceDeletionContentFailure" && !left.problems.isEmpty()) {
        QStringList problems = left.problems;
        problems.sort();
        return {u"ContentDeletionFailed"_s, u"Failed to delete all resource types, %1 remaining: %2"_s.arg(
                                                QString::number(problems.size()), problems.join(u", "))};
    }
    if (type == u"NamespaceContentRemaining" && left.isCounted && !left.kinds.isEmpty())
        return {u"SomeResourcesRemain"_s,
                u"Some resources are remaining: "_s + counted(left.kinds, u"%1 has %2 resource instances"_s)};
    if (type == u"NamespaceFinalizersRemaining" && left.isCounted && !left.finalizers.isEmpty())
        return {u"SomeFinalizersRemain"_s, u"Some content in the namespace has finalizers remaining: "_s +
                                               counted(left.finalizers, u"%1 in %2 resource instances"_s)};
    return {};
}

} // namespace

bool NamespaceContents::setConditions(Value &space, const Left &left, const QString &now)
{
    bool changed = false;
    ValueList list = listAt(space, {u"status", u"conditions"});
    for (const Well &well : conditions) {
        const Ill ill = illOf(well.type, left);
        const bool isIll = !ill.reason.isEmpty();
        const QString status = isIll ? u"True"_s : u"False"_s;
        const QString reason = isIll ? ill.reason : well.reason.toString();
        const QString message = isIll ? ill.message : well.message.toString();
        const auto old = std::find_if(list.begin(), list.end(),
                                      [&well](const Value &one) { return textAt(one, {u"type"}) == well.type; });
        if (old == list.end()) {
            list.push_back(ValueMap{{u"type"_s, well.type.toString()},
                                    {u"status"_s, status},
                                    {u"lastTransitionTime"_s, now},
                                    {u"reason"_s, reason},
                                    {u"message"_s, message}});
            changed = true;
            continue;
        }
        const bool turned = textAt(*old, {u"status"}) != status;
        if (!turned && textAt(*old, {u"reason"}) == reason && textAt(*old, {u"message"}) == message) continue;
        if (turned) old->set(u"lastTransitionTime", now);
        old->set(u"status", status);
        old->set(u"reason", reason);
        old->set(u"message", message);
        changed = true;
    }
    if (changed) mapIn(space, u"status").set(u"conditions", std::move(list));
    return changed;
}

NamespaceContents::Left NamespaceContents::removeAll(const Value &space) const
{
    Left left;
    std::vector<const ServedKind *> kinds = EveryKind::preferred(m_client.core().catalogue);
    std::erase_if(kinds, [](const ServedKind *one) {
        return !one->api.namespaced || !one->allows(u"delete") || !one->allows(u"list");
    });
    for (const ServedKind *kind : kinds)
        if (isPods(kind->api)) removeKind(kind->api, space, left);
    if (!left.kinds.isEmpty()) return left;
    for (const ServedKind *kind : kinds)
        if (!isPods(kind->api)) removeKind(kind->api, space, left);
    left.isCounted = true;
    return left;
}

// How long pods may take, all at once.
qint64 NamespaceContents::estimateFor(const ApiKind &kind, const Value &space) const
{
    if (!isPods(kind)) return 0;
    qint64 most = 0;
    for (const Value &pod : m_client.list(kind, nameOf(space)).objects) {
        const QString phase = textAt(pod, {u"status", u"phase"});
        if (phase != u"Succeeded" && phase != u"Failed")
            most = std::max(most, integerAt(pod, {u"spec", u"terminationGracePeriodSeconds"}));
    }
    const qint64 passed = m_clock.wallMs() - timeOf(textAt(space, {u"metadata", u"deletionTimestamp"}));
    return passed >= most * 1000 ? 0 : most;
}

void NamespaceContents::removeKind(const ApiKind &kind, const Value &space, Left &left) const
{
    const QString name = nameOf(space);
    const qint64 estimate = estimateFor(kind, space);
    DeleteOptions options;
    options.propagation = u"Background"_s;
    std::optional<ApiStatus> refusal;
    for (const Value &object : m_client.list(kind, name).objects)
        if (const auto removed = m_client.remove(kind, name, nameOf(object), options);
            !removed && !removed.status().isNotFound() && !refusal)
            refusal = removed.status();
    if (refusal) {
        left.estimateSeconds = std::max(left.estimateSeconds, estimate);
        left.problems.append(refusal->message);
        return;
    }
    const std::vector<Value> rest = m_client.list(kind, name).objects;
    if (rest.empty()) return;
    left.kinds[kind.plural + u'.' + kind.group] = int(rest.size());
    bool hasFinalizers = false;
    for (const Value &object : rest) {
        for (const Value &finalizer : listAt(object, {u"metadata", u"finalizers"})) {
            if (finalizer.string()) ++left.finalizers[*finalizer.string()];
            hasFinalizers = true;
        }
    }
    if (estimate || hasFinalizers)
        left.estimateSeconds = std::max(left.estimateSeconds, estimate ? estimate : finalizerSeconds);
    else
        left.problems.append(u"unexpected items still remain in namespace: %1 for gvr: %2/%3, Resource=%4"_s.arg(
            name, kind.group, kind.version, kind.plural));
}

} // namespace practice
