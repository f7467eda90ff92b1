// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/edgeedits.h"
#include "model/relations/linker.h"
#include "model/relations/rules.h"
#include "model/resource/kinds.h"

#include <QCoreApplication>

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

bool joins(const ResourceKey &from, const ResourceKey &to) { return isIngress(from) && isCore(to, u"Service"); }

// The rule that gets the path: the first that has paths, else the first.
int ruleFor(YamlRef rules)
{
    int found = 0;
    for (int i = rules.size() - 1; i >= 0; --i)
        if (rules.at(i)[u"http"][u"paths"].size() > 0) found = i;
    return found;
}

Result<Edits> connect(const Resource &from, const Resource &to)
{
    if (from.version() != u"v1")
        return whyNot(QCoreApplication::translate("Relations", "%1 is of %2, which clusters no longer serve: make it "
                                                               "networking.k8s.io/v1 first")
                          .arg(from.key.title(), from.apiVersion),
                      Error::Code::Unsupported);
    const std::vector<ServicePortView> ports = ServiceView(to).ports();
    if (ports.empty() || ports.front().port() == 0)
        return whyNot(QCoreApplication::translate("Relations", "%1 has no port to send to").arg(to.key.title()));
    const FieldPath rules{u"spec"_s, u"rules"_s};
    const FieldPath paths = rules / ruleFor(from.at(rules)) / u"http"_s / u"paths"_s;
    const QSet<QString> taken = namesIn(from.at(paths), u"path");
    const QString path = taken.contains(u"/"_s) ? freeName(taken, u'/' + to.key.name) : u"/"_s;
    const ValueMap service{{u"name"_s, to.key.name}, {u"port"_s, ValueMap{{u"number"_s, ports.front().port()}}}};
    return Edits{append(
        from, paths,
        ValueMap{{u"path"_s, path}, {u"pathType"_s, u"Prefix"_s}, {u"backend"_s, ValueMap{{u"service"_s, service}}}})};
}

Result<Edits> disconnect(const Resource &holder, const FieldPath &field)
{
    const FieldPath path = itemAround(field, u"paths");
    if (path.isEmpty()) { // the default backend
        const FieldPath::Step &name = field[1];
        return Edits{RemoveField{holder.key, FieldPath{u"spec"_s, name}}};
    }
    // A rule's paths must not be empty.
    if (holder.at(path.parent()).size() > 1) return Edits{RemoveField{holder.key, path}};
    return Edits{removeItem(holder, itemAround(field, u"rules"))};
}

} // namespace

EdgeRule ingressBackendRule()
{
    return {.relation = Relation::IngressBackend,
            .word = u"ingress-backend"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Way in from outside"),
            .explanation =
                QT_TRANSLATE_NOOP("Relations", "Requests from outside that fit this host and path go to this "
                                               "port of the Service."),
            .read = read,
            .link = linkToServicePort,
            .joins = joins,
            .connect = connect,
            .disconnect = disconnect};
}

} // namespace model
