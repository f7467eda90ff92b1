// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Drawing and deleting edges of the table of fields.
#include "model/base/say.h"
#include "model/relations/edgeedits.h"
#include "model/relations/fieldlinks.h"
#include "model/relations/servicedrawing.h"
#include "model/resource/kinds.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {
FieldPath joined(FieldPath base, const FieldPattern &keys)
{
    for (const QString &key : keys) base = base / key;
    return base;
}

// The rule's object in this resource: of lists on the way the first item where the rest is still free.
Result<FieldPath> placeFor(const FieldRule &rule, const Resource &holder, FieldPath path, const FieldPattern &way,
                           bool isItem)
{
    for (qsizetype i = 0; i < way.size(); ++i) {
        if (way[i] != u"[]") {
            path = path / way[i];
            continue;
        }
        const FieldPattern rest = way.mid(i + 1);
        const YamlRef list = holder.at(path);
        // An item that is nothing but its list may be made for it.
        if ((isItem && (list.size() > 0 || rest.size() == 1)) ||
            rest.contains(u"[]"_s)) { // a list in each item: the first item's
            path = path / 0;
            continue;
        }
        int free = -1;
        for (int item = list.size() - 1; item >= 0; --item)
            if (!holder.at(joined(path / item, rule.isWhole() ? rest : rest + rule.name))) free = item;
        if (free < 0) return whyNot(say("%1 has no place left for it in %2").arg(holder.key.title(), path.toString()));
        path = path / free;
    }
    return path;
}

ValueMap entriesFor(const FieldRule &rule, const Resource &holder, const Resource &target)
{
    const ResourceKey &key = target.key;
    const auto isTarget = [&](const FieldTarget &one) { return one.kind == key.kind && one.group == key.group; };
    const bool saysKind = !rule.versionKey.isEmpty() || rule.onlyTargets || !isTarget(rule.targets.front());
    ValueMap all;
    if (saysKind && !rule.versionKey.isEmpty()) all.emplace_back(rule.versionKey, target.apiVersion);
    if (saysKind && !rule.groupKey.isEmpty() && !key.group.isEmpty()) all.emplace_back(rule.groupKey, key.group);
    if (saysKind && !rule.kindKey.isEmpty()) all.emplace_back(rule.kindKey, key.kind);
    all.emplace_back(rule.name.last(), key.name);
    const bool isFar = !kindInfo(holder.key).namespaced || !sameNamespace(holder.key.ns, key.ns);
    if (!rule.namespaceKey.isEmpty() && kindInfo(key).namespaced && (isFar || rule.onlyTargets))
        all.emplace_back(rule.namespaceKey, effectiveNamespace(key.ns));
    const std::vector<ServicePortView> ports =
        isCore(key, u"Service") ? ServiceView(target).ports() : std::vector<ServicePortView>();
    if (!rule.portKey.isEmpty() && !ports.empty() && QString::number(ports.front().port()) != rule.defaultPort)
        all.emplace_back(rule.portKey, ports.front().port());
    return all;
}

Result<Edits> writeName(const FieldRule &rule, const Resource &holder, const Resource &target, const FieldPath &base)
{
    const bool isItem = !rule.at.isEmpty() && rule.at.last() == u"[]";
    const FieldPattern way = isItem ? rule.at.mid(0, rule.at.size() - 1) : rule.at;
    const auto place = placeFor(rule, holder, base, way, isItem);
    if (!place) return place.error();
    if (rule.name.isEmpty()) return Edits{append(holder, *place, target.key.name)};
    ValueMap entries = entriesFor(rule, holder, target);
    const FieldPattern inner = rule.name.mid(0, rule.name.size() - 1);
    if (isItem) {
        Value item(std::move(entries));
        for (qsizetype i = inner.size() - 1; i >= 0; --i) item = ValueMap{{inner[i], std::move(item)}};
        return Edits{append(holder, *place, std::move(item))};
    }
    const FieldPath around = joined(*place, inner);
    Edits edits;
    if (rule.isWhole() && !holder.at(around).isMapping()) {
        edits.push_back(SetField{holder.key, around, std::move(entries)});
        return edits;
    }
    for (auto &[key, value] : entries) edits.push_back(SetField{holder.key, around / key, std::move(value)});
    return edits;
}

Result<Edits> writeSelector(const FieldRule &rule, const Resource &holder, const Resource &target)
{
    const FieldPath at = joined({}, rule.at);
    const YamlRef present = holder.at(at);
    const LabelSelector old = rule.isPlain ? LabelSelector::readMap(present) : LabelSelector::read(present);
    const bool ofPods = isWorkload(target.key);
    const Labels labels =
        ofPods ? WorkloadView(target).podLabels() : readLabels(target.at({u"metadata"_s, u"labels"_s}));
    if (present.isMapping() && old.matches(labels))
        return whyNot(say("%1 selects %2 already").arg(holder.key.title(), target.key.title()));
    SelectorDrawing drawing = ofPods ? selectorFor(target) : ownSelectorFor(target);
    Value selector(std::move(drawing.labels));
    if (!rule.isPlain) selector = ValueMap{{u"matchLabels"_s, std::move(selector)}};
    drawing.edits.push_back(SetField{holder.key, at, std::move(selector)});
    return std::move(drawing.edits);
}

} // namespace

Result<Edits> connectByField(Relation relation, const Resource &from, const Resource &to)
{
    const FieldRule *rule = drawnRule(relation, from.key, to.key);
    if (!rule) return whyNot(say("no field of a %1 leads to a %2").arg(from.key.kind, to.key.kind));
    const Resource &holder = rule->isReversed ? to : from, &target = rule->isReversed ? from : to;
    const bool bothLive = kindInfo(holder.key).namespaced && kindInfo(target.key).namespaced && !rule->isGlobal;
    if (bothLive && rule->namespaceKey.isEmpty() && !sameNamespace(from.key.ns, to.key.ns))
        return whyNot(say("%1 and %2 are in different namespaces").arg(from.key.title(), to.key.title()));
    if (!rule->portKey.isEmpty() && isCore(target.key, u"Service")) {
        const ServiceView service(target);
        if (service.ports().empty() && !service.isExternalName())
            return whyNot(say("%1 has no port to send to").arg(target.key.title()));
    }
    if (rule->selects) return writeSelector(*rule, holder, target);
    const FieldPath base = rule->holder.kind.isEmpty() ? WorkloadView(holder).podSpec().path : FieldPath();
    return writeName(*rule, holder, target, base);
}

Result<Edits> disconnectField(Relation relation, const Resource &holder, const FieldPath &field)
{
    Edge edge;
    edge.relation = relation;
    edge.holder = holder.key;
    edge.field = field;
    const FieldRule *rule = fieldRuleOf(edge);
    if (!rule || !rule->isWhole() || rule->selects) return Edits{RemoveField{holder.key, field}};
    FieldPath whole = field;
    for (qsizetype i = 0; i < rule->name.size(); ++i) whole = whole.parent();
    if (!rule->at.isEmpty() && rule->at.last() == u"[]") return Edits{removeItem(holder, whole)};
    return Edits{RemoveField{holder.key, whole}};
}

} // namespace model
