// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/scheduler/kin.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

Kin::Kin(ComponentProcess &process)
    : m_services(process.informer(u"v1", u"Service")),
      m_sets{{u"ReplicaSet"_s, &process.informer(u"apps/v1", u"ReplicaSet")},
             {u"StatefulSet"_s, &process.informer(u"apps/v1", u"StatefulSet")}}
{
    m_services.addIndex(u"namespace"_s, [](const Value &service) { return QStringList{namespaceOf(service)}; });
}

Value Kin::selectorFor(const Value &pod) const
{
    Value selector;
    const auto add = [&selector](const model::ValueMap &labels) {
        for (const auto &[key, value] : labels) mapIn(selector, u"matchLabels").set(key, value);
    };
    const Value *labels = at(pod, {u"metadata", u"labels"});
    const auto means = [labels](const model::ValueMap &wanted) {
        return !wanted.empty() && labels && std::ranges::all_of(wanted, [labels](const auto &one) {
            const Value *own = labels->find(one.first);
            return own && own->means(one.second);
        });
    };
    for (const Value *service : m_services.byIndex(u"namespace"_s, namespaceOf(pod)))
        if (const model::ValueMap &wanted = mapAt(*service, {u"spec", u"selector"}); means(wanted)) add(wanted);
    const Value *owner = controllerOf(pod);
    const QString kind = owner ? textAt(*owner, {u"kind"}) : QString();
    for (const auto &[name, sets] : m_sets) {
        const Value *set = name == kind ? sets->find(namespaceOf(pod), textAt(*owner, {u"name"})) : nullptr;
        if (!set) continue;
        add(mapAt(*set, {u"spec", u"selector", u"matchLabels"}));
        if (const ValueList &more = listAt(*set, {u"spec", u"selector", u"matchExpressions"}); !more.empty()) {
            if (selector.isNull()) selector = Value(model::ValueMap());
            selector.set(u"matchExpressions", more);
        }
    }
    return selector;
}

} // namespace practice
