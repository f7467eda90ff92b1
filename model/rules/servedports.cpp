// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/servedports.h"

#include "model/resource/kinds.h"
#include "model/rules/subject.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

QString byName(const QString &protocol, const QString &name) { return protocol + u':' + name; }
QString byNumber(const QString &protocol, const QString &number) { return protocol + u'/' + number; }

} // namespace

void ServedPorts::add(const ResourceSet &set, const Edge &edge)
{
    QSet<QString> &targets = m_targets[comparableKey(edge.to)];
    if (edge.relation != Relation::ServicePort) return;
    if (!m_service || m_service->key != edge.holder) m_service = set.find(edge.holder);
    if (!m_service) return;
    const FieldPath path = edge.field.parent();
    const ServicePortView port{m_service->at(path), path};
    targets.insert(port.isTargetName() ? byName(port.protocol(), port.target())
                                       : byNumber(port.protocol(), port.target()));
}

ServedPorts::Reached ServedPorts::read(const Resource &workload, const QSet<QString> &targets)
{
    Reached reached;
    QSet<QString> open = targets; // that no container declares
    QStringList mains;
    bool isAsked = false;
    for (const ContainerView &container : WorkloadView(workload).podSpec().containers()) {
        if (!container.isLasting()) continue;
        isAsked = isAsked || isSaid(container.node[u"readinessProbe"]);
        if (container.role == ContainerRole::Main) mains += container.name();
        for (const ContainerPortView &port : container.ports())
            for (const QString &way :
                 {byName(port.protocol(), port.name()), byNumber(port.protocol(), QString::number(port.number()))})
                if (targets.contains(way)) {
                    reached.containers.insert(container.name());
                    open.remove(way);
                }
    }
    if (!open.isEmpty() || targets.isEmpty()) {
        if (mains.size() == 1)
            reached.containers.insert(mains.first());
        else
            reached.isSomewhere = !isAsked && reached.containers.isEmpty();
    }
    return reached;
}

bool ServedPorts::reaches(const Resource &workload, const QString &container) const
{
    const auto targets = m_targets.constFind(comparableKey(workload.key));
    if (targets == m_targets.cend()) return false;
    auto known = m_reached.constFind(&workload);
    if (known == m_reached.cend()) known = m_reached.insert(&workload, read(workload, *targets));
    return container.isEmpty() ? known->isSomewhere : known->containers.contains(container);
}

} // namespace model
