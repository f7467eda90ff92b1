// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/validation/recorded.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/customschema.h"
#include "cluster/practice/validation/validation.h"
#include "model/wire/json.h"

#include <QFile>
#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using practice::listAt;
using practice::textAt;

namespace {

Value unpacked(const Value &value)
{
    if (const auto *list = value.list()) {
        ValueList out;
        for (const Value &one : *list) out.push_back(unpacked(one));
        return out;
    }
    const auto *map = value.map();
    if (!map) return value;
    if (const Value *repeat = value.find(u"$repeat"))
        return repeat->list()->at(0).string()->repeated(*repeat->list()->at(1).integer());
    model::ValueMap out;
    for (const auto &[key, one] : *map) out.emplace_back(key, unpacked(one));
    return out;
}

void apply(Value &object, const Value &change)
{
    Value *at = &object;
    const ValueList &way = listAt(change, {u"at"});
    const Value *written = change.find(u"value");
    for (size_t step = 0; step < way.size(); ++step) {
        const bool last = step + 1 == way.size();
        if (const QString *key = way[step].string()) {
            if (!at->isMap()) *at = model::ValueMap();
            if (last && !written) at->remove(*key);
            if (last && !written) return;
            at = &at->entry(*key);
            continue;
        }
        ValueList &list = *at->list();
        const auto index = size_t(*way[step].integer());
        if (last && !written) {
            list.erase(list.begin() + qsizetype(index));
            return;
        }
        if (index == list.size()) list.emplace_back();
        at = &list[index];
    }
    *at = unpacked(*written);
}

} // namespace

std::vector<RecordedCase> recordedCases(const QString &file)
{
    QFile data(QStringLiteral(KUBEWRIGHT_TEST_DATA "/practice/validation/") + file);
    if (!data.open(QIODevice::ReadOnly)) qFatal("%s", qPrintable(data.fileName()));
    const auto json = model::readJson(data.readAll());
    if (!json) qFatal("%s", qPrintable(json.error().toString()));
    std::vector<RecordedCase> cases;
    for (const Value &group : *json->value.list()) {
        const QString apiVersion = textAt(group, {u"apiVersion"});
        const qsizetype slash = apiVersion.indexOf(u'/');
        practice::ApiKind kind;
        kind.group = slash < 0 ? QString() : apiVersion.first(slash);
        kind.version = apiVersion.sliced(slash + 1);
        kind.kind = textAt(group, {u"kind"});
        for (const Value &one : listAt(group, {u"cases"})) {
            RecordedCase recorded{{}, textAt(one, {u"op"}), kind, {}, {}, {}, {}, {}};
            if (const Value *schema = group.find(u"schema")) recorded.schema = *schema;
            if (const Value *result = one.find(u"result")) recorded.result = *result;
            const bool isNew = recorded.operation == u"create";
            if (!isNew) recorded.old = *group.find(u"old");
            recorded.object = isNew ? *group.find(u"object") : recorded.old;
            recorded.name = kind.kind + u' ' + textAt(recorded.object, {u"metadata", u"name"}) + u' ' +
                            recorded.operation + u": "_s + textAt(one, {u"name"});
            for (const Value &change : listAt(one, {u"changes"})) apply(recorded.object, change);
            for (const Value &cause : listAt(one, {u"causes"})) {
                const ValueList &parts = *cause.list();
                recorded.causes.push_back({*parts[0].string(), *parts[1].string(), *parts[2].string()});
            }
            cases.push_back(std::move(recorded));
        }
    }
    return cases;
}

std::vector<practice::Cause> causesOf(const RecordedCase &recorded)
{
    practice::FieldErrors errors;
    if (!recorded.schema.isNull()) {
        const practice::CustomRules rules{recorded.schema, true, {}, {}, {}};
        Value object = recorded.object;
        practice::pruneCustom(recorded.schema, object);
        practice::setCustomDefaults(recorded.schema, object);
        if (recorded.operation == u"create") practice::validateCustomCreate(rules, object, errors);
        if (recorded.operation == u"update") practice::validateCustomUpdate(rules, object, recorded.old, errors);
        if (recorded.operation == u"status") practice::validateCustomStatusUpdate(rules, object, recorded.old, errors);
        return errors.causes();
    }
    if (recorded.operation == u"create") validateCreate(recorded.kind, recorded.object, errors);
    if (recorded.operation == u"update") validateUpdate(recorded.kind, recorded.object, recorded.old, errors);
    if (recorded.operation == u"status") validateStatusUpdate(recorded.kind, recorded.object, recorded.old, errors);
    return errors.causes();
}

QString shown(const std::vector<practice::Cause> &causes)
{
    static const QRegularExpression address(u"\\(0x[0-9a-f]{6,}\\)"_s);
    QStringList lines;
    for (const practice::Cause &cause : causes) {
        // What go-cmp prints of a difference is not held to.
        static const QRegularExpression difference(u"(immutable after creation[^\n]*\n).*"_s,
                                                   QRegularExpression::DotMatchesEverythingOption);
        lines.append(cause.field + u" | "_s + cause.reason + u" | "_s +
                     QString(cause.message).replace(difference, u"\\1"_s));
    }
    return lines.join(u'\n').replace(address, u"(0xc000000000)"_s);
}
