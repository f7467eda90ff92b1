// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/restwarnings.h"
#include "model/wire/json.h"

#include <QByteArray>
#include <QSet>

#include <algorithm>

// pkg/apis/core/validation/validation.go and pkg/registry/core: Namespace, ConfigMap, Secret, ServiceAccount.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr qsizetype maxDataBytes = 1024 * 1024;

void checkFinalizer(const QString &finalizer, const Where &where, FieldErrors &errors)
{
    invalidEach(errors, where, finalizer, qualifiedNameProblems(finalizer));
    checkKubeFinalizer(finalizer, where, errors);
}

void createNamespace(const Value &space, FieldErrors &errors)
{
    checkKubeMetadata(space, false, nameIsLabel, errors);
    const Where spec(u"spec");
    for (const Value &finalizer : listAt(space, {u"spec", u"finalizers"}))
        checkFinalizer(textOf(finalizer), spec.child(u"finalizers"), errors);
}

void updateNamespace(const Value &space, const Value &old, FieldErrors &errors)
{
    createNamespace(space, errors);
    checkKubeMetadataUpdate(space, old, errors);
}

void updateNamespaceStatus(const Value &space, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(space, old, errors);
    const Where status(u"status");
    const QString phase = textAt(space, {u"status", u"phase"});
    if (textAt(space, {u"metadata", u"deletionTimestamp"}).isEmpty()) {
        if (phase != u"Active")
            errors.invalidText(status.child(u"Phase"), phase,
                               u"may only be 'Active' if `deletionTimestamp` is empty"_s);
    } else if (phase != u"Terminating") {
        errors.invalidText(status.child(u"Phase"), phase,
                           u"may only be 'Terminating' if `deletionTimestamp` is not empty"_s);
    }
}

qsizetype base64Size(const QString &text)
{
    const qsizetype padding = text.endsWith(u"==") ? 2 : text.endsWith(u'=') ? 1 : 0;
    return text.size() / 4 * 3 - padding;
}

void createConfigMap(const Value &map, FieldErrors &errors)
{
    checkKubeMetadata(map, true, nameIsSubdomain, errors);
    const Where data(u"data"), binary(u"binaryData");
    const Value &bytes = structIn(map, u"binaryData");
    qsizetype size = 0;
    QSet<QString> binaryKeys;
    for (const auto &entry : entriesIn(map, u"binaryData")) binaryKeys.insert(entry.first);
    for (const auto &[key, value] : entriesIn(map, u"data")) {
        invalidEach(errors, data.key(key), key, configMapKeyProblems(key));
        if (binaryKeys.contains(key))
            errors.invalidText(data.key(key), key, u"duplicate of key present in binaryData"_s);
        size += utf8Size(textOf(value));
    }
    for (const auto &[key, value] : *bytes.map()) {
        invalidEach(errors, binary.key(key), key, configMapKeyProblems(key));
        size += base64Size(textOf(value));
    }
    if (size > maxDataBytes) errors.tooLong(Where(u"[]"), maxDataBytes); // how Go prints the path of no field
}

bool isFixed(const Value &object) { return flagIn(object, u"immutable").value_or(false); }

void checkFixed(const Value &object, const Value &old, std::initializer_list<QStringView> fields, FieldErrors &errors)
{
    if (!isFixed(old)) return;
    const QString detail = u"field is immutable when `immutable` is set"_s;
    if (!isFixed(object)) errors.forbidden(Where(u"immutable"), detail);
    for (const QStringView field : fields)
        if (!sameValue(object.find(field), old.find(field))) errors.forbidden(Where(field), detail);
}

void updateConfigMap(const Value &map, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(map, old, errors);
    checkFixed(map, old, {u"data", u"binaryData"}, errors);
    createConfigMap(map, errors);
}

// encoding/json's complaint about what is no JSON object; empty when it is one.
QString jsonProblem(const QByteArray &text)
{
    const auto json = model::readJson(text);
    if (!json) return json.error().message;
    const Value &value = json->value;
    if (value.isMap() || value.isNull()) return {};
    const QString type = value.isString()  ? u"string"_s
                         : value.isList()  ? u"array"_s
                         : value.boolean() ? u"bool"_s
                                           : u"number"_s;
    return u"json: cannot unmarshal %1 into Go value of type map[string]interface {}"_s.arg(type);
}

struct SecretType
{
    QStringView type;
    std::initializer_list<QStringView> keys; // all of them must be there
    bool isJson = false;
    bool anyKey = false; // one of them is enough
    bool filled = false; // and not empty
};

