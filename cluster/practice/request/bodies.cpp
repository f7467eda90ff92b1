// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/request/bodies.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/request/prettyjson.h"
#include "cluster/practice/validation/customnormal.h"
#include "model/wire/body.h"
#include "model/wire/json.h"
#include "model/wire/protobuf.h"
#include "model/wire/typed.h"
#include "model/yaml/emitter.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueMap;

namespace {

// How a message shows a body that could not be read: as text when it is a JSON object's, else in hexadecimal.
QString shown(const QByteArray &body)
{
    constexpr qsizetype maxBytes = 30; // apiserver pkg/endpoints/handlers/rest.go summarizeData
    if (body.isEmpty()) return QStringLiteral("<empty>");
    const QByteArray part = body.left(maxBytes);
    return (body.startsWith('{') ? QString::fromUtf8(part) : QString::fromLatin1(part.toHex())) +
           (body.size() > maxBytes ? QStringLiteral(" ...") : QString());
}

ApiStatus unrecognized(const QString &what, const QString &why, const QByteArray &body)
{
    return ApiStatus::badRequest(QStringLiteral("the object provided is unrecognized (must be of type %1): %2 (%3)")
                                     .arg(what, why, shown(body)));
}

// What Go calls a value that is no object, when it looks for apiVersion and kind in it.
QString goNameOf(const Value &value)
{
    return value.isList()     ? QStringLiteral("array")
           : value.isString() ? QStringLiteral("string")
           : value.boolean()  ? QStringLiteral("bool")
                              : QStringLiteral("number");
}

Answer<RawBody> readProtobufBody(const QByteArray &body, const QString &what)
{
    auto object = model::readProtobufObject(body);
    if (object) return RawBody{.value = std::move(*object), .duplicates = {}, .isTyped = true};
    if (object.error().code == model::Error::Code::Unsupported) return ApiStatus::badRequest(object.error().message);
    return unrecognized(what, object.error().message, body);
}

// With all keys sorted, as YAML that was made from JSON has them. Answers are no deeper than what was read.
Value sorted(const Value &value)
{
    if (const model::ValueList *list = value.list()) {
        model::ValueList out;
        out.reserve(list->size());
        for (const Value &item : *list) out.push_back(sorted(item));
        return out;
    }
    const ValueMap *map = value.map();
    if (!map) return value;
    ValueMap out;
    out.reserve(map->size());
    for (const auto &[key, entry] : *map) out.emplace_back(key, sorted(entry));
    std::sort(out.begin(), out.end(), [](const auto &left, const auto &right) { return left.first < right.first; });
    return out;
}

QString inVersion(const QString &given, const QString &version, const QString &wanted, const QString &why)
{
    return QStringLiteral("%1 in version %2 cannot be handled as a %3: %4").arg(given, goQuoted(version), wanted, why);
}

QString inVersion(const ApiKind &kind, const QString &why)
{
    return inVersion(kind.kind, kind.version, kind.kind, why);
}

// Whether an apiserver's scheme has the kind in that version, served or not.
bool isRegistered(const QString &apiVersion, const QString &kind)
{
    static const QStringList past{QStringLiteral("extensions/v1beta1"), QStringLiteral("apps/v1beta1"),
                                  QStringLiteral("apps/v1beta2"),       QStringLiteral("batch/v1beta1"),
                                  QStringLiteral("policy/v1beta1"),     QStringLiteral("autoscaling/v2beta1"),
                                  QStringLiteral("autoscaling/v2beta2")};
    return past.contains(apiVersion) ||
           model::SchemaStore::builtin().kind(apiVersion.toUtf8(), kind.toUtf8()).isValid();
}

QString unregistered(const QString &apiVersion, const QString &kind)
{
    return QStringLiteral("no kind %1 is registered for version %2 in scheme \"pkg/runtime/scheme.go:110\"")
        .arg(goQuoted(kind), goQuoted(apiVersion));
}

// Why an object of one kind is none of another.
QString otherKind(const QString &apiVersion, const QString &given, const ApiKind &wanted)
{
    if (!model::SchemaStore::builtin().kind(apiVersion.toUtf8(), given.toUtf8()).isValid())
        return unregistered(apiVersion, given);
    return QStringLiteral("converting (%1.%2) to (%3.%4): unknown conversion")
        .arg(apiVersion.section(u'/', -1), given,
             wanted.group.isEmpty() ? QStringLiteral("core") : wanted.group.section(u'.', 0, 0), wanted.kind);
}

// A custom object must say what it is (apiextensions pkg/apiserver/customresource_handler.go schemaCoercingDecoder).
std::optional<ApiStatus> checkCustomKind(const Value &value, const ApiKind &kind)
{
    const QString json = QString::fromUtf8(model::writeJson(value));
    for (const QStringView key : {u"kind", u"apiVersion"})
        if (textAt(value, {key}).isEmpty())
            return unrecognized(kind.kind,
                                QStringLiteral("Object '%1' is missing in '%2'")
                                    .arg(key == u"kind" ? QStringLiteral("Kind") : key.toString(), json),
                                json.toUtf8());
    const QString kindName = textAt(value, {u"kind"});
    if (kindName == kind.kind) return std::nullopt;
    FieldErrors errors;
    errors.invalidText(Where(u"kind"), kindName, QStringLiteral("must be ") + kind.kind);
    return errors.toStatus({kind.group, kindName}, nameOf(value));
}

} // namespace

