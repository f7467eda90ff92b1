// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/linker.h"
#include "model/relations/rules.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

bool isIngress(const ResourceKey &key)
{
    return key.kind == u"Ingress" && (key.group == u"networking.k8s.io" || key.group == u"extensions");
}

void read(const Reading &reading, Facts &facts)
{
    if (!isIngress(reading.resource.key)) return;
    for (const IngressBackendView &backend : IngressView(reading.resource).backends()) {
        if (backend.service.isEmpty()) continue;
        const bool isDefault = backend.host.isEmpty() && backend.urlPath.isEmpty();
        facts.references.push_back({.relation = Relation::IngressBackend,
                                    .target = {{}, u"Service"_s, {}, backend.service},
                                    .field = backend.namePath,
                                    .label = isDefault ? u"*"_s : backend.host + backend.urlPath,
                                    .keys = {},
                                    .port = backend.port,
                                    .protocol = {}});
    }
}

} // namespace

EdgeRule ingressBackendRule()
{
    return {.relation = Relation::IngressBackend,
            .word = u"ingress-backend"_s,
            .explanation =
                QT_TRANSLATE_NOOP("Relations", "Requests from outside that fit this host and path go to this "
                                               "port of the Service."),
            .read = read,
            .link = linkToServicePort};
}

} // namespace model
