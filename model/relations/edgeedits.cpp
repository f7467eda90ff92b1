// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/edgeedits.h"

namespace model {

using namespace Qt::StringLiterals;

SetField append(const Resource &resource, const FieldPath &list, Value item)
{
    const YamlRef present = resource.at(list);
    return {resource.key, list / (present.isSequence() ? present.size() : 0), std::move(item)};
}

RemoveField removeItem(const Resource &resource, const FieldPath &item)
{
    const FieldPath list = item.parent();
    return {resource.key, resource.at(list).size() > 1 ? item : list};
}

FieldPath itemAround(const FieldPath &field, QStringView list)
{
    std::vector<FieldPath::Step> steps;
    for (const FieldPath::Step &step : field.steps()) {
        const QString *before = steps.empty() ? nullptr : std::get_if<QString>(&steps.back());
        const bool found = before && *before == list && std::holds_alternative<int>(step);
        steps.push_back(step);
        if (found) return FieldPath(std::move(steps));
    }
    return {};
}

QString freeName(const QSet<QString> &taken, const QString &name, QChar separator)
{
    QString free = name;
    for (int i = 2; taken.contains(free); ++i) free = name + separator + QString::number(i);
    return free;
}

QString dnsLabel(const QString &name)
{
    constexpr int longest = 58; // of 63, with room for freeName()
    QString label;
    for (const QChar c : name.left(longest).toLower())
        label += (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') ? c : QChar(u'-');
    while (label.startsWith(u'-')) label.remove(0, 1);
    while (label.endsWith(u'-')) label.chop(1);
    return label.isEmpty() ? u"x"_s : label;
}

QSet<QString> namesIn(YamlRef list, QStringView key)
{
    QSet<QString> names;
    list.forEachItem([&](int, YamlRef item) { names.insert(item[key].text()); });
    return names;
}

Error whyNot(const QString &message, Error::Code code) { return {.code = code, .message = message}; }

} // namespace model
