// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/crdrules.h"
#include "cluster/practice/validation/reading.h"

#include <QSet>
#include <QStringList>

#include <algorithm>
#include <optional>

// apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go: what x-kubernetes-validations and
// selectableFields say; pkg/apiserver/schema/cel/validation.go: the paths that both hold.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

// The steps of a path, with the delimiters '.', '[' and ']' as steps of their own; what is in quotes is one.
QStringList stepsOf(const QString &path)
{
    QStringList steps;
    for (qsizetype start = 0; start < path.size();) {
        qsizetype end = start + 1;
        const auto isDelimiter = [&path](qsizetype at) { return QStringView(u".[]").contains(path[at]); };
        if (path[start] == u'\'') {
            while (end < path.size() && !(path[end] == u'\'' && path[end - 1] != u'\\')) ++end;
            end = std::min(end + 1, path.size());
        } else if (!isDelimiter(start)) {
            while (end < path.size() && !isDelimiter(end)) ++end;
        }
        steps.append(path.sliced(start, end - start));
        start = end;
    }
    return steps;
}

// What stands between the quotes; nothing: an escape that there is not.
std::optional<QString> unquoted(QStringView text)
{
    constexpr QStringView letters = u"abfnrtv'\\", meant = u"\a\b\f\n\r\t\v'\\";
    QString out;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != u'\\' || at + 1 == text.size()) {
            out += text[at];
            continue;
        }
        const qsizetype letter = letters.indexOf(text[++at]);
        if (letter < 0) return std::nullopt;
        out += meant[letter];
    }
    return out;
}

// Walks a path through a schema.
class PathWalk
{
public:
    PathWalk(const Value &schema, bool allowBrackets) : m_schema(&schema), m_allowBrackets(allowBrackets) {}

    // Why the path is none; empty: it is one.
    QString follow(const QString &path)
    {
        m_steps = stepsOf(path);
        while (m_at < m_steps.size()) {
            const QString &step = m_steps[m_at++];
            QString problem;
            if (step == u"[")
                problem = followBracket();
            else if (step == u".")
                problem = m_at < m_steps.size() ? enter(m_steps[m_at++]) : endText();
            else
                problem = u"expected [ or . but got: "_s + step;
            if (!problem.isEmpty()) return problem;
        }
        return {};
    }

    const Value &schema() const { return *m_schema; }
    const QString &text() const { return m_text; } // "spec.a", "spec[b]"
    const QString &root() const { return m_root; }

private:
    static QString endText() { return u"unexpected end of JSON path"_s; }

    QString followBracket()
    {
        if (!m_allowBrackets) return u"array notation is not allowed"_s;
        if (m_at == m_steps.size()) return endText();
        const QString step = m_steps[m_at++];
        if (step.size() < 2 || !step.startsWith(u'\'') || !step.endsWith(u'\''))
            return u"expected single quoted string but got "_s + step;
        const auto name = unquoted(QStringView(step).sliced(1, step.size() - 2));
        if (!name) return u"invalid string literal"_s;
        if (QString problem = enter(*name); !problem.isEmpty()) return problem;
        if (m_at == m_steps.size()) return endText();
        return m_steps[m_at++] == u"]" ? QString() : u"expected ] but got "_s + m_steps[m_at - 1];
    }

    QString enter(const QString &name)
    {
        const Value &properties = structIn(*m_schema, u"properties");
        const bool isNamed = !properties.map()->empty();
        const Value *next = isNamed ? properties.find(name) : fieldIn(*m_schema, u"additionalProperties");
        if (!next || !next->isMap()) return u"does not refer to a valid field"_s;
        if (m_text.isEmpty())
            m_root = name;
        else if (isNamed)
            m_text += u'.';
        m_text += isNamed ? name : u'[' + name + u']';
        m_schema = next;
        return {};
    }

    const Value *m_schema;
    bool m_allowBrackets;
    QStringList m_steps;
    qsizetype m_at = 0;
    QString m_text, m_root;
};

bool hasLineBreak(const QString &text) { return text.contains(u'\n') || text.contains(u'\r'); }

