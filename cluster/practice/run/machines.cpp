// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/run/machines.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

Value resources()
{
    return ValueMap{{QStringLiteral("cpu"), u"8"},
                    {QStringLiteral("ephemeral-storage"), u"100Gi"},
                    {QStringLiteral("memory"), u"32Gi"},
                    {QStringLiteral("pods"), u"110"}};
}

// 10.255.0.1 and on: as many as there can be nodes.
QString addressOf(int number) { return QStringLiteral("10.255.%1.%2").arg(number / 250).arg(number % 250 + 1); }

} // namespace

Value machine(int number)
{
    const QString name = QStringLiteral("node-%1").arg(number);
    Value labels(ValueMap{{QStringLiteral("kubernetes.io/arch"), u"amd64"},
                          {QStringLiteral("kubernetes.io/hostname"), name},
                          {QStringLiteral("kubernetes.io/os"), u"linux"}});
    const auto address = [](const char16_t *type, const QString &text) -> Value {
        return ValueMap{{QStringLiteral("type"), type}, {QStringLiteral("address"), text}};
    };
    Value status(ValueMap{{QStringLiteral("capacity"), resources()},
                          {QStringLiteral("allocatable"), resources()},
                          {QStringLiteral("addresses"),
                           ValueList{address(u"InternalIP", addressOf(number)), address(u"Hostname", name)}}});
    return ValueMap{{QStringLiteral("apiVersion"), u"v1"},
                    {QStringLiteral("kind"), u"Node"},
                    {QStringLiteral("metadata"),
                     ValueMap{{QStringLiteral("name"), name}, {QStringLiteral("labels"), std::move(labels)}}},
                    {QStringLiteral("spec"), ValueMap()},
                    {QStringLiteral("status"), std::move(status)}};
}

} // namespace practice
