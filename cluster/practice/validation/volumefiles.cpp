// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: the files of Secret, ConfigMap, downwardAPI and projected volumes.
namespace practice {

using model::Value;

void checkKeyToPath(FieldErrors &errors, const Where &where, const Value &item)
{
    const QString &path = textIn(item, u"path");
    if (textIn(item, u"key").isEmpty()) errors.required(where.child(u"key"));
    if (path.isEmpty()) errors.required(where.child(u"path"));
    checkUnreservedPath(errors, where.child(u"path"), path);
    checkFileMode(errors, where, item, u"mode");
}

void checkDownwardFile(PodCheck &pod, const Where &where, const Value &file)
{
    FieldErrors &errors = pod.errors;
    const QString &path = textIn(file, u"path");
    if (path.isEmpty()) errors.required(where.child(u"path"));
    checkUnreservedPath(errors, where.child(u"path"), path);
    const Value *field = fieldIn(file, u"fieldRef");
    const Value *resource = fieldIn(file, u"resourceFieldRef");
    if (field) {
        checkFieldReference(errors, where.child(u"fieldRef"), *field, true);
        if (resource)
            errors.invalidText(where, u"resource",
                               u"fieldRef and resourceFieldRef can not be specified simultaneously"_s);
    } else if (resource) {
        checkResourceReference(errors, where.child(u"resourceFieldRef"), *resource, true);
    } else {
        errors.required(where, u"one of fieldRef and resourceFieldRef is required"_s);
    }
    checkFileMode(errors, where, file, u"mode");
}

namespace {

struct Projection
{
    PodCheck &pod;
    const Where &where; // of the projected volume
    QSet<QString> paths = {};

    void claimPath(const QString &path, const QString &shown)
    {
        if (path.isEmpty()) return;
        if (paths.contains(path)) pod.errors.invalidText(where, shown, u"conflicting duplicate paths"_s);
        paths.insert(path);
    }
};

void checkKeys(Projection &projection, const Where &where, const Value &source)
{
    const QString &name = textIn(source, u"name");
    if (name.isEmpty()) projection.pod.errors.required(where.child(u"name"));
    const Where itemsAt = where.child(u"items");
    const auto &items = listIn(source, u"items");
    for (std::size_t i = 0; i < items.size(); ++i) {
        checkKeyToPath(projection.pod.errors, itemsAt.index(qsizetype(i)), items[i]);
        projection.claimPath(textIn(items[i], u"path"), name);
    }
}

void checkToken(Projection &projection, const Where &where, const Value &token)
{
    FieldErrors &errors = projection.pod.errors;
    const qint64 seconds = numberIn(token, u"expirationSeconds").value_or(0);
    if (seconds < 600)
        invalidNumber(errors, where.child(u"expirationSeconds"), seconds,
                      u"may not specify a duration less than 10 minutes"_s);
    if (seconds > (qint64(1) << 32))
        invalidNumber(errors, where.child(u"expirationSeconds"), seconds,
                      u"may not specify a duration larger than 2^32 seconds"_s);
    const QString &path = textIn(token, u"path");
    if (path.isEmpty())
        errors.required(projection.where.child(u"path"));
    else if (!projection.pod.options.allowNonLocalTokenPath)
        checkUnreservedPath(errors, projection.where.child(u"path"), path);
}

} // namespace

// A ClusterTrustBundle never gets here: its feature gate is off, and the server drops it.
void checkProjected(PodCheck &pod, const Where &where, const Value &projected)
{
    checkFileMode(pod.errors, where, projected, u"defaultMode");
    Projection projection{pod, where};
    const Where sourcesAt = where.child(u"sources");
    const auto &sources = listIn(projected, u"sources");
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const Where at = sourcesAt.index(qsizetype(i));
        int kinds = 0;
        if (const Value *secret = fieldIn(sources[i], u"secret"); secret && ++kinds)
            checkKeys(projection, at.child(u"secret"), *secret);
        if (const Value *configMap = fieldIn(sources[i], u"configMap"); configMap && ++kinds)
            checkKeys(projection, at.child(u"configMap"), *configMap);
        if (const Value *downward = fieldIn(sources[i], u"downwardAPI"); downward && ++kinds) {
            for (const Value &file : listIn(*downward, u"items")) {
                checkDownwardFile(pod, at.child(u"downwardAPI"), file);
                projection.claimPath(textIn(file, u"path"), textIn(file, u"path"));
            }
        }
        if (const Value *token = fieldIn(sources[i], u"serviceAccountToken"); token && ++kinds)
            checkToken(projection, at.child(u"serviceAccountToken"), *token);
        if (kinds > 1) pod.errors.forbidden(at, u"may not specify more than 1 volume type per source"_s);
    }
}

} // namespace practice
