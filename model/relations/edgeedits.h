// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/document/changeset.h"
#include "model/resource/resource.h"

#include <QSet>

// What the rules' connect and disconnect functions are made of.
namespace model {

// The value as the list's last item.
SetField append(const Resource &resource, const FieldPath &list, Value item);
// The item, or the whole list when it is the only one.
RemoveField removeItem(const Resource &resource, const FieldPath &item);
// From a field to the list item that it stands in: up to the first index behind a step of that name. Empty: none.
FieldPath itemAround(const FieldPath &field, QStringView list);
// name, or name-2, name-3, … that is not taken.
QString freeName(const QSet<QString> &taken, const QString &name, QChar separator = u'-');
// A name as a DNS label: volumes and ports need one. Never empty.
QString dnsLabel(const QString &name);
// Names of a list's items.
QSet<QString> namesIn(YamlRef list, QStringView key = u"name");

Error whyNot(const QString &message, Error::Code code = Error::Code::Invalid);

} // namespace model
