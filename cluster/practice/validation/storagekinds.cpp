// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/resourcenames.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/restwarnings.h"
#include "cluster/practice/validation/selectors.h"

#include <QHash>
#include <QSet>

// pkg/apis/storage/validation/validation.go.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

constexpr QStringView storageGroup = u"storage.k8s.io";
constexpr qsizetype maxParameters = 512, maxMapBytes = 256 * 1024, maxMessage = 1024, maxNodeId = 256;
constexpr qint64 minTokenSeconds = 600, maxTokenSeconds = qint64(1) << 32, minPeriod = 10;

qsizetype bytesOf(const ValueMap &map)
{
    qsizetype bytes = 0;
    for (const auto &[key, value] : map) bytes += utf8Size(key) + utf8Size(textOf(value));
    return bytes;
}

void checkParameters(const Value &object, FieldErrors &errors)
{
    const Where where(u"parameters");
    const ValueMap &parameters = entriesIn(object, u"parameters");
    if (qsizetype(parameters.size()) > maxParameters) return errors.tooLong(where, maxParameters);
    for (const auto &entry : parameters)
        if (entry.first.isEmpty()) errors.invalidText(where, {}, u"field can not be empty."_s);
    if (bytesOf(parameters) > maxMapBytes) errors.tooLong(where, maxMapBytes);
}

void checkTopologies(const Value &storageClass, FieldErrors &errors)
{
    const Where list(u"allowedTopologies");
    const ValueList &terms = listIn(storageClass, u"allowedTopologies");
    constexpr qsizetype mostRepeats = 1000;                         // of all terms together; Go has no such end
    QHash<QString, qsizetype> seenTerms{{QString(), terms.size()}}; // Go made room for as many, and compares with it
    qsizetype repeats = 0;
    for (qsizetype at = 0; at < qsizetype(terms.size()); ++at) {
        const Where term = list.index(at);
        const Where expressionsAt = term.child(u"matchLabelExpressions");
        const ValueList &expressions = listIn(terms[at], u"matchLabelExpressions");
        QSet<QString> keys;
        QStringList meaning;
        for (qsizetype one = 0; one < qsizetype(expressions.size()); ++one) {
            const Where here = expressionsAt.index(one);
            const Where valuesAt = here.child(u"values");
            const QString key = textIn(expressions[one], u"key");
            const ValueList &values = listIn(expressions[one], u"values");
            QSet<QString> seen;
            QStringList sorted;
            if (values.empty()) errors.required(valuesAt);
            for (qsizetype value = 0; value < qsizetype(values.size()); ++value) {
                const QString text = textOf(values[value]);
                if (seen.contains(text)) errors.duplicate(valuesAt.index(value), goQuoted(text));
                if (!seen.contains(text)) sorted.append(goQuoted(text));
                seen.insert(text);
            }
            checkLabelName(errors, here.child(u"key"), key);
            if (keys.contains(key)) errors.duplicate(here.child(u"key"), goQuoted(key));
            keys.insert(key);
            sorted.sort();
            meaning.append(goQuoted(key) + u'=' + sorted.join(u','));
        }
        meaning.sort();
        qsizetype &before = seenTerms[meaning.join(u';')];
        for (qsizetype one = 0; one < before && repeats < mostRepeats; ++one, ++repeats)
            errors.duplicate(expressionsAt, u"\"\""_s);
        ++before;
    }
}

// validateProvisioner
void checkProvisioner(const Value &object, const Where &where, QStringView field, FieldErrors &errors)
{
    const QString provisioner = textIn(object, field).toLower();
    if (provisioner.isEmpty())
        errors.required(where);
    else
        checkLabelName(errors, where, provisioner);
}

void createClass(const Value &storageClass, FieldErrors &errors)
{
    checkKubeMetadata(storageClass, false, nameIsSubdomain, errors);
    checkProvisioner(storageClass, Where(u"provisioner"), u"provisioner", errors);
    checkParameters(storageClass, errors);
    if (const QString policy = textIn(storageClass, u"reclaimPolicy"); !policy.isEmpty())
        checkOneOf(errors, Where(u"reclaimPolicy"), policy, {u"Delete", u"Retain"});
    const Where modeAt(u"volumeBindingMode");
    if (const Value *mode = fieldIn(storageClass, u"volumeBindingMode"))
        checkOneOf(errors, modeAt, textOf(*mode), {u"Immediate", u"WaitForFirstConsumer"});
    else
        errors.required(modeAt);
    checkTopologies(storageClass, errors);
}