void checkMessages(const Value &rule, const Where &where, FieldErrors &errors)
{
    const QString words = textIn(rule, u"rule").trimmed(), message = textIn(rule, u"message");
    const QString trimmed = message.trimmed();
    const Where at = where.child(u"message");
    if (words.isEmpty())
        errors.required(where.child(u"rule"), u"rule is not specified"_s);
    else if (!message.isEmpty() && trimmed.isEmpty())
        errors.invalidText(at, message, u"message must be non-empty if specified"_s);
    else if (hasLineBreak(trimmed))
        errors.invalidText(at, message, u"message must not contain line breaks"_s);
    else if (hasLineBreak(words) && trimmed.isEmpty())
        errors.required(at, u"message must be specified if rule contains line breaks"_s);
    const QString &expression = textIn(rule, u"messageExpression");
    if (!expression.isEmpty() && expression.trimmed().isEmpty())
        errors.required(where.child(u"messageExpression"), u"messageExpression must be non-empty if specified"_s);
}

// hasPaths: the schema is one that paths can be looked up in.
void checkRuleOf(const Value &rule, const Value &schema, bool hasPaths, const Where &where, FieldErrors &errors)
{
    checkMessages(rule, where, errors);
    if (const Value *reason = fieldIn(rule, u"reason"))
        checkOneOf(errors, where.child(u"reason"), textOf(*reason),
                   {u"FieldValueDuplicate", u"FieldValueForbidden", u"FieldValueInvalid", u"FieldValueRequired"});
    const QString &path = textIn(rule, u"fieldPath");
    const Where at = where.child(u"fieldPath");
    if (path.isEmpty()) return;
    if (path.trimmed().isEmpty()) errors.invalidText(at, path, u"fieldPath must be non-empty if specified"_s);
    if (hasLineBreak(path)) errors.invalidText(at, path, u"fieldPath must not contain line breaks"_s);
    if (hasPaths && !isSchemaPath(path, schema)) errors.invalidText(at, path, u"fieldPath must be a valid path"_s);
}

} // namespace

bool isSchemaPath(const QString &path, const Value &schema) { return PathWalk(schema, true).follow(path).isEmpty(); }

void checkSchemaRules(const Value &schema, const Where &where, FieldErrors &errors)
{
    const Where list = where.child(u"x-kubernetes-validations");
    const ValueList &rules = listIn(schema, u"x-kubernetes-validations");
    if (rules.empty()) return;
    const bool hasPaths = structuralProblem(schema).isEmpty();
    ProblemLimit limit(errors);
    for (qsizetype at = 0; at < qsizetype(rules.size()) && !limit.isReached(); ++at)
        checkRuleOf(rules[at], schema, hasPaths, list.index(at), errors);
}

void checkSelectableFields(const ValueList &fields, const Value &schema, const Where &where, FieldErrors &errors)
{
    constexpr qsizetype mostFields = 8;
    QSet<QString> known;
    for (qsizetype at = 0; at < qsizetype(fields.size()); ++at) {
        const Where field = where.index(at);
        const Where pathAt = field.child(u"jsonPath");
        const QString &path = textIn(fields[at], u"jsonPath");
        if (path.isEmpty()) {
            errors.required(pathAt);
            continue;
        }
        PathWalk walk(schema, false);
        if (const QString problem = walk.follow(path); !problem.isEmpty()) {
            errors.invalidText(pathAt, path, u"is an invalid path: "_s + problem);
            continue;
        }
        if (walk.root() == u"metadata") errors.invalidText(pathAt, path, u"must not point to fields in metadata"_s);
        const QString &type = textIn(walk.schema(), u"type");
        if (type != u"string" && type != u"boolean" && type != u"integer")
            errors.invalidText(pathAt, path,
                               u"must point to a field of type string, boolean or integer. Enum string fields and "
                               "strings with formats are allowed."_s);
        if (known.contains(walk.text())) errors.duplicate(pathAt, goQuoted(path));
        known.insert(walk.text());
    }
    if (known.size() > mostFields) errors.tooMany(where, known.size(), mostFields);
}

} // namespace practice
