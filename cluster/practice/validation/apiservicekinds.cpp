// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"

#include <QByteArray>

// kube-aggregator pkg/apis/apiregistration/validation/validation.go: APIService.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

namespace {

constexpr qint64 maxGroupPriority = 20000, maxVersionPriority = 1000;

void checkService(const Value &service, const Where &where, FieldErrors &errors)
{
    for (const QStringView field : {u"namespace", u"name"})
        if (textIn(service, field).isEmpty()) errors.required(where.child(field));
    const qint64 port = numberIn(service, u"port").value_or(0);
    for (const QString &problem : portNumberProblems(port))
        invalidNumber(errors, where.child(u"port"), port, u"port is not valid: "_s + problem);
}

void checkSpec(const Value &spec, FieldErrors &errors)
{
    const Where where(u"spec");
    const QString group = textIn(spec, u"group"), version = textIn(spec, u"version");
    if (group.isEmpty() && version != u"v1")
        errors.required(where.child(u"group"), u"only v1 may have an empty group and it better be legacy kube"_s);
    if (!group.isEmpty()) invalidEach(errors, where.child(u"group"), group, dns1123SubdomainProblems(group));
    invalidEach(errors, where.child(u"version"), version, dns1035LabelProblems(version));
    const qint64 ofGroup = numberIn(spec, u"groupPriorityMinimum").value_or(0);
    const qint64 ofVersion = numberIn(spec, u"versionPriority").value_or(0);
    if (ofGroup <= 0 || ofGroup > maxGroupPriority)
        invalidNumber(errors, where.child(u"groupPriorityMinimum"), ofGroup, u"must be positive and less than 20000"_s);
    if (ofVersion <= 0 || ofVersion > maxVersionPriority)
        invalidNumber(errors, where.child(u"versionPriority"), ofVersion, u"must be positive and less than 1000"_s);
    const Value *service = fieldIn(spec, u"service");
    const QString bundle = textIn(spec, u"caBundle");
    const bool insecure = flagIn(spec, u"insecureSkipTLSVerify").value_or(false);
    const Where insecureAt = where.child(u"insecureSkipTLSVerify");
    if (service) {
        checkService(*service, where.child(u"service"), errors);
        if (insecure && !bundle.isEmpty())
            errors.invalid(insecureAt, u"true"_s, u"may not be true if caBundle is present"_s);
        return;
    }
    if (!bundle.isEmpty())
        errors.invalidText(where.child(u"caBundle"),
                           u"%1 bytes"_s.arg(QByteArray::fromBase64(bundle.toLatin1()).size()),
                           u"local APIServices may not have a caBundle"_s);
    if (insecure) errors.invalid(insecureAt, u"true"_s, u"local APIServices may not have insecureSkipTLSVerify"_s);
}

void createApiService(const Value &service, FieldErrors &errors)
{
    const Value &spec = structIn(service, u"spec");
    const QString name = nameOf(service), wanted = textIn(spec, u"version") + u'.' + textIn(spec, u"group");
    const Where metadata(u"metadata");
    if (name != wanted && !name.isEmpty() && pathSegmentProblems(name).empty())
        errors.invalidText(metadata.child(u"name"), name,
                           u"must be `spec.version+\".\"+spec.group`: "_s + goQuoted(wanted));
    checkMetadata(service, false, nameIsPathSegment, errors);
    checkSpec(spec, errors);
}

void updateApiService(const Value &service, const Value &old, FieldErrors &errors)
{
    checkMetadataUpdate(service, old, errors);
    createApiService(service, errors);
}

void updateApiServiceStatus(const Value &service, const Value &old, FieldErrors &errors)
{
    checkMetadataUpdate(service, old, errors);
}

} // namespace

std::span<const KindValidation> apiServiceKinds()
{
    static constexpr KindValidation kinds[] = {
        {u"apiregistration.k8s.io", u"APIService", createWith<createApiService, false>,
         updateWith<updateApiService, false>, updateWith<updateApiServiceStatus, false>},
    };
    return kinds;
}

} // namespace practice
