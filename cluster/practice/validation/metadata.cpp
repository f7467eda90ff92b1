// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/metadata.h"

#include "cluster/practice/base/objects.h"

#include <QSet>
#include <QStringList>

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr qsizetype maxAnnotationBytes = 256 * 1024, maxManagerBytes = 128, maxSubresourceBytes = 256;

QString goPointer(const Value *value)
{
    // Go prints an address here, which says nothing to anybody.
    return value && value->boolean() ? QStringLiteral("(*bool)(0xc000000000)") : QStringLiteral("(*bool)(nil)");
}

QString goOwner(const Value &owner)
{
    return QStringLiteral("v1.OwnerReference{APIVersion:%1, Kind:%2, Name:%3, UID:%4, Controller:%5, "
                          "BlockOwnerDeletion:%6}")
        .arg(goQuoted(textAt(owner, {u"apiVersion"})), goQuoted(textAt(owner, {u"kind"})),
             goQuoted(textAt(owner, {u"name"})), goQuoted(textAt(owner, {u"uid"})),
             goPointer(owner.find(u"controller")), goPointer(owner.find(u"blockOwnerDeletion")));
}

void checkOwner(const Value &owner, const Where &where, FieldErrors &errors)
{
    const QString apiVersion = textAt(owner, {u"apiVersion"}), kind = textAt(owner, {u"kind"});
    // FromAPIVersionAndKind: what has two slashes has no version.
    const qsizetype slashes = apiVersion.count(u'/');
    const QString version = slashes > 1 ? QString() : apiVersion.section(u'/', -1);
    const struct
    {
        QStringView field;
        QString value;
        bool missing;
        QString problem;
    } rules[] = {
        {u"apiVersion", apiVersion, version.isEmpty(), QStringLiteral("version must not be empty")},
        {u"kind", kind, kind.isEmpty(), QStringLiteral("kind must not be empty")},
        {u"name", textAt(owner, {u"name"}), textAt(owner, {u"name"}).isEmpty(),
         QStringLiteral("name must not be empty")},
        {u"uid", textAt(owner, {u"uid"}), textAt(owner, {u"uid"}).isEmpty(), QStringLiteral("uid must not be empty")},
    };
    for (const auto &rule : rules)
        if (rule.missing) errors.invalidText(where.child(rule.field), rule.value, rule.problem);
    if (apiVersion == u"v1" && kind == u"Event")
        errors.invalid(where, goOwner(owner), QStringLiteral("/v1, Kind=Event is disallowed from being an owner"));
}

void checkOwners(const ValueList &owners, const Where &where, FieldErrors &errors)
{
    QString controller;
    for (const Value &owner : owners) {
        checkOwner(owner, where, errors);
        if (!boolAt(owner, {u"controller"})) continue;
        const QString name = textAt(owner, {u"kind"}) + u'/' + textAt(owner, {u"name"});
        if (controller.isEmpty()) {
            controller = name;
            continue;
        }
        QStringList all;
        for (const Value &one : owners) all.append(goOwner(one));
        errors.invalid(where, QStringLiteral("[]v1.OwnerReference{") + all.join(QStringLiteral(", ")) + u'}',
                       QStringLiteral("Only one reference can have Controller set to true. Found \"true\" in "
                                      "references for %1 and %2")
                           .arg(controller, name));
        return; // once is enough: a list of many would be printed as many times
    }
}

void checkFinalizers(const ValueList &finalizers, const Where &where, FieldErrors &errors)
{
    bool orphans = false, foreground = false;
    for (const Value &finalizer : finalizers) {
        const QString text = finalizer.string() ? *finalizer.string() : QString();
        invalidEach(errors, where, text, qualifiedNameProblems(text));
        orphans = orphans || text == u"orphan";
        foreground = foreground || text == u"foregroundDeletion";
    }
    if (orphans && foreground)
        errors.invalid(where, goTexts(finalizers),
                       QStringLiteral("finalizer orphan and foregroundDeletion cannot be both set"));
}

void checkManager(const QString &manager, const Where &where, FieldErrors &errors)
{
    if (utf8Size(manager) > maxManagerBytes) errors.tooLong(where, maxManagerBytes);
    qsizetype position = 0;
    for (const char32_t c : manager.toUcs4()) {
        const QString text = QString::fromUcs4(&c, 1);
        const bool printable = QChar::isPrint(c) && (c == U' ' || !QChar::isSpace(c));
        if (!printable)
            errors.invalidText(where, manager,
                               QStringLiteral("invalid character U+%1 (at position %2)")
                                   .arg(uint(c), 4, 16, QLatin1Char('0'))
                                   .arg(position));
        position += utf8Size(text);
    }
}

