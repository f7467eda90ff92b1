// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/history.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

// As deep as the types of a template are.
Value sorted(const Value &value)
{
    if (value.isList()) {
        ValueList list;
        for (const Value &element : *value.list()) list.push_back(sorted(element));
        return list;
    }
    if (!value.isMap()) return value;
    ValueMap map;
    for (const auto &[key, entry] : *value.map()) map.emplace_back(key, sorted(entry));
    std::sort(map.begin(), map.end(),
              [](const auto &left, const auto &right) { return left.first.toUtf8() < right.first.toUtf8(); });
    return map;
}

} // namespace

Value templateData(const Value &owner)
{
    const Value *found = at(owner, {u"spec", u"template"});
    Value podTemplate = found ? *found : Value(ValueMap());
    podTemplate.set(u"$patch", u"replace");
    Value &metadata = mapIn(podTemplate, u"metadata");
    if (!std::as_const(metadata).find(u"creationTimestamp")) metadata.set(u"creationTimestamp", Value());
    Value data;
    mapIn(data, u"spec").set(u"template", sorted(podTemplate));
    return data;
}

Value newRevision(const Value &owner, const Value &data, qint64 number, QStringView hashLabel, const QString &hash)
{
    constexpr qsizetype longestPrefix = 223;
    Value revision(ValueMap{{u"kind"_s, u"ControllerRevision"}, {u"apiVersion"_s, u"apps/v1"}});
    Value &metadata = mapIn(revision, u"metadata");
    metadata.set(u"name", nameOf(owner).left(longestPrefix) + u'-' + hash);
    metadata.set(u"namespace", namespaceOf(owner));
    if (const Value *annotations = at(owner, {u"metadata", u"annotations"}); annotations && !annotations->isNull())
        metadata.set(u"annotations", *annotations);
    if (const Value *labels = at(owner, {u"spec", u"template", u"metadata", u"labels"}); labels && labels->isMap())
        metadata.set(u"labels", *labels);
    mapIn(metadata, u"labels").set(hashLabel, hash);
    metadata.set(u"ownerReferences", ValueList{controllerReference(owner)});
    revision.set(u"data", data);
    revision.set(u"revision", number);
    return revision;
}

bool hasData(const Value &revision, const Value &data)
{
    const Value *known = revision.find(u"data");
    return known && known->means(data);
}

qint64 numberOf(const Value &revision) { return integerAt(revision, {u"revision"}); }

void sortRevisions(Revisions &revisions)
{
    std::stable_sort(revisions.begin(), revisions.end(), [](const Value &left, const Value &right) {
        if (numberOf(left) != numberOf(right)) return numberOf(left) < numberOf(right);
        const QString mine = textAt(left, {u"metadata", u"creationTimestamp"});
        const QString other = textAt(right, {u"metadata", u"creationTimestamp"});
        return mine == other ? nameOf(left) < nameOf(right) : mine < other;
    });
}

Value withTemplateOf(const Value &owner, const Value &revision)
{
    const Value *found = at(revision, {u"data", u"spec", u"template"});
    if (!found) return owner;
    Value podTemplate = *found;
    podTemplate.remove(u"$patch");
    Value past = owner;
    mapIn(past, u"spec").set(u"template", std::move(podTemplate));
    return past;
}

Answer<Value> renumber(const ComponentClient &client, Value revision, qint64 number)
{
    if (numberOf(revision) == number) return revision;
    revision.set(u"revision", number);
    return client.update(std::move(revision));
}

} // namespace practice
