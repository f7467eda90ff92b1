// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"

#include <QByteArray>
#include <QSet>

// pkg/apis/certificates/validation/validation.go: CertificateSigningRequest. Of the request itself only the kind of its
// PEM block is looked at, not what is encoded in it, nor its signature; changes of a status are not looked at.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

Problems anyRequestName(QStringView, bool) { return {}; }

// "example.com/signer-name" (pkg/apis/core/validation/names.go ValidateSignerName).
void checkSignerName(FieldErrors &errors, const Where &where, const QString &name)
{
    constexpr qsizetype maxDomain = 253, maxName = 253 + 1 + 253 + 1 + 63;
    if (name.isEmpty()) return errors.required(where);
    const QStringList parts = name.split(u'/');
    if (parts.size() != 2)
        return errors.invalidText(where, name,
                                  u"must be a fully qualified domain and path of the form 'example.com/signer-name'"_s);
    if (utf8Size(parts[0]) > maxDomain) errors.tooLong(where, maxDomain);
    const auto checkFirst = [&](const QString &part, Problems (*problemsOf)(QStringView)) {
        for (const QString &label : part.split(u'.')) {
            const Problems problems = problemsOf(label);
            for (const QString &problem : problems)
                errors.invalidText(where, part, u"validating label %1: %2"_s.arg(goQuoted(label), problem));
            if (!problems.empty()) return;
        }
    };
    checkFirst(parts[0], dns1123LabelProblems);
    if (!parts[0].contains(u'.'))
        errors.invalidText(where, parts[0], u"should be a domain with at least two segments separated by dots"_s);
    checkFirst(parts[1], dns1123SubdomainProblems);
    if (utf8Size(name) > maxName) errors.tooLong(where, maxName);
}

void checkUsages(FieldErrors &errors, const Where &list, const ValueList &usages)
{
    if (usages.empty()) errors.required(list);
    QSet<QString> seen;
    for (qsizetype at = 0; at < qsizetype(usages.size()); ++at) {
        const QString &usage = textOf(usages[at]);
        checkOneOf(errors, list.index(at), usage,
                   {u"any",
                    u"cert sign",
                    u"client auth",
                    u"code signing",
                    u"content commitment",
                    u"crl sign",
                    u"data encipherment",
                    u"decipher only",
                    u"digital signature",
                    u"email protection",
                    u"encipher only",
                    u"ipsec end system",
                    u"ipsec tunnel",
                    u"ipsec user",
                    u"key agreement",
                    u"key encipherment",
                    u"microsoft sgc",
                    u"netscape sgc",
                    u"ocsp signing",
                    u"s/mime",
                    u"server auth",
                    u"signing",
                    u"timestamping"});
        if (seen.contains(usage)) errors.duplicate(list.index(at), goQuoted(usage));
        seen.insert(usage);
    }
}

void createRequest(const Value &request, FieldErrors &errors)
{
    checkKubeMetadata(request, false, anyRequestName, errors);
    const Where where(u"spec");
    const Value &spec = structIn(request, u"spec");
    const QByteArray text = QByteArray::fromBase64(textIn(spec, u"request").toLatin1());
    // What else is wrong with a block that is one would need its decoding.
    if (!text.contains("-----BEGIN CERTIFICATE REQUEST-----"))
        errors.invalid(where.child(u"request"), goOpaque(u"[]byte"), u"PEM block type must be CERTIFICATE REQUEST"_s);
    checkUsages(errors, where.child(u"usages"), listIn(spec, u"usages"));
    const QString &signer = textIn(spec, u"signerName");
    if (signer == u"kubernetes.io/legacy-unknown")
        errors.invalidText(where.child(u"signerName"), signer,
                           u"the legacy signerName is not allowed via this API version"_s);
    else
        checkSignerName(errors, where.child(u"signerName"), signer);
    constexpr qint64 minSeconds = 600;
    if (const auto seconds = numberIn(spec, u"expirationSeconds"); seconds && *seconds < minSeconds)
        invalidNumber(errors, where.child(u"expirationSeconds"), *seconds,
                      u"may not specify a duration less than 600 seconds (10 minutes)"_s);
}

void updateRequest(const Value &request, const Value &old, FieldErrors &errors)
{
    createRequest(request, errors);
    checkKubeMetadataUpdate(request, old, errors);
}

} // namespace

std::span<const KindValidation> certificateKinds()
{
    static constexpr KindValidation kinds[] = {
        {u"certificates.k8s.io", u"CertificateSigningRequest", createWith<createRequest, false>,
         updateWith<updateRequest, false>},
    };
    return kinds;
}

} // namespace practice