void updateClass(const Value &storageClass, const Value &old, FieldErrors &errors)
{
    createClass(storageClass, errors);
    checkKubeMetadataUpdate(storageClass, old, errors);
    for (const QStringView field : {u"parameters", u"provisioner", u"reclaimPolicy"})
        if (!sameValue(storageClass.find(field), old.find(field)))
            errors.forbidden(Where(field), u"updates to %1 are forbidden."_s.arg(field));
    checkImmutable(fieldIn(storageClass, u"volumeBindingMode"), fieldIn(old, u"volumeBindingMode"),
                   Where(u"volumeBindingMode"), errors);
}

void checkVolumeError(const Value &status, QStringView field, const Where &where, FieldErrors &errors)
{
    const Value *error = fieldIn(status, field);
    const Where at = where.child(field);
    if (error && utf8Size(textIn(*error, u"message")) > maxMessage) errors.tooLong(at.child(u"message"), maxMapBytes);
}

void checkAttachment(const Value &attachment, FieldErrors &errors)
{
    checkKubeMetadata(attachment, false, nameIsSubdomain, errors);
    const Where where(u"spec"), statusAt(u"status");
    const Value &spec = structIn(attachment, u"spec"), &status = structIn(attachment, u"status");
    const Value &source = structIn(spec, u"source");
    const Where sourceAt = where.child(u"source");
    if (textIn(spec, u"attacher").isEmpty()) errors.required(where.child(u"attacher"));
    const Value *inlined = fieldIn(source, u"inlineVolumeSpec"), *volume = fieldIn(source, u"persistentVolumeName");
    const QString one = u"must specify exactly one of inlineVolumeSpec and persistentVolumeName"_s;
    if (!inlined && !volume)
        errors.required(sourceAt, one);
    else if (inlined && volume)
        errors.forbidden(sourceAt, one);
    else if (inlined)
        checkVolumeSpec(errors, sourceAt.child(u"inlineVolumeSpec"), *inlined, true);
    else if (textOf(*volume).isEmpty())
        errors.required(sourceAt.child(u"persistentVolumeName"), u"must specify non empty persistentVolumeName"_s);
    const QString node = textIn(spec, u"nodeName");
    invalidEach(errors, where.child(u"nodeName"), node, dns1123SubdomainProblems(node));
    if (bytesOf(entriesIn(status, u"attachmentMetadata")) > maxMapBytes)
        errors.tooLong(statusAt.child(u"attachmentMetadata"), maxMapBytes);
    for (const QStringView field : {u"attachError", u"detachError"}) checkVolumeError(status, field, statusAt, errors);
}

void createAttachment(const Value &attachment, FieldErrors &errors)
{
    checkAttachment(attachment, errors);
    const Value &spec = structIn(attachment, u"spec");
    checkCsiDriverName(errors, Where(u"spec.attacher"), textIn(spec, u"attacher"));
    if (const Value *volume = fieldIn(structIn(spec, u"source"), u"persistentVolumeName"))
        invalidEach(errors, Where(u"spec.source.persistentVolumeName"), textOf(*volume),
                    dns1123SubdomainProblems(textOf(*volume)));
}

void updateAttachment(const Value &attachment, const Value &old, FieldErrors &errors)
{
    checkAttachment(attachment, errors);
    checkAttachment(attachment, errors);
    if (!sameValue(attachment.find(u"spec"), old.find(u"spec")))
        errors.invalid(Where(u"spec"), goOpaque(u"storage.VolumeAttachmentSpec"_s), immutableProblem());
}

void updateAttachmentStatus(const Value &attachment, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(attachment, old, errors);
    const Where statusAt(u"status");
    const Value &status = structIn(attachment, u"status");
    for (int twice = 0; twice < 2; ++twice)
        for (const QStringView field : {u"attachError", u"detachError"})
            checkVolumeError(status, field, statusAt, errors);
}

