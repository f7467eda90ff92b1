// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/schema/gopatterns.h"

#include <QString>
#include <QStringView>

namespace model {

// The formats of texts that an apiserver looks at (apiextensions-apiserver pkg/apiserver/validation/formats.go), as it
// does (kube-openapi pkg/validation/strfmt). Dashes in a format's name do not count.
bool isKnownFormat(QStringView format);
// True for formats that are not known, and when the time is over.
bool isOfFormat(QStringView format, const QString &text, PatternTime &time);

// Of these: Go's url.ParseRequestURI, mail.ParseAddress (without comments) and net.ParseMAC take the text.
bool isRequestUri(QStringView text);
bool isMailAddress(QStringView text);
bool isMacAddress(QStringView text);

} // namespace model
