// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/address.h"
#include "model/relations/linker.h"
#include "model/relations/rules.h"

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
                                .certain = address->qualified && !isApiServer(*address)});
}

void read(const Reading &reading, Facts &facts)
{
    for (const Reading::Container &container : reading.containers) {
        for (const Reading::Env &env : container.env)
            readText(env.value, facts, [&] { return container.envField(env.index, {u"value"}); });
        for (const QString &list : {u"command"_s, u"args"_s})
            container.view.node[list].forEachItem(
                [&](int i, YamlRef word) { readText(word, facts, [&] { return container.view.path / list / i; }); });
    }
}

void link(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges)
{
    if (reference.certain || linker.isServiceName(reference.target.name))
        linkToServicePort(linker, holder, reference, edges);
}

} // namespace

EdgeRule addressRule()
{
    return {.relation = Relation::Address,
            .word = u"address"_s,
            .explanation = QT_TRANSLATE_NOOP("Relations", "The first is told the DNS name of the Service, and calls it "
                                                          "there."),
            .read = read,
            .link = link};
}

} // namespace model