void checkTokenRequests(const Value &spec, const Where &where, FieldErrors &errors)
{
    const Where list = where.child(u"tokenRequests");
    const ValueList &requests = listIn(spec, u"tokenRequests");
    QSet<QString> audiences;
    for (qsizetype at = 0; at < qsizetype(requests.size()); ++at) {
        const Where here = list.index(at);
        const QString audience = textIn(requests[at], u"audience");
        if (audiences.contains(audience)) {
            errors.duplicate(here.child(u"audience"), goQuoted(audience));
            continue;
        }
        audiences.insert(audience);
        const auto seconds = numberIn(requests[at], u"expirationSeconds");
        if (seconds && *seconds < minTokenSeconds)
            invalidNumber(errors, here.child(u"expirationSeconds"), *seconds,
                          u"may not specify a duration less than 10 minutes"_s);
        if (seconds && *seconds > maxTokenSeconds)
            invalidNumber(errors, here.child(u"expirationSeconds"), *seconds,
                          u"may not specify a duration larger than 2^32 seconds"_s);
    }
}

void checkDriverSpec(const Value &driver, FieldErrors &errors)
{
    const Where where(u"spec");
    const Value &spec = structIn(driver, u"spec");
    if (!fieldIn(spec, u"attachRequired")) errors.required(where.child(u"attachedRequired"));
    for (const QStringView field : {u"podInfoOnMount", u"storageCapacity"})
        if (!fieldIn(spec, field)) errors.required(where.child(field));
    if (const Value *policy = fieldIn(spec, u"fsGroupPolicy"))
        checkOneOf(errors, where.child(u"fsGroupPolicy"), textOf(*policy),
                   {u"File", u"None", u"ReadWriteOnceWithFSType"});
    checkTokenRequests(spec, where, errors);
    for (const Value &mode : listIn(spec, u"volumeLifecycleModes"))
        checkOneOf(errors, where.child(u"volumeLifecycleModes"), textOf(mode), {u"Persistent", u"Ephemeral"});
    if (!fieldIn(spec, u"seLinuxMount")) errors.required(where.child(u"seLinuxMount"));
    const auto period = numberIn(spec, u"nodeAllocatableUpdatePeriodSeconds");
    if (period && *period < minPeriod)
        invalidNumber(errors, where.child(u"nodeAllocatableUpdatePeriodSeconds"), *period,
                      u"must be greater than or equal to 10 seconds"_s);
}

void createDriver(const Value &driver, FieldErrors &errors)
{
    checkKubeMetadata(driver, false, nameIsSubdomain, errors);
    checkDriverSpec(driver, errors);
}

void updateDriver(const Value &driver, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(driver, old, errors);
    checkDriverSpec(driver, errors);
    const Where where(u"spec");
    const Value &spec = structIn(driver, u"spec"), &oldSpec = structIn(old, u"spec");
    checkImmutable(fieldIn(spec, u"attachRequired"), fieldIn(oldSpec, u"attachRequired"),
                   where.child(u"attachedRequired"), errors);
    if (!sameValue(spec.find(u"volumeLifecycleModes"), oldSpec.find(u"volumeLifecycleModes")))
        errors.invalid(where.child(u"volumeLifecycleModes"),
                       goTyped(u"storage.VolumeLifecycleMode", listIn(spec, u"volumeLifecycleModes")),
                       immutableProblem());
}

void checkNodeDriver(const Value &driver, QSet<QString> &names, const Where &where, FieldErrors &errors)
{
    const QString name = textIn(driver, u"name"), id = textIn(driver, u"nodeID");
    checkCsiDriverName(errors, where.child(u"name"), name);
    if (id.isEmpty()) errors.required(where.child(u"nodeID"));
    if (utf8Size(id) > maxNodeId)
        errors.invalidText(where.child(u"nodeID"), id, u"must be %1 characters or less"_s.arg(maxNodeId));
    const Where allocatable = where.child(u"allocatable");
    if (const auto count = numberIn(structIn(driver, u"allocatable"), u"count"))
        checkNotNegative(errors, allocatable.child(u"count"), *count);
    if (names.contains(name)) errors.duplicate(where.child(u"name"), goQuoted(name));
    names.insert(name);
    QSet<QString> keys;
    for (const Value &key : listIn(driver, u"topologyKeys")) {
        const QString text = textOf(key);
        if (text.isEmpty()) errors.required(where);
        if (keys.contains(text)) errors.duplicate(where, goQuoted(text));
        keys.insert(text);
        checkLabelName(errors, where, text);
    }
}

