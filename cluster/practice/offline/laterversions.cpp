// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/laterversions.h"

#include <algorithm>

namespace practice {

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

} // namespace

bool isTakenLater(const Cause &cause, QStringView kind, int minor)
{
    return std::ranges::any_of(relaxations, [&](const Relaxation &row) {
        const QStringView rowKind(row.kind);
        if (minor < row.minor || !(rowKind.isEmpty() || rowKind == kind)) return false;
        return cause.field.endsWith(QStringView(row.field)) && cause.message.contains(QStringView(row.message));
    });
}

} // namespace practice
