// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/body.h"

#include "model/base/limits.h"
#include "model/wire/yamlduplicates.h"
#include "model/yaml/goyaml.h"
#include "model/yaml/resolver.h"
#include "model/yaml/yamltree.h"
#include "model/yaml/yamlvalue.h"

#include <QByteArrayList>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace model {

using namespace Qt::StringLiterals;

namespace {

// On its way through JSON a whole number loses its point: 1.0 is 1 there. Error for what JSON has not.
Result<void> throughJson(Value &root)
{
    constexpr double beyond = 9223372036854775808.0;
    std::vector<Value *> pending{&root};
    while (!pending.empty()) {
        Value &value = *pending.back();
        pending.pop_back();
        if (const double *number = value.number()) {
            const double real = *number;
            if (std::isnan(real)) return Error{Error::Code::Invalid, u"json: unsupported value: NaN"_s};
            if (std::isinf(real))
                return Error{Error::Code::Invalid, u"json: unsupported value: "_s + (real > 0 ? u"+Inf"_s : u"-Inf"_s)};
            if (std::trunc(real) == real && std::abs(real) < beyond) value = Value(qint64(real));
        } else if (ValueList *list = value.list()) {
            for (Value &item : *list) pending.push_back(&item);
        } else if (ValueMap *map = value.map()) {
            for (auto &[key, child] : *map) pending.push_back(&child);
        }
    }
    return {};
}

QString shortTag(ScalarType type)
{
    switch (type) {
    case ScalarType::Null: return u"!!null"_s;
    case ScalarType::Bool: return u"!!bool"_s;
    case ScalarType::Int: return u"!!int"_s;
    case ScalarType::Float: return u"!!float"_s;
    default: return u"!!str"_s;
    }
}

// goyaml.v2/resolve.go
QString badTag(const YamlDocument &document, qsizetype offset)
{
    const YamlRef node = document.nodeAt(offset);
    if (!node.isScalar()) return u"yaml: the value does not fit its tag"_s;
    const QString wanted = QString::fromUtf8(node.tag()).replace(u"tag:yaml.org,2002:"_s, u"!!"_s);
    if (wanted == u"!!binary") return u"yaml: !!binary value contains invalid base64 data"_s;
    const ScalarType type = resolvePlain(node.text().toUtf8()).type;
    return u"yaml: cannot decode %1 `%2` as a %3"_s.arg(shortTag(type), node.text(), wanted);
}

// What stands at the offset of an alias: "*name".
QString aliasName(QByteArrayView text, qsizetype offset)
{
    const qsizetype begin = offset < text.size() && text[offset] == '*' ? offset + 1 : offset;
    qsizetype end = begin;
    while (end < text.size() && (isalnum(uchar(text[end])) || text[end] == '_' || text[end] == '-')) ++end;
    return QString::fromUtf8(text.sliced(begin, end - begin));
}

// How Go's %#v shows a plain scalar that an interface holds.
QString goScalar(QByteArrayView text, const QString &null)
{
    text = text.trimmed();
    const ScalarType type = resolvePlain(text).type;
    if (type == ScalarType::Null) return null;
    const QString shown = QString::fromUtf8(text);
    return type == ScalarType::String ? u'"' + shown + u'"' : shown;
}

// A key that is a list or a mapping, as Go's %#v shows one of plain scalars on one line; other ones it makes shorter.
QString badCollection(QByteArrayView text, qsizetype offset)
{
    const QString null = u"interface {}(nil)"_s;
    while (offset + 1 < text.size() && text[offset] == '{' && text[offset + 1] == '{')
        ++offset; // the inner one fails first
    const char first = text[offset];
    const bool isList = first == '[' || first == '-';
    qsizetype end = text.indexOf(first == '[' ? ']' : first == '-' ? '\n' : '}', offset);
    if (end < 0) end = text.size();
    const QByteArray inner = text.sliced(offset + 1, end - offset - 1).toByteArray();
    QStringList parts;
    for (const QByteArray &part : inner.split(',')) {
        const qsizetype colon = part.indexOf(": ");
        if (part.trimmed().isEmpty()) continue;
        if (isList)
            parts.append(goScalar(part, null));
        else
            parts.append(goScalar(colon < 0 ? part : part.first(colon), null) + u':' +
                         (colon < 0 ? null : goScalar(part.sliced(colon + 2), null)));
    }
    const QString type = isList ? u"[]interface {}"_s : u"map[interface {}]interface {}"_s;
    return u"yaml: invalid map key: "_s + type + u'{' + parts.join(u", "_s) + u'}';
}

// The key of an entry that goyaml.v2 or sigs.k8s.io/yaml does not take.
QString badKey(QByteArrayView text, qsizetype offset)
{
    if (offset < text.size() && QByteArrayView("[{-").contains(text[offset])) return badCollection(text, offset);
    const qsizetype colon = std::max(text.indexOf(':', offset), offset);
    const qsizetype lineEnd = text.indexOf('\n', colon);
    const QByteArrayView key = text.sliced(offset, colon - offset);
    const QByteArrayView value = text.sliced(colon, (lineEnd < 0 ? text.size() : lineEnd) - colon);
    const QString shown = goScalar(value.isEmpty() ? value : value.sliced(1), u"interface {}(nil)"_s);
    const Scalar scalar = resolvePlain(key.trimmed());
    const auto *big = std::get_if<quint64>(&scalar.value);
    return u"unsupported map key of type: %1, key: %2, value: %3"_s.arg(
        big ? u"uint64"_s : u"%!s(<nil>)"_s, big ? u"0x"_s + QString::number(*big, 16) : u"<nil>"_s, shown);
}

Error errorOf(const YamlDocument &document, const YamlIssue &issue)
{
    const QByteArray &text = document.text();
    switch (issue.kind) {
    case YamlIssue::Kind::TooLarge: return {Error::Code::TooLarge, u"yaml: "_s + issue.message};
    case YamlIssue::Kind::TooDeep:
        return {Error::Code::TooLarge, u"yaml: exceeded max depth of %1"_s.arg(limits::maxDepth)};
    case YamlIssue::Kind::BadKey: return {Error::Code::Invalid, badKey(text, issue.offset)};
    case YamlIssue::Kind::Alias: {
        const QString name = aliasName(text, issue.offset);
        const bool isKnown = text.contains(QByteArray("&" + name.toUtf8()));
        return {Error::Code::Invalid, isKnown ? u"yaml: anchor '%1' value contains itself"_s.arg(name)
                                              : u"yaml: unknown anchor '%1' referenced"_s.arg(name)};
    }
    default: break;
    }
    const QString words = goYamlError(text);
    return {Error::Code::Syntax, words.isEmpty() ? u"yaml: "_s + issue.message : words};
}

// Of toValue.
Error errorOf(const YamlDocument &document, const Error &error)
{
    if (error.code == Error::Code::TooLarge) return {error.code, u"yaml: document contains excessive aliasing"_s};
    for (const YamlIssue &issue : document.issues()) {
        if (issue.kind == YamlIssue::Kind::BadMerge)
            return {error.code, u"yaml: map merge requires map or sequence of maps as the value"_s};
        if (issue.kind == YamlIssue::Kind::BadTag) return {error.code, badTag(document, issue.offset)};
    }
    return {error.code, u"yaml: "_s + error.message};
}

} // namespace

Result<JsonText> readYamlBody(QByteArrayView text)
{
    // Clients send JSON as YAML, too. Of equal keys only the YAML reader can tell the lines.
    if (text.trimmed().startsWith('{')) {
        auto json = readJson(text);
        if (json && json->duplicates.empty()) {
            if (auto possible = throughJson(json->value); !possible) return possible.error();
            return json;
        }
    }
    const auto document = YamlDocument::parse(text.toByteArray());
    if (document->error()) return errorOf(*document, *document->error());
    auto value = toValue(document->root());
    if (!value) return errorOf(*document, value.error());
    if (auto possible = throughJson(*value); !possible) return possible.error();
    JsonText read{.value = std::move(*value), .duplicates = {}};
    if (document->hasMergesOrDuplicates()) {
        YamlDuplicates duplicates = findYamlDuplicates(*document);
        read.duplicates = std::move(duplicates.paths);
        read.strictError = std::move(duplicates.strictError);
    }
    return read;
}

} // namespace model
