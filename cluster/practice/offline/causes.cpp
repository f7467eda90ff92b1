// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/causes.h"

#include "cluster/practice/base/objects.h"

#include <algorithm>

namespace practice {

using model::Value;

namespace {

struct Relaxation
{
    int minor;               // the first version that has it
    const char16_t *kind;    // empty: any
    const char16_t *field;   // what the cause's field ends with
    const char16_t *message; // a part of the cause's message; empty: any
};

constexpr Relaxation relaxations[] = {
    {34, u"Service", u"spec.trafficDistribution", u"\"PreferSame"}, // PreferSameTrafficDistribution
    {35, u"", u"].restartPolicy", u""},                             // ContainerRestartRules
    {36, u"Service", u"metadata.name", u"DNS-1035"},                // RelaxedServiceNameValidation
    {36, u"Ingress", u".service.name", u"DNS-1035"},
    {37, u"HorizontalPodAutoscaler", u"spec.minReplicas", u"Invalid value: 0:"}, // HPAScaleToZero
};

// What a later version lists as supported.
struct LaterValues
{
    int minor;
    const char16_t *kind;
    const char16_t *field;
    const char16_t *before, *after;
};

constexpr LaterValues laterValues[] = {
    // validateServiceTrafficDistribution
    {34, u"Service", u"spec.trafficDistribution", u"supported values: \"PreferClose\"",
     u"supported values: \"PreferClose\", \"PreferSameZone\", \"PreferSameNode\""},
};

// A field that a server makes of another, by what both begin with.
struct MadeField
{
    const char16_t *kind;
    const char16_t *made;
    const char16_t *written;
    const char16_t *holder; // it is there when it was written
    const char16_t *field;
};

constexpr MadeField madeFields[] = {
    {u"Service", u"spec.clusterIPs[0]", u"spec.clusterIP", u"spec", u"clusterIP"},
    {u"HorizontalPodAutoscaler", u"spec.metrics[0].resource.target.averageUtilization",
     u"spec.targetCPUUtilizationPercentage", u"spec", u"targetCPUUtilizationPercentage"},
    {u"Pod", u"spec.securityContext.shareProcessNamespace", u"spec.shareProcessNamespace", u"spec",
     u"shareProcessNamespace"},
    {u"Node", u"spec.podCIDRs[0]", u"spec.podCIDR", u"spec", u"podCIDR"},
    {u"Secret", u"data", u"stringData", u"", u"stringData"},
    {u"PersistentVolumeClaim", u"spec.resources[", u"spec.resources.requests[", u"spec", u"resources"},
    {u"Node", u"metadata.taints", u"spec.taints", u"spec", u"taints"},
    {u"RuntimeClass", u"scheduling.tolerations.tolerations[", u"scheduling.tolerations[", u"", u"scheduling"},
    {u"Node", u"metadata.annotations.AvoidPods", u"metadata.annotations[scheduler.alpha.kubernetes.io/preferAvoidPods]",
     u"metadata", u"annotations"},
    {u"PodDisruptionBudget", u"spec", u"spec.maxUnavailable", u"spec", u"maxUnavailable"},
    {u"CustomResourceDefinition", u"spec.validation.", u"spec.versions[0].schema.", u"spec", u"versions"},
    {u"CustomResourceDefinition", u"spec.subresources", u"spec.versions[0].subresources", u"spec", u"versions"},
    {u"CustomResourceDefinition", u"spec.additionalPrinterColumns", u"spec.versions[0].additionalPrinterColumns",
     u"spec", u"versions"},
    {u"CustomResourceDefinition", u"spec.selectableFields", u"spec.versions[0].selectableFields", u"spec", u"versions"},
};

bool isWritten(const MadeField &row, const Value &written)
{
    const QStringView holder(row.holder);
    const Value *object = holder.isEmpty() ? &written : written.find(holder);
    return object && object->find(QStringView(row.field));
}

// Where what begins with an opening brace ends; -1: nowhere.
qsizetype endOfBraces(const QString &text, qsizetype at)
{
    int depth = 0;
    bool isQuoted = false;
    for (; at < text.size(); ++at) {
        if (isQuoted && text[at] == u'\\') {
            ++at;
            continue;
        }
        if (text[at] == u'"') isQuoted = !isQuoted;
        if (isQuoted) continue;
        if (text[at] == u'{') ++depth;
        if (text[at] == u'}' && --depth == 0) return at + 1;
    }
    return -1;
}

QString withoutGo(const QString &message)
{
    const qsizetype begin = message.indexOf(QStringLiteral(" value: "));
    if (begin < 0 || begin > 11) return message; // of "Unsupported"
    constexpr qsizetype words = 8;
    const qsizetype value = begin + words;
    qsizetype at = value;
    const auto isOfType = [](QChar c) {
        return c.isLetterOrNumber() || c == u'.' || c == u'[' || c == u']' || c == u'*';
    };
    while (at < message.size() && isOfType(message[at])) ++at;
    if (at == value || at >= message.size()) return message;
    const bool isNil = message.mid(at).startsWith(QStringLiteral("(nil)"));
    if (message[at] != u'{' && !isNil) return message;
    const qsizetype end = isNil ? at + 5 : endOfBraces(message, at);
    return end < 0 ? message : message.left(begin + words - 2) + message.mid(end);
}

// apimachinery pkg/util/validation RegexError: "(e.g. 'a', regex used for validation is '…')".
QString withoutPatterns(QString message)
{
    for (const QStringView begin : {u", regex used for validation is '", u" (regex used for validation is '"}) {
        for (qsizetype at = message.indexOf(begin); at >= 0; at = message.indexOf(begin, at)) {
            const qsizetype end = message.indexOf(u"')", at + begin.size());
            if (end < 0) break;
            const qsizetype gone = begin.startsWith(u',') ? 1 : 2; // a parenthesis may close examples, too
            message.remove(at, end + gone - at);
        }
    }
    const QStringView sysctl = u" and match regex ^"; // the last words of its message
    if (const qsizetype at = message.indexOf(sysctl); at >= 0)
        message = message.left(at) + QStringLiteral(" of a-z, 0-9, '-' and '_' in parts between '.' or '/'");
    return message.replace(QStringLiteral("',  or '"), QStringLiteral("' or '"));
}

// Go's JSON tells what it stumbled on.
QString withoutSecrets(const QString &message)
{
    const QString redacted = QStringLiteral("\"<secret contents redacted>\": ");
    const qsizetype at = message.indexOf(redacted);
    return at < 0 ? message : message.left(at + redacted.size()) + QStringLiteral("is no JSON object");
}

} // namespace

bool isTakenLater(const Cause &cause, const ApiKind &kind, int minor)
{
    return std::ranges::any_of(relaxations, [&](const Relaxation &row) {
        const QStringView rowKind(row.kind);
        if (minor < row.minor || !(rowKind.isEmpty() || rowKind == kind.kind)) return false;
        return cause.field.endsWith(QStringView(row.field)) && cause.message.contains(QStringView(row.message));
    });
}

void dropConsequences(std::vector<Cause> &causes)
{
    const bool hasVolume = std::ranges::any_of(
        causes, [](const Cause &cause) { return cause.field.contains(QStringLiteral(".volumes[")); });
    const auto isStatus = [](const Cause &cause) { return cause.field.startsWith(QStringLiteral("status.")); };
    const bool hasOther = !std::ranges::all_of(causes, isStatus);
    const bool hasSelector = std::ranges::none_of(causes, [](const Cause &cause) {
        return cause.field == QStringLiteral("spec.selector") && cause.reason == QStringLiteral("FieldValueRequired");
    });
    std::erase_if(causes, [&](const Cause &cause) {
        const bool isMount = cause.reason == QStringLiteral("FieldValueNotFound") &&
                             cause.field.contains(QStringLiteral(".volumeMounts["));
        const bool isMismatch = cause.field == QStringLiteral("spec.template.metadata.labels") &&
                                cause.message.endsWith(QStringLiteral("does not match template `labels`"));
        return (hasVolume && isMount) || (!hasSelector && isMismatch) || (hasOther && isStatus(cause));
    });
}

QString writtenField(const QString &field, const ApiKind &kind, const Value &written)
{
    for (const MadeField &row : madeFields) {
        const QStringView made(row.made), instead(row.written);
        if (QStringView(row.kind) != kind.kind || !field.startsWith(made) || !isWritten(row, written)) continue;
        const QStringView rest = QStringView(field).sliced(made.size());
        if (made == u"spec" && !rest.isEmpty()) continue;
        if (made == u"data" && written.find(u"data") && !rest.isEmpty()) continue;
        return instead.toString().append(rest);
    }
    return field;
}

QString plainMessage(const QString &message) { return withoutSecrets(withoutPatterns(withoutGo(message))); }

QString messageOfVersion(const QString &message, const Cause &cause, const ApiKind &kind, int minor)
{
    QString told = message;
    for (const LaterValues &row : laterValues)
        if (minor >= row.minor && QStringView(row.kind) == kind.kind && QStringView(row.field) == cause.field &&
            message.endsWith(QStringView(row.before)))
            told.replace(QStringView(row.before).toString(), QStringView(row.after).toString());
    return told;
}

} // namespace practice
