// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>
#include <QStringView>

#include <initializer_list>
#include <optional>

namespace practice {

// The words of tables, as kubectl's users know them.

// apimachinery pkg/util/duration HumanDuration: "5s", "3m20s", "2d3h"; "<invalid>" for more than a second before now.
QString humanDuration(qint64 ms);
// RFC 3339 with or without fractions of a second; nothing for anything else.
std::optional<qint64> parseTime(const QString &text);
// How long ago that was; "<unknown>" when it is no time.
QString since(const QString &time, qint64 nowMs);
// Since metadata.creationTimestamp.
QString ageOf(const model::Value &object, qint64 nowMs);

// "a=1,b=2", sorted; "<none>" when there is none (labels.FormatLabels).
QString labelsText(const model::ValueMap &labels);
// "a=1,b in (x,y),!c": a LabelSelector (metav1.FormatLabelSelector); otherwise when it selects nothing by name.
QString selectorText(const model::Value *selector, const QString &otherwise = QStringLiteral("<none>"));

// "a,b": of a list of objects, a field of each.
QString joined(const model::ValueList &list, QStringView field, const QString &separator = QStringLiteral(","));
// "a,b": of a list of texts.
QString joined(const model::ValueList &list, const QString &separator = QStringLiteral(","));
// The text, or otherwise when it is empty.
QString orElse(QString text, QStringView otherwise);
// A text, a number as text (of an IntOrString, a quantity), or otherwise when it is not there.
QString scalarAt(const model::Value &object, std::initializer_list<QStringView> way, QStringView otherwise);

} // namespace practice
