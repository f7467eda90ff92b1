// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace model {

// The rules of names of apimachinery pkg/util/validation. An empty text is never a name.
bool isDnsLabel(QByteArrayView text);      // RFC 1123: lower-case letters, digits and inner '-'; at most 63
bool isDns1035Label(QByteArrayView text);  // the same, starting with a letter
bool isDnsSubdomain(QByteArrayView text);  // labels of any length with '.' between; at most 253
bool isPathSegment(QByteArrayView text);   // anything but ".", "..", and texts with '/' or '%'
bool isPortName(QByteArrayView text);      // IANA service name: at most 15, a letter among them, no "--"
bool isQualifiedName(QByteArrayView text); // the key of a label: [subdomain/]name, the name at most 63
bool isLabelValue(QByteArrayView text);    // may be empty; at most 63 of letters, digits, inner '-', '_' and '.'

// Which of them a kind's metadata.name keeps (each tried against an apiserver).
enum class NameRule : quint8 { Subdomain, Label, Label1035, Segment, Job, CronJob };
NameRule nameRule(QByteArrayView group, QByteArrayView kind);
bool keeps(NameRule rule, QByteArrayView name);
// What the rule allows, for a sentence: "lower-case letters, digits, …".
QString describe(NameRule rule);

// The nearest name that keeps the rule ("Web_1" → "web-1"), or empty.
QByteArray repairedName(NameRule rule, QByteArrayView name);

} // namespace model
