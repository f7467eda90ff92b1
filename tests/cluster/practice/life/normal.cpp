// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/life/normal.h"

#include "model/wire/json.h"
#include "tests/cluster/practice/life/paths.h"

#include <QSet>

#include <algorithm>

namespace life {

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

constexpr int shownDepth = 3; // of a field's path

void collect(const Value &fields, const QString &path, int depth, QStringList *paths)
{
    const ValueMap *map = fields.map();
    if (depth == shownDepth || !map || map->empty()) {
        if (!path.isEmpty()) paths->append(path);
        return;
    }
    for (const auto &[key, value] : *map)
        // When it changed is there on some runs only.
        if (key != u"." && !key.contains(u"last-change-trigger-time"))
            collect(value, path.isEmpty() ? key.mid(2) : path + u'.' + key.mid(2), depth + 1, paths);
}

// Lists whose order says nothing, or differs.
bool isUnordered(const QString &key)
{
    static const QSet<QString> keys{u"conditions"_s,        u"endpoints"_s, u"addresses"_s, u"subsets"_s,
                                    u"notReadyAddresses"_s, u"taints"_s,    u"finalizers"_s};
    return keys.contains(key);
}

} // namespace

Value normalPart(const Value &part, const QString &key, const Words &words)
{
    static const QSet<QString> dropped{u"uid"_s,           u"resourceVersion"_s, u"creationTimestamp"_s,
                                       u"managedFields"_s, u"namespace"_s,       u"observedGeneration"_s,
                                       u"generation"_s,    u"lastProbeTime"_s};
    if (const ValueMap *map = part.map()) {
        ValueMap out;
        for (const auto &[name, value] : *map)
            if (!dropped.contains(name)) out.emplace_back(name, normalPart(value, name, words));
        std::sort(out.begin(), out.end(), [](const auto &left, const auto &right) { return left.first < right.first; });
        return out;
    }
    if (const ValueList *list = part.list()) {
        ValueList out;
        for (const Value &item : *list) out.push_back(normalPart(item, key, words));
        if (isUnordered(key)) {
            const auto rank = [&words](const Value &item) {
                return std::pair(textAtPath(item, u"type"_s), words(QString::fromUtf8(model::writeJson(item))));
            };
            std::sort(out.begin(), out.end(),
                      [&rank](const Value &left, const Value &right) { return rank(left) < rank(right); });
        }
        return out;
    }
    if (key == u"nodePort" || key == u"healthCheckNodePort") return u"PORT";
    return part;
}

Value without(const Value &object, const QStringList &paths)
{
    Value out = object;
    for (const QString &path : paths) {
        // The last part goes from what holds it; what holds it is found by its path.
        const bool isBracket = path.endsWith(u')');
        const qsizetype cut = isBracket ? path.lastIndexOf(u'(') : path.lastIndexOf(u'.');
        const QString last = isBracket ? path.mid(cut + 1).chopped(1) : path.mid(cut + 1);
        const Value *holder = cut < 0 ? &std::as_const(out) : atPath(std::as_const(out), path.left(cut));
        const Value *gone = atPath(std::as_const(out), path);
        if (!holder || !gone) continue;
        Value changed = *holder;
        if (ValueList *list = changed.list())
            list->erase(list->begin() + (gone - holder->list()->data()));
        else
            changed.remove(last);
        if (cut < 0) {
            out = changed;
            continue;
        }
        // Written back along the holder's way, which is of map keys here.
        Value *at = &out;
        for (const QString &key : path.left(cut).split(u'.')) at = &at->entry(key);
        *at = changed;
    }
    return out;
}

QStringList writersOf(const Value &object)
{
    static const QSet<QString> unseen{userName, u"kwok"_s, u"kubelet"_s};
    QStringList lines;
    const Value *entries = atPath(object, u"metadata.managedFields"_s);
    if (!entries || !entries->list()) return lines;
    for (const Value &entry : *entries->list()) {
        const QString manager = textAtPath(entry, u"manager"_s);
        if (unseen.contains(manager)) continue;
        QStringList paths;
        if (const Value *fields = entry.find(u"fieldsV1")) collect(*fields, {}, 0, &paths);
        paths.sort();
        paths.removeDuplicates();
        const QString subresource = textAtPath(entry, u"subresource"_s);
        lines += manager + u' ' + textAtPath(entry, u"operation"_s) +
                 (subresource.isEmpty() ? QString() : u' ' + subresource) + u": "_s + paths.join(u' ');
    }
    lines.sort();
    return lines;
}

Value podStatus(const Value &status)
{
    ValueMap out;
    for (const QStringView key : {u"phase", u"reason", u"nominatedNodeName"})
        if (const Value *value = status.find(key)) out.emplace_back(key.toString(), *value);
    ValueList conditions;
    const Value *all = status.find(u"conditions");
    if (all && all->list())
        for (const Value &condition : *all->list()) {
            const QString type = textAtPath(condition, u"type"_s);
            if (type == u"Ready")
                conditions.push_back(ValueMap{{u"type"_s, type}, {u"status"_s, textAtPath(condition, u"status"_s)}});
            else if (type == u"PodScheduled" || type == u"DisruptionTarget")
                conditions.push_back(condition);
        }
    out.emplace_back(u"conditions"_s, conditions);
    return out;
}

} // namespace life
