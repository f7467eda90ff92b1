// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/fieldlinks.h"

#include "model/base/say.h"
#include "model/relations/edgeedits.h"
#include "model/relations/linker.h"
#include "model/relations/secretkeys.h"
#include "model/resource/kinds.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {
bool isKnown(const FieldRule &rule, const QString &kind, const QString &name)
{
    return std::any_of(rule.known.begin(), rule.known.end(), [&](QStringView known) {
        const qsizetype slash = known.indexOf(u'/');
        if (slash >= 0 && known.left(slash) != kind) return false;
        known = known.sliced(slash + 1);
        return known.endsWith(u'*') ? name.startsWith(known.chopped(1)) : name == known;
    });
}

bool isSame(const FieldTarget &target, const ResourceKey &key) // key's group may be an old one
{
    return target.kind == key.kind && (target.group == key.group || target.group == kindInfo(key).group);
}

// What the object beside the name says; nothing when it means a kind that the rule isn't about.
std::optional<ResourceKey> targetOf(const FieldRule &rule, YamlRef around, const QString &name)
{
    FieldTarget target = rule.targets.front();
    const QString kind = rule.kindKey.isEmpty() ? QString() : around[rule.kindKey].text();
    if (!kind.isEmpty()) {
        const auto same = std::find_if(rule.targets.begin(), rule.targets.end(),
                                       [&](const FieldTarget &other) { return other.kind == kind; });
        target = same != rule.targets.end() ? *same : FieldTarget{QString(), kind};
    }
    const YamlRef group = rule.groupKey.isEmpty() ? YamlRef() : around[rule.groupKey];
    const QString version = rule.versionKey.isEmpty() ? QString() : around[rule.versionKey].text();
    if (group && !group.isNull() && !(group.text().isEmpty() && kind.isEmpty())) target.group = group.text();
    // Without a group it is of the core, which has not all of these: flawOf() tells.
    if (!version.isEmpty() && !(rule.versionIsNeeded && groupOf(version).isEmpty())) target.group = groupOf(version);
    if (rule.onlyTargets && std::find(rule.targets.begin(), rule.targets.end(), target) == rule.targets.end())
        return std::nullopt;
    const QString ns = rule.namespaceKey.isEmpty() ? QString() : around[rule.namespaceKey].text();
    return ResourceKey{target.group, target.kind, ns, name};
}

// Scale clients look for the kind in the group that is said, and nowhere else (pkg/controller/podautoscaler).
QString flawOf(const FieldRule &rule, YamlRef around, const ResourceKey &target)
{
    const QString version = rule.versionIsNeeded ? around[rule.versionKey].text() : QString();
    if (!rule.versionIsNeeded || target.group.isEmpty() || !groupOf(version).isEmpty()) return {};
    const QString right = target.group + u"/v1"_s;
    return version.isEmpty() ? say("without an apiVersion no %1 is found: it is of %2").arg(target.kind, right)
                             : say("%1 has no %2: it is of %3").arg(version, target.kind, right);
}

QString portOf(const FieldRule &rule, YamlRef around)
{
    if (rule.portKey.isEmpty()) return rule.defaultPort;
    const YamlRef port = around[rule.portKey];
    if (const auto number = port.integer()) return QString::number(*number);
    return port && !port.isNull() ? port.text() : rule.defaultPort;
}

void readName(const FieldRule &rule, const Reading &reading, YamlRef name, YamlRef around, FieldPath field,
              Facts &facts)
{
    if (!name.isScalar() || name.isNull() || name.text().isEmpty()) return;
    auto target = targetOf(rule, around, name.text());
    if (!target) return;
    // Of kinds that the table doesn't know, those that have no namespace are named so by custom: ClusterIssuer.
    const bool custom = target->group.contains(u'.') && target->kind.startsWith(u"Cluster");
    const bool global = rule.isGlobal || custom || !kindInfo(*target).namespaced;
    if (global) target->ns.clear();
    if (rule.isMade) facts.makes.push_back({target->group, target->kind, reading.resource.key.ns, target->name});
    const QString port = portOf(rule, around), kind = target->kind;
    const QString flaw = flawOf(rule, around, *target);
    // cert-manager makes the Secrets of the Ingresses that ask it to.
    const bool made = rule.relation == Relation::TlsSecret &&
                      (reading.resource.at({u"metadata"_s, u"annotations"_s, u"cert-manager.io/issuer"_s}) ||
                       reading.resource.at({u"metadata"_s, u"annotations"_s, u"cert-manager.io/cluster-issuer"_s}) ||
                       reading.resource.at({u"metadata"_s, u"annotations"_s, u"kubernetes.io/tls-acme"_s}));
    facts.references.push_back({.relation = rule.relation,
                                .target = std::move(*target),
                                .field = std::move(field),
                                .label = port.isEmpty() ? QString() : u':' + port,
                                .keys = rule.keys,
                                .port = port,
                                .protocol = {},
                                .certain = !made && !rule.isLoose && !rule.isMade && !isKnown(rule, kind, name.text()),
                                .isReversed = rule.isReversed,
                                .isGlobal = global,
                                .flaw = flaw});
}

