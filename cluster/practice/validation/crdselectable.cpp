// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/crdselectable.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/reading.h"

#include <QSet>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr qsizetype maxSelectableFields = 8;

// A path's tokens: '.', '[', ']', a text in single quotes, or what stands between those.
class Tokens
{
public:
    explicit Tokens(QStringView text) : m_left(text) {}

    bool atEnd() const { return m_left.isEmpty(); }
    QStringView next()
    {
        qsizetype end = isDelimiter(m_left.front()) ? 1 : m_left.front() == u'\'' ? quoted() : plain();
        const QStringView token = m_left.first(end);
        m_left = m_left.sliced(end);
        return token;
    }

private:
    static bool isDelimiter(QChar c) { return c == u'.' || c == u'[' || c == u']'; }
    qsizetype quoted() const
    {
        for (qsizetype at = 1; at < m_left.size(); ++at)
            if (m_left[at] == u'\'' && m_left[at - 1] != u'\\') return at + 1;
        return m_left.size();
    }
    qsizetype plain() const
    {
        qsizetype end = 0;
        while (end < m_left.size() && !isDelimiter(m_left[end])) ++end;
        return end;
    }

    QStringView m_left;
};

// The schema of what a path names, null where nothing is known of it; or why there is no such field
// (pkg/apiserver/schema/cel ValidFieldPath).
struct Found
{
    const Value *schema = nullptr;
    QString problem = {};
};

Found fieldAt(const QString &path, const Value &root)
{
    const Value *schema = &root;
    for (Tokens tokens(path); !tokens.atEnd();) {
        const QStringView token = tokens.next();
        if (token == u"[") return {.problem = u"array notation is not allowed"_s};
        if (token != u".") return {.problem = u"expected [ or . but got: %1"_s.arg(token)};
        if (tokens.atEnd()) return {.problem = u"unexpected end of JSON path"_s};
        const QStringView name = tokens.next();
        const Value *properties = schema ? fieldIn(*schema, u"properties") : nullptr;
        const Value *additional = schema ? fieldIn(*schema, u"additionalProperties") : nullptr;
        const Value *next = properties ? properties->find(name) : additional;
        if (!next) return {.problem = u"does not refer to a valid field"_s};
        schema = next->isMap() ? next : nullptr;
    }
    return {.schema = schema};
}

bool isSelectable(const Value *schema)
{
    return schema && QStringList{u"string"_s, u"boolean"_s, u"integer"_s}.contains(textIn(*schema, u"type"));
}

const Value *schemaOf(const Value &version)
{
    const Value *schema = at(version, {u"schema", u"openAPIV3Schema"});
    return schema && schema->isMap() ? schema : nullptr;
}

bool shareSchema(const ValueList &versions)
{
    return std::all_of(versions.begin(), versions.end(), [&versions](const Value &version) {
        return structIn(version, u"schema").means(structIn(versions.front(), u"schema"));
    });
}

bool shareFields(const ValueList &versions)
{
    return std::all_of(versions.begin(), versions.end(), [&versions](const Value &version) {
        return Value(listIn(version, u"selectableFields")).means(listIn(versions.front(), u"selectableFields"));
    });
}

void check(const ValueList &fields, const Value *schema, const Where &list, QStringView where, FieldErrors &errors)
{
    if (fields.empty()) return;
    if (!schema)
        return errors.invalidText(list, u"", u"selectableFields may only be set when %1 included"_s.arg(where));
    QSet<QString> seen;
    for (qsizetype one = 0; one < qsizetype(fields.size()); ++one) {
        const Where item = list.index(one);
        const Where place = item.child(u"jsonPath");
        const QString path = textIn(fields[size_t(one)], u"jsonPath");
        if (path.isEmpty()) {
            errors.required(place);
            continue;
        }
        const Found found = fieldAt(path, *schema);
        if (!found.problem.isEmpty()) {
            errors.invalidText(place, path, u"is an invalid path: "_s + found.problem);
            continue;
        }
        if (path == u".metadata" || path.startsWith(u".metadata."))
            errors.invalidText(place, path, u"must not point to fields in metadata"_s);
        if (!isSelectable(found.schema))
            errors.invalidText(place, path,
                               u"must point to a field of type string, boolean or integer. Enum string fields and "
                               "strings with formats are allowed."_s);
        if (seen.contains(path)) errors.duplicate(place, goQuoted(path));
        seen.insert(path);
    }
    if (seen.size() > maxSelectableFields) errors.tooMany(list, seen.size(), maxSelectableFields);
}

} // namespace

void checkSelectableFields(const ValueList &versions, const Where &where, FieldErrors &errors)
{
    if (versions.empty()) return;
    const bool isShared = shareSchema(versions);
    if (shareFields(versions))
        return check(listIn(versions.front(), u"selectableFields"), isShared ? schemaOf(versions.front()) : nullptr,
                     where.child(u"selectableFields"), u"validations.schema is", errors);
    const Where list = where.child(u"versions");
    for (qsizetype one = 0; one < qsizetype(versions.size()); ++one) {
        const Value &version = versions[size_t(one)];
        const Where item = list.index(one);
        check(listIn(version, u"selectableFields"), isShared ? nullptr : schemaOf(version),
              item.child(u"selectableFields"), u"version.schema.openAPIV3Schema is not", errors);
    }
}

} // namespace practice