void checkSecretType(const Value &secret, const Where &data, FieldErrors &errors)
{
    static const SecretType types[] = {
        {u"kubernetes.io/dockercfg", {u".dockercfg"}, true},
        {u"kubernetes.io/dockerconfigjson", {u".dockerconfigjson"}, true},
        {u"kubernetes.io/basic-auth", {u"username", u"password"}, false, true},
        {u"kubernetes.io/ssh-auth", {u"ssh-privatekey"}, false, false, true},
        {u"kubernetes.io/tls", {u"tls.crt", u"tls.key"}},
    };
    const QString type = textIn(secret, u"type");
    const Value &entries = structIn(secret, u"data");
    for (const SecretType &rule : types) {
        if (rule.type != type) continue;
        const auto missing = [&](QStringView key) {
            const Value *value = entries.find(key);
            return !value || (rule.filled && textOf(*value).isEmpty());
        };
        if (rule.anyKey && !std::all_of(rule.keys.begin(), rule.keys.end(), missing)) return;
        for (const QStringView key : rule.keys) {
            if (missing(key))
                errors.required(data.key(key));
            else if (rule.isJson)
                if (const QString problem = jsonProblem(QByteArray::fromBase64(textIn(entries, key).toLatin1()));
                    !problem.isEmpty())
                    errors.invalidText(data.key(key), u"<secret contents redacted>", problem);
        }
    }
}

void createSecret(const Value &secret, FieldErrors &errors)
{
    checkKubeMetadata(secret, true, nameIsSubdomain, errors);
    const Where data(u"data"), metadata(u"metadata");
    qsizetype size = 0;
    for (const auto &[key, value] : entriesIn(secret, u"data")) {
        invalidEach(errors, data.key(key), key, configMapKeyProblems(key));
        size += base64Size(textOf(value));
    }
    if (size > maxDataBytes) errors.tooLong(data, maxDataBytes);
    const QStringView account = u"kubernetes.io/service-account.name";
    const Where annotations = metadata.child(u"annotations");
    if (textIn(secret, u"type") == u"kubernetes.io/service-account-token" &&
        textAt(secret, {u"metadata", u"annotations", account}).isEmpty())
        errors.required(annotations.key(account));
    checkSecretType(secret, data, errors);
}

void updateSecret(const Value &secret, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(secret, old, errors);
    checkImmutable(fieldIn(secret, u"type"), fieldIn(old, u"type"), Where(u"type"), errors);
    checkFixed(secret, old, {u"data"}, errors);
    createSecret(secret, errors);
}

void createServiceAccount(const Value &account, FieldErrors &errors)
{
    checkKubeMetadata(account, true, nameIsSubdomain, errors);
}

void updateServiceAccount(const Value &account, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(account, old, errors);
    createServiceAccount(account, errors);
}

} // namespace

void updateNamespaceFinalize(const Value &space, const Value &old, FieldErrors &errors)
{
    checkCommonUpdate(space, old, false, errors);
    checkKubeMetadataUpdate(space, old, errors);
    const Where spec(u"spec");
    const Where list = spec.child(u"finalizers");
    const ValueList &finalizers = listAt(space, {u"spec", u"finalizers"});
    for (qsizetype at = 0; at < qsizetype(finalizers.size()); ++at)
        checkFinalizer(textOf(finalizers[at]), list.index(at), errors);
}

QString goTyped(QStringView type, const ValueList &texts)
{
    if (texts.empty()) return u"[]"_s + type.toString() + u"(nil)"_s;
    QString all;
    for (const Value &text : texts) all += (all.isEmpty() ? QString() : u", "_s) + goQuoted(textOf(text));
    return u"[]"_s + type.toString() + u'{' + all + u'}';
}

std::span<const KindValidation> coreKinds()
{
    static constexpr KindValidation kinds[] = {
        {u"", u"Namespace", createWith<createNamespace, false>, updateWith<updateNamespace, false>,
         updateWith<updateNamespaceStatus, false>},
        {u"", u"ConfigMap", createWith<createConfigMap, true>, updateWith<updateConfigMap, true>},
        {u"", u"Secret", createWith<createSecret, true>, updateWith<updateSecret, true>, nullptr, secretWarnings},
        {u"", u"ServiceAccount", createWith<createServiceAccount, true>, updateWith<updateServiceAccount, true>,
         nullptr, serviceAccountWarnings},
    };
    return kinds;
}

} // namespace practice
