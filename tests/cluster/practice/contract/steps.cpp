// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/contract/steps.h"

namespace contract {

using model::Value;
using model::ValueList;
using model::ValueMap;

QString filled(QString text, const QMap<QString, QString> &variables)
{
    for (auto entry = variables.cend(); entry != variables.cbegin();) {
        --entry;
        text.replace(u'$' + entry.key(), entry.value());
    }
    return text;
}

Value filled(const Value &value, const QMap<QString, QString> &variables)
{
    if (value.string()) return filled(*value.string(), variables);
    if (const ValueList *list = value.list()) {
        ValueList out;
        for (const Value &item : *list) out.push_back(filled(item, variables));
        return out;
    }
    if (const ValueMap *map = value.map()) {
        ValueMap out;
        for (const auto &[key, entry] : *map) out.emplace_back(filled(key, variables), filled(entry, variables));
        return out;
    }
    return value;
}

} // namespace contract
