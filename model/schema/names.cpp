// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/names.h"

#include "model/base/say.h"

#include <QByteArray>

#include <algorithm>

namespace model {

namespace {
constexpr qsizetype maxLabel = 63, maxSubdomain = 253, maxPortName = 15;
constexpr qsizetype maxCronJob = 52; // a Job's name adds eleven characters to it (kubernetes pkg/apis/batch/validation)

bool isLower(char c) { return c >= 'a' && c <= 'z'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLowerOrDigit(char c) { return isLower(c) || isDigit(c); }
bool isAlphanumeric(char c) { return isLowerOrDigit(c) || (c >= 'A' && c <= 'Z'); }

// [a-z0-9]([-a-z0-9]*[a-z0-9])?
bool isDnsPart(QByteArrayView text)
{
    return !text.isEmpty() && isLowerOrDigit(text.front()) && isLowerOrDigit(text.back()) &&
           std::all_of(text.begin(), text.end(), [](char c) { return isLowerOrDigit(c) || c == '-'; });
}

// ([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]
bool isLabelText(QByteArrayView text)
{
    return !text.isEmpty() && text.size() <= maxLabel && isAlphanumeric(text.front()) && isAlphanumeric(text.back()) &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return isAlphanumeric(c) || c == '-' || c == '_' || c == '.'; });
}

} // namespace

bool isDnsLabel(QByteArrayView text) { return text.size() <= maxLabel && isDnsPart(text); }

bool isDns1035Label(QByteArrayView text) { return isDnsLabel(text) && isLower(text.front()); }

bool isDnsSubdomain(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > maxSubdomain) return false;
    for (qsizetype dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.')) {
        if (!isDnsPart(text.first(dot))) return false;
        text = text.sliced(dot + 1);
    }
    return isDnsPart(text);
}

bool isPathSegment(QByteArrayView text)
{
    return !text.isEmpty() && text != "." && text != ".." && !text.contains('/') && !text.contains('%');
}

bool isPortName(QByteArrayView text)
{
    return text.size() <= maxPortName && isDnsPart(text) && text.indexOf("--") < 0 &&
           std::any_of(text.begin(), text.end(), isLower);
}

bool isQualifiedName(QByteArrayView text)
{
    const qsizetype slash = text.indexOf('/');
    if (slash < 0) return isLabelText(text);
    return isDnsSubdomain(text.first(slash)) && isLabelText(text.sliced(slash + 1));
}

bool isLabelValue(QByteArrayView text) { return text.isEmpty() || isLabelText(text); }

NameRule nameRule(QByteArrayView group, QByteArrayView kind)
{
    if (kind == "Service") return NameRule::Label1035;
    if (kind == "Namespace" || kind == "StatefulSet") return NameRule::Label;
    if (kind == "Job") return NameRule::Job;
    if (kind == "CronJob") return NameRule::CronJob;
    const bool segment = group == "rbac.authorization.k8s.io" || kind == "PodDisruptionBudget" ||
                         kind == "CertificateSigningRequest" || kind == "IPAddress" || kind == "ClusterTrustBundle" ||
                         kind == "APIService" || (kind == "Event" && group.isEmpty());
    return segment ? NameRule::Segment : NameRule::Subdomain;
}

bool keeps(NameRule rule, QByteArrayView name)
{
    switch (rule) {
    case NameRule::Label: return isDnsLabel(name);
    case NameRule::Label1035: return isDns1035Label(name);
    case NameRule::Segment: return isPathSegment(name);
    case NameRule::Job: return isDnsSubdomain(name) && name.size() <= maxLabel; // its Pods' labels hold the name
    case NameRule::CronJob: return isDnsSubdomain(name) && name.size() <= maxCronJob;
    case NameRule::Subdomain: break;
    }
    return isDnsSubdomain(name);
}

QString describe(NameRule rule)
{
    switch (rule) {
    case NameRule::Label: return say("at most 63 lower-case letters, digits and inner \"-\"");
    case NameRule::Label1035: return say("at most 63 lower-case letters, digits and inner \"-\", with a letter first");
    case NameRule::Segment: return say("a name without \"/\" and \"%\"");
    case NameRule::Job: return say("at most 63 lower-case letters, digits, inner \"-\" and \".\"");
    case NameRule::CronJob: return say("at most 52 lower-case letters, digits, inner \"-\" and \".\"");
    case NameRule::Subdomain: break;
    }
    return say("at most 253 lower-case letters, digits, inner \"-\" and \".\"");
}

QByteArray repairedName(NameRule rule, QByteArrayView name)
{
    QByteArray meant = name.toByteArray().trimmed().toLower();
    meant.replace('_', '-').replace(' ', '-');
    if (rule == NameRule::Label || rule == NameRule::Label1035) meant.replace('.', '-');
    while (meant.startsWith('-')) meant.remove(0, 1);
    while (meant.endsWith('-')) meant.chop(1);
    return meant != name && keeps(rule, meant) ? meant : QByteArray();
}

} // namespace model
