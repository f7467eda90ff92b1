// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"
#include "model/wire/json.h"

#include <limits>

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: ValidatePodSpecificAnnotations, and fields that repeat annotations.
namespace practice {

using model::Value;

namespace {

constexpr QStringView mirrorKey = u"kubernetes.io/config.mirror";
constexpr QStringView deletionCostKey = u"controller.kubernetes.io/pod-deletion-cost";
constexpr QStringView tolerationsKey = u"scheduler.alpha.kubernetes.io/tolerations";
constexpr QStringView seccompKey = u"seccomp.security.alpha.kubernetes.io/pod";
constexpr QStringView seccompPrefix = u"container.seccomp.security.alpha.kubernetes.io/";
constexpr QStringView appArmorPrefix = u"container.apparmor.security.beta.kubernetes.io/";
constexpr QStringView localPrefix = u"localhost/";

void checkSeccompText(FieldErrors &errors, const Where &where, const QString &profile)
{
    if (profile == u"runtime/default" || profile == u"docker/default" || profile == u"unconfined") return;
    if (profile.startsWith(localPrefix))
        checkRelativePath(errors, where, QStringView(profile).sliced(localPrefix.size()));
    else
        errors.invalidText(where, profile, u"must be a valid seccomp profile"_s);
}

// helper.GetTolerationsFromPodAnnotations, with Go's words of a text that is no JSON.
void checkTolerationsText(FieldErrors &errors, const Where &where, const QString &text)
{
    if (text.isEmpty()) return;
    const auto read = model::readJson(text.toUtf8());
    if (!read) return errors.invalidText(where, tolerationsKey, read.error().message);
    if (const model::ValueList *list = read->value.list())
        checkTolerations(errors, where.child(tolerationsKey), *list);
    else if (!read->value.isNull())
        errors.invalidText(where, tolerationsKey, u"it is no list of tolerations"_s);
}

QSet<QString> containerNames(const Value &spec)
{
    QSet<QString> names;
    visitContainers(spec, Where(), [&](const Value &container, const Where &) {
        names.insert(textIn(container, u"name"));
        return true;
    });
    return names;
}

void checkAppArmorTexts(FieldErrors &errors, const Where &where, const model::ValueMap &annotations, const Value &spec)
{
    std::optional<QSet<QString>> names;
    for (const auto &[key, value] : annotations) {
        if (!key.startsWith(appArmorPrefix)) continue;
        if (!names) names = containerNames(spec);
        const QString container = key.mid(appArmorPrefix.size());
        const QString &profile = textOf(value);
        if (!names->contains(container)) errors.invalidText(where.key(key), container, u"container not found"_s);
        if (!profile.isEmpty() && profile != u"runtime/default" && profile != u"unconfined" &&
            !profile.startsWith(localPrefix))
            errors.invalidText(where.key(key), profile, u"invalid AppArmor profile name: "_s + goQuoted(profile));
    }
}

} // namespace

// pkg/apis/core/helper GetDeletionCostFromPodAnnotations.
bool isPodDeletionCost(const Value &meta)
{
    const Value *annotation = structIn(meta, u"annotations").find(deletionCostKey);
    if (!annotation) return true;
    const QString &text = textOf(*annotation);
    bool isNumber = false;
    const qint64 cost = text.toLongLong(&isNumber);
    const bool startsWell =
        !text.isEmpty() && (text[0] == u'-' || text == u"0" || (text[0] >= u'1' && text[0] <= u'9'));
    return isNumber && startsWell && text.trimmed() == text && cost >= std::numeric_limits<qint32>::min() &&
           cost <= std::numeric_limits<qint32>::max();
}

void checkPodAnnotations(FieldErrors &errors, const Where &where, const Value &meta, const Value &spec,
                         const PodOptions &options)
{
    const Value &annotations = structIn(meta, u"annotations");
    if (annotations.map()->empty()) return;
    if (const Value *mirror = annotations.find(mirrorKey); mirror && textIn(spec, u"nodeName").isEmpty())
        errors.invalidText(where.key(mirrorKey), textOf(*mirror),
                           u"must set spec.nodeName if mirror pod annotation is set"_s);
    checkTolerationsText(errors, where, textIn(annotations, tolerationsKey));
    if (!options.allowInvalidPodDeletionCost && !isPodDeletionCost(meta))
        errors.invalidText(where.key(deletionCostKey), textIn(annotations, deletionCostKey),
                           u"must be a 32bit integer"_s);
    if (const Value *profile = annotations.find(seccompKey))
        checkSeccompText(errors, where.child(seccompKey), textOf(*profile));
    for (const auto &[key, profile] : *annotations.map())
        if (key.startsWith(seccompPrefix)) checkSeccompText(errors, where.child(key), textOf(profile));
    checkAppArmorTexts(errors, where, *annotations.map(), spec);
}

namespace {

// How an annotation and a profile of a type say the same.
void checkProfileMatches(FieldErrors &errors, const Where &where, const QString &annotation, const Value &profile,
                         const QString &what)
{
    const QString &type = textIn(profile, u"type");
    const QString mismatch = what + u" type in annotation and field must match"_s;
    const Where typeAt = where.child(u"type");
    if (type == u"Unconfined") {
        if (annotation != u"unconfined") errors.forbidden(typeAt, mismatch);
    } else if (type == u"RuntimeDefault") {
        const bool isDefault =
            annotation == u"runtime/default" || (what == u"seccomp" && annotation == u"docker/default");
        if (!isDefault) errors.forbidden(typeAt, mismatch);
    } else if (type == u"Localhost") {
        const Value *local = fieldIn(profile, u"localhostProfile");
        if (!annotation.startsWith(localPrefix))
            errors.forbidden(typeAt, mismatch);
        else if (!local || QStringView(annotation).sliced(localPrefix.size()) != textOf(*local))
            errors.forbidden(where.child(u"localhostProfile"), what + u" profile in annotation and field must match"_s);
    }
}

} // namespace

void checkProfilesMatch(FieldErrors &errors, const Where &specAt, const Value &meta, const Value &spec)
{
    const model::ValueMap &entries = entriesIn(meta, u"annotations");
    if (entries.empty()) return;
    const LabelMap annotations = labelMap(entries);
    const Where contextAt = specAt.child(u"securityContext");
    const Value &context = structIn(spec, u"securityContext");
    const Value *podSeccomp = fieldIn(context, u"seccompProfile");
    if (const auto found = annotations.constFind(seccompKey.toString()); podSeccomp && found != annotations.constEnd())
        checkProfileMatches(errors, contextAt.child(u"seccompProfile"), *found, *podSeccomp, u"seccomp"_s);
    visitContainers(spec, specAt, [&](const Value &container, const Where &at) {
        const Value *own = fieldIn(structIn(container, u"securityContext"), u"seccompProfile");
        const auto found = annotations.constFind(seccompPrefix.toString() + textIn(container, u"name"));
        if (own && found != annotations.constEnd())
            checkProfileMatches(errors, at.child(u"securityContext").child(u"seccompProfile"), *found, *own,
                                u"seccomp"_s);
        return true;
    });
    if (textIn(structIn(spec, u"os"), u"name") == u"windows") return;
    const Value *podAppArmor = fieldIn(context, u"appArmorProfile");
    visitContainers(spec, specAt, [&](const Value &container, const Where &at) {
        const Value *own = fieldIn(structIn(container, u"securityContext"), u"appArmorProfile");
        if (!own) own = podAppArmor;
        const auto found = annotations.constFind(appArmorPrefix.toString() + textIn(container, u"name"));
        if (own && found != annotations.constEnd())
            checkProfileMatches(errors, at.child(u"securityContext").child(u"appArmorProfile"), *found, *own,
                                u"apparmor"_s);
        return true;
    });
}

} // namespace practice