void createCsiNode(const Value &node, FieldErrors &errors)
{
    checkKubeMetadata(node, false, nameIsSubdomain, errors);
    const Where where(u"spec");
    const Where list = where.child(u"drivers");
    const ValueList &drivers = listAt(node, {u"spec", u"drivers"});
    QSet<QString> names;
    for (qsizetype at = 0; at < qsizetype(drivers.size()); ++at)
        checkNodeDriver(drivers[at], names, list.index(at), errors);
}

void updateCsiNode(const Value &node, const Value &old, FieldErrors &errors)
{
    createCsiNode(node, errors);
    createCsiNode(node, errors);
    QHash<QString, const Value *> before;
    for (const Value &driver : listAt(old, {u"spec", u"drivers"})) before.insert(textIn(driver, u"name"), &driver);
    const Where where(u"spec");
    for (const Value &driver : listAt(node, {u"spec", u"drivers"}))
        if (const Value *same = before.value(textIn(driver, u"name")); same && !same->means(driver))
            errors.invalid(where.child(u"drivers"), goOpaque(u"storage.CSINodeDriver"_s), immutableProblem());
}

void createCapacity(const Value &capacity, FieldErrors &errors)
{
    checkKubeMetadata(capacity, true, nameIsSubdomain, errors);
    checkLabelSelector(fieldIn(capacity, u"nodeTopology"), Where(u"nodeTopology"), errors);
    const QString name = textIn(capacity, u"storageClassName");
    invalidEach(errors, Where(u"storageClassName"), name, dns1123SubdomainProblems(name));
    if (const Value *amount = fieldIn(capacity, u"capacity"))
        checkNotNegativeQuantity(errors, Where(u"capacity"), *amount);
}

void updateCapacity(const Value &capacity, const Value &old, FieldErrors &errors)
{
    createCapacity(capacity, errors);
    checkKubeMetadataUpdate(capacity, old, errors);
    const Value *topology = fieldIn(capacity, u"nodeTopology");
    if (!sameValue(topology, fieldIn(old, u"nodeTopology")))
        errors.invalid(Where(u"nodeTopology"), goLabelSelector(topology), immutableProblem());
    checkImmutable(fieldIn(capacity, u"storageClassName"), fieldIn(old, u"storageClassName"),
                   Where(u"storageClassName"), errors);
}

void createAttributes(const Value &attributes, FieldErrors &errors)
{
    checkKubeMetadata(attributes, false, nameIsSubdomain, errors);
    checkProvisioner(attributes, Where(u"driverName"), u"driverName", errors);
    checkParameters(attributes, errors);
    if (entriesIn(attributes, u"parameters").empty())
        errors.required(Where(u"parameters"), u"must contain at least one key/value pair"_s);
}

void updateAttributes(const Value &attributes, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(attributes, old, errors);
    for (const QStringView field : {u"driverName", u"parameters"})
        if (!sameValue(attributes.find(field), old.find(field)))
            errors.forbidden(Where(field), u"updates to %1 are forbidden."_s.arg(field));
    createAttributes(attributes, errors);
}

} // namespace

void checkCsiDriverName(FieldErrors &errors, const Where &where, const QString &name)
{
    constexpr qsizetype max = 63;
    if (name.isEmpty()) errors.required(where);
    if (utf8Size(name) > max) errors.tooLong(where, max);
    invalidEach(errors, where, name, dns1123SubdomainProblems(name.toLower()));
}

std::span<const KindValidation> storageKinds()
{
    static constexpr KindValidation kinds[] = {
        {storageGroup, u"StorageClass", createWith<createClass, false>, updateWith<updateClass, false>, nullptr,
         storageClassWarnings},
        {storageGroup, u"VolumeAttachment", createWith<createAttachment, false>, updateWith<updateAttachment, false>,
         updateWith<updateAttachmentStatus, false>},
        {storageGroup, u"CSIDriver", createWith<createDriver, false>, updateWith<updateDriver, false>},
        {storageGroup, u"CSINode", createWith<createCsiNode, false>, updateWith<updateCsiNode, false>},
        {storageGroup, u"VolumeAttributesClass", createWith<createAttributes, false>,
         updateWith<updateAttributes, false>},
        {storageGroup, u"CSIStorageCapacity", createWith<createCapacity, true>, updateWith<updateCapacity, true>},
    };
    return kinds;
}

} // namespace practice
