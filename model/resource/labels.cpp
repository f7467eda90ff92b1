// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/labels.h"

#include <QStringList>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

Labels readLabels(YamlRef mapping)
{
    Labels labels;
    mapping.forEachEntry([&](const QString &key, YamlRef, YamlRef value) {
        if (value.isScalar()) labels.emplace_back(key, value.isNull() ? QString() : value.text());
    });
    // Of equal keys the last one counts, as for kubectl.
    std::stable_sort(labels.begin(), labels.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    const auto later =
        std::unique(labels.rbegin(), labels.rend(), [](const auto &a, const auto &b) { return a.first == b.first; });
    labels.erase(labels.begin(), later.base());
    return labels;
}

const QString *findLabel(const Labels &labels, const QString &key)
{
    const auto found = std::lower_bound(labels.begin(), labels.end(), key,
                                        [](const auto &label, const QString &wanted) { return label.first < wanted; });
    return found != labels.end() && found->first == key ? &found->second : nullptr;
}

bool containsLabels(const Labels &labels, const Labels &wanted)
{
    return std::includes(labels.begin(), labels.end(), wanted.begin(), wanted.end());
}

QString toText(const Labels &labels)
{
    QStringList parts;
    for (const auto &[key, value] : labels) parts << key + u'=' + value;
    return parts.join(u',');
}

bool LabelRequirement::matches(const Labels &labels) const
{
    const QString *value = findLabel(labels, key);
    const bool listed = value && std::find(values.begin(), values.end(), *value) != values.end();
    switch (op) {
    case Operator::In: return listed;
    case Operator::NotIn: return !listed;
    case Operator::Exists: return value;
    case Operator::DoesNotExist: return !value;
    case Operator::Unknown: break;
    }
    return false;
}

QString LabelRequirement::toString() const
{
    const QString list = QStringList(values.begin(), values.end()).join(u',');
    switch (op) {
    case Operator::In: return u"%1 in (%2)"_s.arg(key, list);
    case Operator::NotIn: return u"%1 notin (%2)"_s.arg(key, list);
    case Operator::Exists: return key;
    case Operator::DoesNotExist: return u'!' + key;
    case Operator::Unknown: break;
    }
    return key + u'?';
}

LabelSelector LabelSelector::read(YamlRef selector)
{
    LabelSelector result = readMap(selector[u"matchLabels"]);
    selector[u"matchExpressions"].forEachItem([&](int, YamlRef item) {
        LabelRequirement requirement{.key = item[u"key"].text(), .values = {}};
        const QString op = item[u"operator"].text();
        using enum LabelRequirement::Operator;
        requirement.op = op == u"In"             ? In
                         : op == u"NotIn"        ? NotIn
                         : op == u"Exists"       ? Exists
                         : op == u"DoesNotExist" ? DoesNotExist
                                                 : Unknown;
        item[u"values"].forEachItem([&](int, YamlRef value) { requirement.values.push_back(value.text()); });
        // apimachinery pkg/labels NewRequirement refuses these, and with them the selector.
        const bool lists = requirement.op == In || requirement.op == NotIn;
        if (lists == requirement.values.empty()) requirement.op = Unknown;
        result.requirements.push_back(std::move(requirement));
    });
    return result;
}

LabelSelector LabelSelector::readMap(YamlRef map) { return {.matchLabels = readLabels(map), .requirements = {}}; }

bool LabelSelector::matches(const Labels &labels) const
{
    return containsLabels(labels, matchLabels) &&
           std::all_of(requirements.begin(), requirements.end(),
                       [&](const LabelRequirement &requirement) { return requirement.matches(labels); });
}

QString LabelSelector::toString() const
{
    QStringList parts;
    if (!matchLabels.empty()) parts << toText(matchLabels);
    for (const LabelRequirement &requirement : requirements) parts << requirement.toString();
    return parts.join(u',');
}

} // namespace model
