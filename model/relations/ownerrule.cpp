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

void read(const Reading &reading, Facts &facts)
{
    reading.resource.at({u"metadata"_s, u"ownerReferences"_s}).forEachItem([&](int i, YamlRef item) {
        const ResourceKey owner{groupOf(item[u"apiVersion"].text()), item[u"kind"].text(), {}, item[u"name"].text()};
        if (owner.kind.isEmpty() || owner.name.isEmpty()) return;
        facts.references.push_back({.relation = Relation::Owner,
                                    .target = owner,
                                    .field = {u"metadata"_s, u"ownerReferences"_s, i},
                                    .label = {},
                                    .keys = {},
                                    .port = {},
                                    .protocol = {}});
    });
}

// The field stands in what is owned; the edge leads the way of control.
void link(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges)
{
    const ResourceKey &owned = holder.resource->key;
    const bool namespaced = kindInfo(reference.target).namespaced;
    const Resource *owner = linker.find(reference.target, namespaced ? owned : ResourceKey());
    appendNamed(linker, *holder.resource, reference, owner, edges);
    std::swap(edges.back().from, edges.back().to);
}

bool joins(const ResourceKey &from, const ResourceKey &to) { return isWorkload(from) && isWorkload(to); }

Result<Edits> connect(const Resource &, const Resource &)
{
    return whyNot(QCoreApplication::translate("Relations", "an owner is written down by the cluster: only there it has "
                                                           "the uid that the field needs"),
                  Error::Code::Unsupported);
}

Result<Edits> disconnect(const Resource &holder, const FieldPath &field) { return Edits{removeItem(holder, field)}; }

} // namespace

EdgeRule ownerRule()
{
    return {.relation = Relation::Owner,
            .word = u"owner"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Owner"),
            .explanation =
                QT_TRANSLATE_NOOP("Relations", "The first made the second, keeps it as it should be, and takes "
                                               "it along when it is deleted."),
            .read = read,
            .link = link,
            .joins = joins,
            .connect = connect,
            .disconnect = disconnect,
            .isHeldByTarget = true};
}

} // namespace model