Answer<RawBody> readBody(const QByteArray &body, MediaType type, const QString &what)
{
    if (type == MediaType::Protobuf) return readProtobufBody(body, what);
    auto text = type == MediaType::Yaml ? model::readYamlBody(body) : model::readJson(body);
    if (!text) {
        const QString why = type == MediaType::Yaml ? text.error().message
                                                    : QStringLiteral("couldn't get version/kind; json parse error: ") +
                                                          text.error().message;
        return unrecognized(what, why, body);
    }
    if (!text->value.isMap() && !text->value.isNull())
        return unrecognized(
            what,
            QStringLiteral(
                "couldn't get version/kind; json parse error: json: cannot unmarshal %1 into Go value of type "
                "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string "
                "\"json:\\\"kind,omitempty\\\"\" }")
                .arg(goNameOf(text->value)),
            body);
    return RawBody{.value = std::move(text->value), .duplicates = std::move(text->duplicates)};
}

QString StrictProblems::toString() const
{
    QStringList texts;
    for (const QString &field : duplicates) texts.append(QStringLiteral("duplicate field ") + goQuoted(field));
    for (const QString &field : unknown) texts.append(QStringLiteral("unknown field ") + goQuoted(field));
    return QStringLiteral("strict decoding error: ") + texts.join(QStringLiteral(", "));
}

Answer<bool> judge(const StrictProblems &problems, FieldValidation validation, const ApiKind &kind,
                   QStringList &warnings)
{
    if (problems.isEmpty() || validation == FieldValidation::Ignore) return true;
    if (validation == FieldValidation::Strict) return ApiStatus::badRequest(inVersion(kind, problems.toString()));
    for (const QString &field : problems.duplicates)
        warnings.append(QStringLiteral("duplicate field ") + goQuoted(field));
    for (const QString &field : problems.unknown) warnings.append(QStringLiteral("unknown field ") + goQuoted(field));
    return true;
}

std::optional<QString> changedKind(const Value &object, const ApiKind &kind)
{
    QString said[2];
    for (const auto &[at, key] : {std::pair(0, u"apiVersion"), std::pair(1, u"kind")}) {
        const Value *value = object.find(key);
        if (!value || value->isNull()) continue;
        if (!value->string())
            return QStringLiteral("couldn't get version/kind; json parse error: json: cannot unmarshal %1 into Go "
                                  "struct field .%2 of type string")
                .arg(goNameOf(*value), QStringView(key).toString());
        said[at] = *value->string();
    }
    const QString apiVersion = said[0].isEmpty() ? kind.apiVersion() : said[0];
    const QString kindName = said[1].isEmpty() ? kind.kind : said[1];
    if (apiVersion.count(u'/') > 1) return QStringLiteral("unexpected GroupVersion string: ") + apiVersion;
    if (kind.isCustom) return std::nullopt; // judged as any other field is
    if (kindName != kind.kind) return otherKind(apiVersion, kindName, kind);
    if (apiVersion != kind.apiVersion() && !isRegistered(apiVersion, kind.kind))
        return unregistered(apiVersion, kindName);
    return std::nullopt;
}

