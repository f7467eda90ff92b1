// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/life/looks.h"

namespace life {

using namespace Qt::StringLiterals;
using model::Value;

namespace {

QStringList textsOf(const Value &value)
{
    QStringList texts;
    if (!value.list()) return texts;
    for (const Value &text : *value.list())
        if (text.string()) texts += *text.string();
    return texts;
}

} // namespace

QString Looks::add(const Value &see)
{
    const QHash<QString, QSet<QString> *> sets{
        {u"also"_s, &also},   {u"only"_s, &only},           {u"without"_s, &without},
        {u"whole"_s, &whole}, {u"unordered"_s, &unordered}, {u"anybody"_s, &anybody},
        {u"quiet"_s, &quiet}, {u"living"_s, &living},       {u"uncounted"_s, &uncounted}};
    const QHash<QString, QHash<QString, QStringList> *> tables{{u"milestones"_s, &milestones}, {u"apart"_s, &apart}};
    if (!see.map()) return u"see"_s;
    for (const auto &[name, value] : *see.map()) {
        if (name == u"machines") {
            showsMachines = value.boolean() && *value.boolean();
        } else if (QSet<QString> *set = sets.value(name)) {
            for (const QString &text : textsOf(value)) set->insert(text);
        } else if (QHash<QString, QStringList> *table = tables.value(name); table && value.map()) {
            for (const auto &[kind, paths] : *value.map()) (*table)[kind] += textsOf(paths);
        } else {
            return name;
        }
    }
    return {};
}

} // namespace life