void readSelector(const FieldRule &rule, const Reading &reading, YamlRef node, FieldPath field, Facts &facts)
{
    if (!node.isMapping()) return; // a selector that isn't there selects nothing
    auto selection = std::make_shared<LabelSelection>();
    selection->labels = rule.isPlain ? LabelSelector::readMap(node) : LabelSelector::read(node);
    selection->group = rule.targets[0].group;
    selection->kind = rule.targets[0].kind;
    const std::vector<FieldPath::Step> way(rule.namespaces.begin(), rule.namespaces.end());
    const YamlRef where = way.empty() ? YamlRef() : reading.resource.at(FieldPath(way));
    if (where.isMapping()) {
        if (where[u"any"].boolean().value_or(false)) selection->scope = LabelSelection::Scope::All;
        where[u"matchNames"].forEachItem([&](int, YamlRef name) {
            if (selection->scope == LabelSelection::Scope::All) return;
            selection->scope = LabelSelection::Scope::Named;
            selection->namespaceNames.push_back(name.text());
        });
    }
    const QString label = selection->labels.toString();
    facts.references.push_back({.relation = rule.relation,
                                .target = {},
                                .field = std::move(field),
                                .label = label.isEmpty() ? u"*"_s : label,
                                .keys = {},
                                .port = {},
                                .protocol = {},
                                .isReversed = rule.isReversed,
                                .selection = std::move(selection)});
}

} // namespace

const FieldRule *drawnRule(Relation relation, const ResourceKey &from, const ResourceKey &to)
{
    for (const FieldRule &rule : FieldRules::current().all()) {
        if (rule.relation != relation || !rule.isDrawable()) continue;
        const ResourceKey &holder = rule.isReversed ? to : from, &target = rule.isReversed ? from : to;
        const bool holds = rule.holder.kind.isEmpty() ? isWorkload(holder) : isSame(rule.holder, holder);
        const auto isTarget = [&](const FieldTarget &one) {
            return one.kind.isEmpty() ? isWorkload(target) && target.kind != u"PodTemplate" : isSame(one, target);
        };
        if (holds && std::any_of(rule.targets.begin(), rule.targets.end(), isTarget)) return &rule;
    }
    return nullptr;
}

void readFields(Relation relation, const Reading &reading, Facts &facts)
{
    for (const FieldRule *rule : *reading.fields) {
        if (rule->relation != relation) continue;
        const bool ofPod = rule->holder.kind.isEmpty();
        if (ofPod && !reading.pod) continue;
        const YamlRef root = ofPod ? reading.pod->node : reading.resource.root();
        const FieldPath base = ofPod ? reading.pod->path : FieldPath();
        forEachPlace(root, base, rule->at, [&](YamlRef node, FieldPath field) {
            if (rule->selects) return readSelector(*rule, reading, node, std::move(field), facts);
            const FieldPattern inner = rule->name.mid(0, std::max<qsizetype>(rule->name.size() - 1, 0));
            forEachPlace(node, field, inner, [&](YamlRef around, FieldPath place) {
                if (rule->name.isEmpty())
                    readName(*rule, reading, around, {}, std::move(place), facts);
                else
                    readName(*rule, reading, around[rule->name.last()], around, place / rule->name.last(), facts);
            });
        });
    }
}

void linkSelection(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges)
{
    const Resource &own = *holder.resource;
    const auto &selected = linker.selected(*reference.selection, own.key);
    if (!selected) { // drawn at the holder itself: it is left out, and says so
        edges.push_back(makeEdge(own, reference, own.key));
        edges.back().broken = true;
        edges.back().reason = say("there are too many labels to compare this selector with");
        return;
    }
    for (const Subject *subject : *selected) {
        edges.push_back(makeEdge(own, reference, subject->resource->key));
        if (reference.isReversed) std::swap(edges.back().from, edges.back().to);
    }
}

void linkField(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges)
{
    if (reference.selection) return linkSelection(linker, holder, reference, edges);
    const size_t before = edges.size();
    if (isCore(reference.target, u"Service") && !reference.port.isEmpty()) {
        linkToServicePort(linker, holder, reference, edges);
    } else {
        const Resource *found =
            linker.find(reference.target, reference.isGlobal ? ResourceKey() : holder.resource->key);
        // Claims find volumes that were made by hand through the name of a class that need not exist.
        if (!found && reference.relation == Relation::StorageClass && linker.isVolumeClass(reference.target.name))
            return;
        appendNamed(linker, *holder.resource, reference, found, edges);
        if (found) breakOnMissingKey(*found, reference, edges.back());
    }
    if (reference.isReversed && edges.size() > before) std::swap(edges.back().from, edges.back().to);
}

bool joinsByField(Relation relation, const ResourceKey &from, const ResourceKey &to)
{
    return drawnRule(relation, from, to) != nullptr;
}

} // namespace model