void checkManagedFields(const ValueList &entries, const Where &where, FieldErrors &errors)
{
    for (qsizetype at = 0; at < qsizetype(entries.size()); ++at) {
        const Value &entry = entries[at];
        const Where here = where.index(at);
        const QString operation = textAt(entry, {u"operation"}), type = textAt(entry, {u"fieldsType"});
        if (operation != u"Apply" && operation != u"Update")
            errors.invalidText(here.child(u"operation"), operation, QStringLiteral("must be `Apply` or `Update`"));
        if (!type.isEmpty() && type != u"FieldsV1")
            errors.invalidText(here.child(u"fieldsType"), type, QStringLiteral("must be `FieldsV1`"));
        checkManager(textAt(entry, {u"manager"}), here.child(u"manager"), errors);
        if (utf8Size(textAt(entry, {u"subresource"})) > maxSubresourceBytes)
            errors.tooLong(here.child(u"subresource"), maxSubresourceBytes);
    }
}

void checkNoNewFinalizers(const ValueList &now, const ValueList &before, const Where &where, FieldErrors &errors)
{
    QSet<QString> known;
    for (const Value &one : before)
        if (one.string()) known.insert(*one.string());
    QStringList added;
    for (const Value &one : now)
        if (one.string() && !known.contains(*one.string())) {
            added.append(*one.string());
            known.insert(*one.string());
        }
    if (added.isEmpty()) return;
    added.sort();
    ValueList list;
    for (const QString &one : added) list.push_back(one);
    errors.forbidden(where, QStringLiteral("no new finalizers can be added if the object is being deleted, found new "
                                           "finalizers ") +
                                goTexts(list));
}

void checkShared(const Value &meta, const Where &where, FieldErrors &errors)
{
    checkLabels(meta.find(u"labels"), where.child(u"labels"), errors);
    checkAnnotations(meta.find(u"annotations"), where.child(u"annotations"), errors);
    checkOwners(listAt(meta, {u"ownerReferences"}), where.child(u"ownerReferences"), errors);
}

const Value &metaOf(const Value &object)
{
    static const Value none;
    const Value *meta = object.find(u"metadata");
    return meta ? *meta : none;
}

void checkKubeFinalizers(const Value &object, FieldErrors &errors)
{
    const Where metadata(u"metadata");
    const Where list = metadata.child(u"finalizers");
    const ValueList &finalizers = listAt(object, {u"metadata", u"finalizers"});
    for (qsizetype at = 0; at < qsizetype(finalizers.size()); ++at)
        if (const QString *text = finalizers[at].string()) checkKubeFinalizer(*text, list.index(at), errors);
}

bool isEmptyValue(const Value *value)
{
    if (!value || value->isNull()) return true;
    if (value->list()) return value->list()->empty();
    return value->map() && value->map()->empty();
}

QString goValue(const Value *value)
{
    if (!value || value->isNull()) return QStringLiteral("\"null\""); // Go quotes it
    if (const QString *text = value->string()) return goQuoted(*text);
    if (const qint64 *number = value->integer()) return QString::number(*number);
    if (const bool *truth = value->boolean()) return *truth ? QStringLiteral("true") : QStringLiteral("false");
    return QStringLiteral("…");
}

void checkTextImmutable(const Value &meta, const Value &old, QStringView field, const Where &where, FieldErrors &errors)
{
    const QString now = textAt(meta, {field});
    if (now != textAt(old, {field})) errors.invalidText(where.child(field), now, immutableProblem());
}

// A time prints itself as Go does: 2026-01-31 23:59:00 +0000 UTC.
void checkTimeImmutable(const Value &meta, const Value &old, QStringView field, const Where &where, FieldErrors &errors)
{
    QString now = textAt(meta, {field});
    if (now == textAt(old, {field})) return;
    QString text = QStringLiteral("\"null\"");
    if (!now.isEmpty()) text = now.replace(u'T', u' ').replace(QStringLiteral("Z"), QStringLiteral(" +0000 UTC"));
    errors.invalid(where.child(field), text, immutableProblem());
}

} // namespace

QString goTexts(const ValueList &texts)
{
    QStringList all;
    for (const Value &text : texts)
        if (text.string()) all.append(goQuoted(*text.string()));
    return QStringLiteral("[]string{") + all.join(QStringLiteral(", ")) + u'}';
}

bool sameValue(const Value *a, const Value *b)
{
    if (isEmptyValue(a) || isEmptyValue(b)) return isEmptyValue(a) && isEmptyValue(b);
    return a->means(*b);
}

void checkImmutable(const Value *value, const Value *old, const Where &where, FieldErrors &errors)
{
    if (!sameValue(value, old)) errors.invalid(where, goValue(value), immutableProblem());
}

void checkLabels(const Value *labels, const Where &where, FieldErrors &errors)
{
    if (!labels || !labels->map()) return;
    for (const auto &[key, value] : *labels->map()) {
        checkLabelName(errors, where, key);
        const QString text = value.string() ? *value.string() : QString();
        invalidEach(errors, where, text, labelValueProblems(text));
    }
}

