// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/labelselector.h"

#include <QRegularExpression>
#include <QStringList>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {

using Operator = LabelRequirement::Operator;

// Commas between requirements, not those between values.
QStringList requirementTexts(const QString &text)
{
    QStringList parts{QString()};
    int depth = 0;
    for (const QChar c : text) {
        depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
        if (c == u',' && depth == 0)
            parts += QString();
        else
            parts.last() += c;
    }
    return parts;
}

std::optional<LabelRequirement> parseOne(const QString &text)
{
    static const QRegularExpression isSet(u"^\\s*(!?)\\s*([A-Za-z0-9._/-]+)\\s*$"_s);
    static const QRegularExpression equals(u"^\\s*([A-Za-z0-9._/-]+)\\s*(==|=|!=)\\s*([A-Za-z0-9._-]*)\\s*$"_s);
    static const QRegularExpression among(
        u"^\\s*([A-Za-z0-9._/-]+)\\s+(in|notin)\\s*\\(([A-Za-z0-9._,\\s-]*)\\)\\s*$"_s);
    if (const auto match = isSet.match(text); match.hasMatch()) {
        const Operator op = match.captured(1).isEmpty() ? Operator::Exists : Operator::DoesNotExist;
        return LabelRequirement{match.captured(2), op, {}};
    }
    if (const auto match = equals.match(text); match.hasMatch())
        return LabelRequirement{
            match.captured(1), match.captured(2) == "!="_L1 ? Operator::NotIn : Operator::In, {match.captured(3)}};
    const auto match = among.match(text);
    if (!match.hasMatch()) return std::nullopt;
    LabelRequirement requirement{match.captured(1), match.captured(2) == "in"_L1 ? Operator::In : Operator::NotIn, {}};
    for (const QString &value : match.captured(3).split(u',')) requirement.values.push_back(value.trimmed());
    return requirement;
}

} // namespace

std::optional<std::vector<LabelRequirement>> parseSelector(const QString &text)
{
    std::vector<LabelRequirement> all;
    if (text.trimmed().isEmpty()) return all;
    for (const QString &part : requirementTexts(text)) {
        auto one = parseOne(part);
        if (!one) return std::nullopt;
        all.push_back(*std::move(one));
    }
    return all;
}

} // namespace model::kustomize
