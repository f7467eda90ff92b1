// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/expectedscale.h"

#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/kinds/convert.h"

#include <QHash>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

bool isOf(const Value &reference, QStringView kind, const QStringList &groups)
{
    const QString version = textAt(reference, {u"apiVersion"});
    const QString group = version.contains(u'/') ? version.section(u'/', 0, 0) : QString();
    return textAt(reference, {u"kind"}) == kind && groups.contains(group);
}

ApiStatus plainError(const QString &message) { return {.code = 500, .reason = {}, .message = message}; }

} // namespace

qint64 scaledValue(const Value &value, qint64 total)
{
    if (const qint64 *number = value.integer()) return *number;
    if (!value.string() || !value.string()->endsWith(u'%')) return 0;
    constexpr qint64 whole = 100;
    return (value.string()->chopped(1).toLongLong() * total + whole - 1) / whole;
}

ExpectedScale::ExpectedScale(ComponentProcess &process)
    : m_client(process.client()),
      m_replicaSets(process.informer(u"apps/v1", u"ReplicaSet")),
      m_deployments(process.informer(u"apps/v1", u"Deployment")),
      m_statefulSets(process.informer(u"apps/v1", u"StatefulSet")),
      m_replicationControllers(process.informer(u"v1", u"ReplicationController"))
{
}

ExpectedScale::Scale ExpectedScale::replicasOf(const Informer &informer, const Value &reference,
                                               const QString &space) const
{
    const Value *object = informer.find(space, textAt(reference, {u"name"}));
    if (!object || uidOf(*object) != textAt(reference, {u"uid"})) return {};
    return {uidOf(*object), integerAt(*object, {u"spec", u"replicas"}, 1)};
}

Answer<ExpectedScale::Scale> ExpectedScale::scaleFor(const Value &reference, const QString &space) const
{
    const QStringList apps{u"apps"_s, u"extensions"_s};
    Scale found;
    if (isOf(reference, u"ReplicationController", {QString()})) {
        found = replicasOf(m_replicationControllers, reference, space);
    } else if (isOf(reference, u"ReplicaSet", apps)) {
        found = replicasOf(m_replicaSets, reference, space);
        const Value *set = found.uid.isEmpty() ? nullptr : m_replicaSets.find(space, textAt(reference, {u"name"}));
        const Value *owner = set ? controllerOf(*set) : nullptr;
        if (owner && textAt(*owner, {u"kind"}) == u"Deployment")
            found = isOf(*owner, u"Deployment", apps) ? replicasOf(m_deployments, *owner, space) : Scale();
    } else if (isOf(reference, u"StatefulSet", {u"apps"_s})) {
        found = replicasOf(m_statefulSets, reference, space);
    }
    if (!found.uid.isEmpty()) return found;
    // Any other kind that has a scale.
    const ApiKind *kind = m_client.kindOf(reference);
    if (!kind)
        return plainError(u"no matches for kind \"%1\" in version \"%2\""_s.arg(textAt(reference, {u"kind"}),
                                                                                textAt(reference, {u"apiVersion"})));
    if (!kind->hasScale)
        return plainError(GroupName{kind->group, kind->plural}.toString() +
                          u" does not implement the scale subresource"_s);
    const auto object = m_client.get(*kind, space, textAt(reference, {u"name"}));
    if (!object || uidOf(*object) != textAt(reference, {u"uid"})) return found;
    const auto scale = scaleOf(*kind, *object, m_client.core().customKinds.scaleOf(*kind));
    if (!scale) return scale.status();
    return Scale{uidOf(*object), integerAt(*scale, {u"spec", u"replicas"})};
}

Answer<ExpectedScale::Count> ExpectedScale::of(const std::vector<const Value *> &pods) const
{
    Count count;
    QHash<QString, qint64> scales; // by the reference's uid
    QSet<QString> counted;
    for (const Value *pod : pods) {
        const Value *reference = controllerOf(*pod);
        if (!reference) {
            count.unmanaged.append(nameOf(*pod));
            continue;
        }
        const QString uid = textAt(*reference, {u"uid"});
        if (scales.contains(uid)) continue;
        const auto scale = scaleFor(*reference, namespaceOf(*pod));
        if (!scale) return scale.status();
        if (scale->uid.isEmpty()) return plainError(u"found no controllers for pod \"%1\""_s.arg(nameOf(*pod)));
        scales.insert(uid, scale->replicas);
        if (counted.contains(scale->uid)) continue; // two sets of one Deployment
        counted.insert(scale->uid);
        count.pods += scale->replicas;
    }
    return count;
}

} // namespace practice