void checkAnnotations(const Value *annotations, const Where &where, FieldErrors &errors)
{
    if (!annotations || !annotations->map()) return;
    qsizetype bytes = 0;
    for (const auto &[key, value] : *annotations->map()) {
        invalidEach(errors, where, key, qualifiedNameProblems(key.toLower()));
        bytes += utf8Size(key) + (value.string() ? utf8Size(*value.string()) : 0);
    }
    if (bytes > maxAnnotationBytes) errors.tooLong(where, maxAnnotationBytes);
}

void checkMetadata(const Value &meta, bool namespaced, NameCheck check, const Where &where, FieldErrors &errors)
{
    const QString generateName = textAt(meta, {u"generateName"}), name = textAt(meta, {u"name"});
    if (!generateName.isEmpty())
        invalidEach(errors, where.child(u"generateName"), generateName, check(generateName, true));
    if (name.isEmpty())
        errors.required(where.child(u"name"), QStringLiteral("name or generateName is required"));
    else
        invalidEach(errors, where.child(u"name"), name, check(name, false));
    const QString space = textAt(meta, {u"namespace"});
    if (!namespaced && !space.isEmpty())
        errors.forbidden(where.child(u"namespace"), QStringLiteral("not allowed on this type"));
    if (namespaced && space.isEmpty()) errors.required(where.child(u"namespace"));
    if (namespaced && !space.isEmpty())
        invalidEach(errors, where.child(u"namespace"), space, dns1123LabelProblems(space));
    checkNotNegative(errors, where.child(u"generation"), integerAt(meta, {u"generation"}));
    checkShared(meta, where, errors);
    checkFinalizers(listAt(meta, {u"finalizers"}), where.child(u"finalizers"), errors);
    checkManagedFields(listAt(meta, {u"managedFields"}), where.child(u"managedFields"), errors);
}

void checkMetadataUpdate(const Value &meta, const Value &old, const Where &where, FieldErrors &errors)
{
    if (!textAt(old, {u"deletionTimestamp"}).isEmpty())
        checkNoNewFinalizers(listAt(meta, {u"finalizers"}), listAt(old, {u"finalizers"}), where.child(u"finalizers"),
                             errors);
    if (textAt(meta, {u"resourceVersion"}).isEmpty())
        errors.invalidText(where.child(u"resourceVersion"), {}, QStringLiteral("must be specified for an update"));
    const qint64 generation = integerAt(meta, {u"generation"});
    if (generation < integerAt(old, {u"generation"}))
        invalidNumber(errors, where.child(u"generation"), generation, QStringLiteral("must not be decremented"));
    for (const QStringView field : {u"name", u"namespace", u"uid"}) checkTextImmutable(meta, old, field, where, errors);
    for (const QStringView field : {u"creationTimestamp", u"deletionTimestamp"})
        checkTimeImmutable(meta, old, field, where, errors);
    checkImmutable(meta.find(u"deletionGracePeriodSeconds"), old.find(u"deletionGracePeriodSeconds"),
                   where.child(u"deletionGracePeriodSeconds"), errors);
    checkShared(meta, where, errors);
    checkManagedFields(listAt(meta, {u"managedFields"}), where.child(u"managedFields"), errors);
}

void checkMetadata(const Value &object, bool namespaced, NameCheck name, FieldErrors &errors)
{
    checkMetadata(metaOf(object), namespaced, name, Where(u"metadata"), errors);
}

void checkMetadataUpdate(const Value &object, const Value &old, FieldErrors &errors)
{
    checkMetadataUpdate(metaOf(object), metaOf(old), Where(u"metadata"), errors);
}

void checkKubeFinalizer(const QString &finalizer, const Where &where, FieldErrors &errors)
{
    if (finalizer.contains(u'/') || finalizer == u"kubernetes" || finalizer == u"orphan" ||
        finalizer == u"foregroundDeletion")
        return;
    errors.invalidText(where, finalizer,
                       QStringLiteral("name is neither a standard finalizer name nor is it fully qualified"));
}

void checkKubeMetadata(const Value &object, bool namespaced, NameCheck name, FieldErrors &errors)
{
    checkMetadata(object, namespaced, name, errors);
    checkKubeFinalizers(object, errors);
}

void checkKubeMetadataUpdate(const Value &object, const Value &old, FieldErrors &errors)
{
    checkMetadataUpdate(object, old, errors);
    checkKubeFinalizers(object, errors);
}

void checkCommonCreate(const Value &object, bool namespaced, FieldErrors &errors)
{
    if (errors.isEmpty()) checkMetadata(object, namespaced, nameIsPathSegment, errors);
}

void checkCommonUpdate(const Value &object, const Value &old, bool namespaced, FieldErrors &errors)
{
    checkMetadata(object, namespaced, nameIsPathSegment, errors);
    checkMetadataUpdate(object, old, errors);
}

} // namespace practice
