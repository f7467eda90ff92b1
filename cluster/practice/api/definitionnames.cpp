// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/definitionnames.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/metadata.h"

#include <QStringList>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

const Value *conditionOf(const Value &definition, QStringView type)
{
    for (const Value &condition : listAt(definition, {u"status", u"conditions"}))
        if (textAt(condition, {u"type"}) == type) return &condition;
    return nullptr;
}

bool isTrue(const Value &definition, QStringView type)
{
    const Value *condition = conditionOf(definition, type);
    return condition && textAt(*condition, {u"status"}) == u"True";
}

struct Condition
{
    const char16_t *type;
    bool status;
    const char16_t *reason;
    QString message;
};

// The time is that of the last change of status (apiextensions-apiserver pkg/apihelpers SetCRDCondition).
void setCondition(Value &status, const Condition &condition, const QString &now)
{
    Value made = ValueMap{{QStringLiteral("type"), condition.type},
                          {QStringLiteral("status"), condition.status ? u"True" : u"False"},
                          {QStringLiteral("lastTransitionTime"), now},
                          {QStringLiteral("reason"), condition.reason},
                          {QStringLiteral("message"), condition.message}};
    Value &list = status.entry(u"conditions");
    if (!list.isList()) list = ValueList();
    for (Value &one : *list.list()) {
        if (textAt(one, {u"type"}) != condition.type) continue;
        if (textAt(one, {u"status"}) == textAt(made, {u"status"}))
            made.set(u"lastTransitionTime", textAt(one, {u"lastTransitionTime"}));
        one = std::move(made);
        return;
    }
    list.list()->push_back(std::move(made));
}

Value statusOf(const Value &definition)
{
    const Value *status = at(definition, {u"status"});
    return status && status->isMap() ? *status : Value(ValueMap());
}

Value namesAt(const Value &definition, QStringView part, QStringView field)
{
    const Value *names = at(definition, {part, field});
    return names && names->isMap() ? *names : Value(ValueMap());
}

// Which names are accepted (apiextensions-apiserver pkg/controller/status/naming_controller.go).
class Naming
{
public:
    Naming(const Value &definition, const TakenNames &taken)
        : m_taken(taken),
          m_wanted(namesAt(definition, u"spec", u"names")),
          m_before(namesAt(definition, u"status", u"acceptedNames"))
    {
        take(u"plural", &TakenNames::isResource, u"PluralConflict");
        take(u"singular", &TakenNames::isResource, u"SingularConflict");
        takeShortNames();
        take(u"kind", &TakenNames::isKind, u"KindConflict");
        take(u"listKind", &TakenNames::isKind, u"ListKindConflict");
        copy(u"categories");
    }

    // Each name that is free, else what was accepted before.
    Value accepted() const
    {
        Value names = ValueMap();
        for (const QStringView field : {u"plural", u"singular", u"shortNames", u"kind", u"listKind", u"categories"})
            if (const Value *name = m_accepted.find(field)) names.set(field, *name);
        return names;
    }
    // The last conflict is the one that is told.
    Condition condition() const
    {
        if (m_reason) return {u"NamesAccepted", false, m_reason, m_message};
        return {u"NamesAccepted", true, u"NoConflicts", u"no conflicts found"_s};
    }
    bool isAccepted() const { return !m_reason; }

private:
    static QString conflict(const QString &name) { return u"\"%1\" is already in use"_s.arg(name); }

    void copy(QStringView field)
    {
        if (const Value *name = std::as_const(m_wanted).find(field)) m_accepted.set(field, *name);
    }

    void keep(QStringView field, const char16_t *reason, const QString &message)
    {
        m_reason = reason;
        m_message = message;
        if (const Value *name = std::as_const(m_before).find(field)) m_accepted.set(field, *name);
    }

    void take(QStringView field, bool (TakenNames::*isTaken)(const QString &) const, const char16_t *reason)
    {
        const QString name = textAt(m_wanted, {field});
        if (name != textAt(m_before, {field}) && (m_taken.*isTaken)(name)) return keep(field, reason, conflict(name));
        copy(field);
    }

    void takeShortNames()
    {
        const ValueList &before = listAt(m_before, {u"shortNames"});
        QStringList conflicts;
        for (const Value &value : listAt(m_wanted, {u"shortNames"})) {
            const QString name = value.string() ? *value.string() : QString();
            const bool isOurs =
                std::any_of(before.begin(), before.end(), [&](const Value &one) { return one == value; });
            if (!isOurs && m_taken.isResource(name)) conflicts.append(conflict(name));
        }
        if (conflicts.empty()) return copy(u"shortNames");
        conflicts.removeDuplicates();
        keep(u"shortNames", u"ShortNamesConflict",
             conflicts.size() == 1 ? conflicts.first() : u'[' + conflicts.join(u", "_s) + u']');
    }

    const TakenNames &m_taken;
    Value m_wanted, m_before;
    Value m_accepted = ValueMap();
    const char16_t *m_reason = nullptr;
    QString m_message;
};

} // namespace

void TakenNames::take(const Value &definition)
{
    const Value names = namesAt(definition, u"status", u"acceptedNames");
    for (const QStringView field : {u"plural", u"singular"}) m_resources.insert(textAt(names, {field}));
    for (const Value &name : listAt(names, {u"shortNames"}))
        if (name.string()) m_resources.insert(*name.string());
    for (const QStringView field : {u"kind", u"listKind"}) m_kinds.insert(textAt(names, {field}));
}

bool isEstablished(const Value &definition) { return isTrue(definition, u"Established"); }

std::optional<Value> namedStatus(const Value &definition, const TakenNames &taken, const QString &now)
{
    const Value before = namesAt(definition, u"status", u"acceptedNames");
    const Value wanted = namesAt(definition, u"spec", u"names");
    if (sameValue(&wanted, &before)) return std::nullopt;
    const Naming naming(definition, taken);
    const Condition condition = naming.condition();
    const Value accepted = naming.accepted();
    const Value *told = conditionOf(definition, u"NamesAccepted");
    const bool isTold =
        told && textAt(*told, {u"reason"}) == condition.reason && textAt(*told, {u"message"}) == condition.message;
    if (isTold && sameValue(&accepted, &before)) return std::nullopt;
    Value status = statusOf(definition);
    status.set(u"acceptedNames", accepted);
    setCondition(status, condition, now);
    if (!isEstablished(definition) && naming.isAccepted())
        setCondition(status, {u"Established", false, u"Installing", u"the initial names have been accepted"_s}, now);
    else if (!conditionOf(definition, u"Established"))
        setCondition(status, {u"Established", false, u"NotAccepted", u"not all names are accepted"_s}, now);
    return status;
}

std::optional<Value> establishedStatus(const Value &definition, const QString &now)
{
    if (!isTrue(definition, u"NamesAccepted") || isEstablished(definition)) return std::nullopt;
    Value status = statusOf(definition);
    setCondition(status, {u"Established", true, u"InitialNamesAccepted", u"the initial names have been accepted"_s},
                 now);
    return status;
}

Value servedDefinition(const Value &definition)
{
    Value made = definition;
    Value names = namesAt(definition, u"status", u"acceptedNames");
    if (!textAt(names, {u"kind"}).isEmpty()) made.entry(u"spec").set(u"names", std::move(names));
    return made;
}

} // namespace practice
