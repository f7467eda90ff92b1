// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/address.h"
#include "model/relations/edgeedits.h"
#include "model/relations/linker.h"
#include "model/relations/rules.h"
#include "model/relations/volumes.h"
#include "model/resource/kinds.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

// Every cluster makes this one by itself.
bool isApiServer(const ServiceAddress &address) { return address.name == u"kubernetes" && address.ns == u"default"; }

template<typename FieldOf>
void readText(YamlRef node, Facts &facts, const FieldOf &field)
{
    const std::optional<ServiceAddress> address = parseServiceAddress(node.string());
    if (!address) return;
    facts.references.push_back({.relation = Relation::Address,
                                .target = {{}, u"Service"_s, address->ns, address->name},
                                .field = field(),
                                .label = address->port.isEmpty() ? QString() : u':' + address->port,
                                .keys = {},
                                .port = address->port,
                                .protocol = {},
                                .certain = address->qualified && !isApiServer(*address),
                                .needsPort = address->isPlain()});
}

void read(const Reading &reading, Facts &facts)
{
    for (const Reading::Container &container : reading.containers) {
        for (const Reading::Env &env : container.env)
            readText(env.value, facts, [&] { return container.envField(env.index, {u"value"}); });
        for (const QString &list : {u"command"_s, u"args"_s})
            container.view.node[list].forEachItem([&](int i, YamlRef word) {
                if (i == 0 && list == u"command") return; // the program
                readText(word, facts, [&] { return container.view.path / list / i; });
            });
    }
    if (isCore(reading.resource.key, u"ConfigMap"))
        reading.resource.root()[u"data"].forEachEntry([&](const QString &key, YamlRef, YamlRef value) {
            readText(value, facts, [&] { return FieldPath{u"data"_s, key}; });
        });
}

void link(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges)
{
    if (reference.certain || linker.isServiceName(reference.target.name))
        linkToServicePort(linker, holder, reference, edges);
}

bool joins(const ResourceKey &from, const ResourceKey &to)
{
    return (isWorkload(from) || isCore(from, u"ConfigMap")) && isCore(to, u"Service");
}

// CHECKOUT_ADDR for a Service checkout.
QString variableName(const QString &service)
{
    QString name = service.toUpper();
    for (QChar &c : name)
        if (!((c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9'))) c = u'_';
    return name + u"_ADDR"_s;
}

Result<Edits> connect(const Resource &from, const Resource &to)
{
    QString address = to.key.name;
    if (!sameNamespace(from.key.ns, to.key.ns)) address += u'.' + effectiveNamespace(to.key.ns);
    const std::vector<ServicePortView> ports = ServiceView(to).ports();
    if (!ports.empty() && ports.front().port() > 0) address += u':' + QString::number(ports.front().port());
    if (isCore(from.key, u"ConfigMap")) {
        QSet<QString> taken;
        from.root()[u"data"].forEachEntry([&](const QString &key, YamlRef, YamlRef) { taken.insert(key); });
        return Edits{SetField{from.key, {u"data"_s, freeName(taken, variableName(to.key.name), u'_')}, address}};
    }
    const Result<ContainerView> container = firstContainer(from);
    if (!container) return container.error();
    const QString name = freeName(namesIn(container->node[u"env"]), variableName(to.key.name), u'_');
    return Edits{append(from, container->path / u"env"_s, ValueMap{{u"name"_s, name}, {u"value"_s, address}})};
}

Result<Edits> disconnect(const Resource &holder, const FieldPath &field)
{
    if (isCore(holder.key, u"ConfigMap")) {
        const bool only = holder.at(field.parent()).size() == 1;
        return Edits{RemoveField{holder.key, only ? field.parent() : field}};
    }
    const FieldPath variable = itemAround(field, u"env");
    return Edits{removeItem(holder, variable.isEmpty() ? field : variable)}; // else a word of command or args
}

} // namespace

EdgeRule addressRule()
{
    return {.relation = Relation::Address,
            .word = u"address"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Address of a Service"),
            .explanation = QT_TRANSLATE_NOOP("Relations", "The first is told the DNS name of the Service, and calls it "
                                                          "there."),
            .read = read,
            .link = link,
            .joins = joins,
            .connect = connect,
            .disconnect = disconnect,
            .anyNamespace = true};
}

} // namespace model
