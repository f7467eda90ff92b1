// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/proxy/requestroute.h"

#include "cluster/practice/base/objects.h"

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

RequestSpec RequestSpec::read(const Value &value)
{
    RequestSpec spec;
    const QString target = textAt(value, {u"target"});
    spec.target = target == u"ingress"    ? Target::Ingress
                  : target == u"nodePort" ? Target::NodePort
                  : target == u"pod"      ? Target::Pod
                                          : Target::Service;
    const std::pair<QStringView, QString *> fields[] = {
        {u"host", &spec.host},       {u"path", &spec.path}, {u"ingressClass", &spec.ingressClass},
        {u"namespace", &spec.space}, {u"name", &spec.name}, {u"port", &spec.port},
        {u"fromPod", &spec.fromPod}, {u"node", &spec.node}, {u"client", &spec.client},
    };
    for (const auto &[name, field] : fields) {
        const Value *given = value.find(name);
        if (given && given->isString()) *field = *given->string();
        if (given && given->integer()) *field = QString::number(*given->integer());
    }
    return spec;
}

Value RequestRoute::toValue() const
{
    ValueList list;
    for (const RouteStep &step : steps) {
        Value one;
        one.set(u"what", step.what);
        one.set(u"text", step.text);
        one.set(u"ok", step.ok);
        one.set(u"objects", ValueList(step.objects));
        list.push_back(std::move(one));
    }
    Value all;
    all.set(u"ok", ok);
    all.set(u"outcome", outcome());
    all.set(u"pod", pod);
    all.set(u"container", container);
    all.set(u"node", node);
    all.set(u"address", address);
    all.set(u"port", port);
    all.set(u"steps", std::move(list));
    return all;
}

} // namespace practice