Answer<Value> toNormalForm(Value value, const ApiKind &kind, StrictProblems &problems)
{
    if (kind.isCustom) {
        if (auto made = makeCustomNormal(kind.openApi, value, problems.unknown); !made)
            return ApiStatus::badRequest(inVersion(kind, made.error().message));
        return value;
    }
    const model::WireType type =
        model::WireTypes::builtin().kind(kind.group.toUtf8(), kind.version.toUtf8(), kind.kind.toUtf8());
    auto typed = model::readTyped(type, std::move(value));
    if (!typed) return ApiStatus::badRequest(inVersion(kind, typed.error().message));
    problems.unknown = std::move(typed->unknown);
    return std::move(typed->object);
}

Answer<Value> readObject(RawBody body, const ApiKind &kind, FieldValidation validation, QStringList &warnings)
{
    if (body.value.isNull()) body.value = ValueMap();
    const QString apiVersion = textAt(body.value, {u"apiVersion"});
    const QString kindName = textAt(body.value, {u"kind"});
    const QString wantedVersion = kind.apiVersion();
    if (kind.isCustom)
        if (auto refusal = checkCustomKind(body.value, kind)) return *refusal;
    if ((!kindName.isEmpty() && kindName != kind.kind)) {
        const QString given = apiVersion.isEmpty() ? kind.version : apiVersion.section(u'/', -1);
        return ApiStatus::badRequest(inVersion(
            kindName, given, kind.kind, otherKind(apiVersion.isEmpty() ? wantedVersion : apiVersion, kindName, kind)));
    }
    if (!apiVersion.isEmpty() && apiVersion != wantedVersion && !isRegistered(apiVersion, kind.kind))
        return ApiStatus::badRequest(
            inVersion(kind.kind, apiVersion.section(u'/', -1), kind.kind, unregistered(apiVersion, kind.kind)));
    if (!apiVersion.isEmpty() && apiVersion != wantedVersion)
        return ApiStatus::badRequest(
            QStringLiteral("the API version in the data (%1) does not match the expected API version (%2)")
                .arg(apiVersion, wantedVersion));
    body.value.set(u"apiVersion", wantedVersion);
    body.value.set(u"kind", kind.kind);
    if (body.isTyped) return std::move(body.value);
    StrictProblems problems;
    auto object = toNormalForm(std::move(body.value), kind, problems);
    if (!object) return object;
    problems.duplicates = std::move(body.duplicates);
    if (auto judged = judge(problems, validation, kind, warnings); !judged) return std::move(judged).status();
    return object;
}

Answer<Value> readObject(const HttpRequest &request, const ApiKind &kind, FieldValidation validation,
                         QStringList &warnings)
{
    auto type = negotiateInput(request);
    if (!type) return std::move(type).status();
    auto body = readBody(request.body, *type, kind.kind);
    if (!body) return std::move(body).status();
    return readObject(std::move(*body), kind, validation, warnings);
}

Answer<Value> readOptionsBody(const HttpRequest &request, const ApiKind &kind)
{
    if (request.body.isEmpty()) return Value();
    auto type = negotiateInput(request);
    if (!type) return std::move(type).status();
    auto body = readBody(request.body, *type, kind.kind);
    const auto plain = [](const QString &why) {
        return ApiStatus{.code = 500, .reason = {}, .message = why, .hasDetails = false};
    };
    if (!body) {
        // Here an apiserver says what its decoder said, and no more (pkg/endpoints/handlers/delete.go).
        QString why = QString(body.status().message).section(QStringLiteral("): "), 1);
        return plain(why.left(why.lastIndexOf(QStringLiteral(" ("))));
    }
    const QString kindName = textAt(body->value, {u"kind"});
    if (!kindName.isEmpty() && kindName != u"DeleteOptions")
        return plain(QStringLiteral("no kind %1 is registered for version %2 in scheme \"pkg/runtime/scheme.go:110\"")
                         .arg(goQuoted(kindName), goQuoted(textAt(body->value, {u"apiVersion"}))));
    return std::move(body->value);
}

QByteArray writeBody(const Value &value, const OutputFormat &format)
{
    if (format.type == MediaType::Protobuf)
        if (auto message = model::writeProtobufObject(value)) return std::move(*message);
    if (format.type == MediaType::Yaml)
        if (auto yaml = model::emitYaml(sorted(value), {.resourceOrder = false})) return std::move(*yaml);
    return (format.pretty ? prettyJson(model::writeJson(value)) : model::writeJson(value)) + '\n';
}

} // namespace practice
