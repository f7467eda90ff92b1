// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/say.h"
#include "model/relations/edgeedits.h"
#include "model/relations/linker.h"
#include "model/relations/rules.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {
bool isDefinition(const ResourceKey &key)
{
    return key.kind == u"CustomResourceDefinition" && key.group == u"apiextensions.k8s.io";
}

void read(const Reading &reading, Facts &facts)
{
    const Resource &resource = reading.resource;
    if (isDefinition(resource.key)) {
        const YamlRef spec = resource.root()[u"spec"];
        facts.definedKind = spec[u"group"].text() + u'/' + spec[u"names"][u"kind"].text();
        return;
    }
    if (!resource.key.group.contains(u'.')) return; // a custom group is a DNS name with a dot
    facts.references.push_back({.relation = Relation::CustomInstance,
                                .target = {},
                                .field = {u"kind"_s},
                                .label = {},
                                .keys = {},
                                .port = {},
                                .protocol = {},
                                .isReversed = true});
}

void link(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges)
{
    const ResourceKey &key = holder.resource->key;
    const Resource *definition = linker.definitionOf(key.group + u'/' + key.kind);
    if (!definition) return;
    edges.push_back(makeEdge(*holder.resource, reference, definition->key));
    std::swap(edges.back().from, edges.back().to);
}

bool joins(const ResourceKey &from, const ResourceKey &to) { return isDefinition(from) && to.group.contains(u'.'); }

Result<Edits> connect(const Resource &, const Resource &)
{
    return whyNot(say("what a resource is an instance of, its kind says when it is made"), Error::Code::Unsupported);
}

Result<Edits> disconnect(const Resource &holder, const FieldPath &)
{
    return whyNot(say("%1 can't be without its kind: delete one of the two").arg(holder.key.title()),
                  Error::Code::Unsupported);
}

} // namespace

EdgeRule customInstanceRule()
{
    return {.relation = Relation::CustomInstance,
            .word = u"custom-instance"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Instance"),
            .explanation =
                QT_TRANSLATE_NOOP("Relations", "The first says what resources of the second's kind look like; "
                                               "without it the cluster takes none."),
            .read = read,
            .link = link,
            .joins = joins,
            .connect = connect,
            .disconnect = disconnect,
            .isHeldByTarget = true};
}

} // namespace model
