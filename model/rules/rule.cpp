// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"

#include "model/rules/settings.h"

#include <QHash>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

std::vector<PracticeRule> allRules()
{
    std::vector<PracticeRule> all;
    for (const auto rows : {probeRules, resourceRules, securityRules, hardeningRules, imageRules, hostRules,
                            secretRules, accountRules, rbacRules, scaleRules, workloadRules, autoscalerRules,
                            serviceRules, ingressRules, labelRules, jobRules, storageRules, environmentRules})
        for (PracticeRule &rule : rows()) all.push_back(std::move(rule));
    std::sort(all.begin(), all.end(),
              [](const PracticeRule &a, const PracticeRule &b) { return qstrcmp(a.id, b.id) < 0; });
    return all;
}

// "add[1]" of spec.…capabilities.add[1]
QString shortName(const FieldPath &path)
{
    int begin = path.size() - 1;
    while (begin > 0 && std::holds_alternative<int>(path[begin])) --begin;
    return FieldPath(std::vector<FieldPath::Step>(path.steps().begin() + begin, path.steps().end())).toString();
}

// Of a scalar; the rest would be too long for a menu.
QString shortValue(const Value &value)
{
    if (const bool *is = value.boolean()) return *is ? u"true"_s : u"false"_s;
    if (const qint64 *number = value.integer()) return QString::number(*number);
    return value.string() ? *value.string() : QString();
}

} // namespace

const std::vector<PracticeRule> &practiceRules()
{
    static const std::vector<PracticeRule> rules = allRules();
    return rules;
}

int practiceRuleIndex(QStringView id)
{
    static const QHash<QString, int> indexes = [] {
        QHash<QString, int> all;
        for (size_t i = 0; i < practiceRules().size(); ++i) all.insert(QLatin1String(practiceRules()[i].id), int(i));
        return all;
    }();
    return indexes.value(id.toString(), -1);
}

RuleFinding &RuleFindings::add(YamlRef where, FieldPath field, QString message)
{
    if (isFull()) return m_spilled = {where, std::move(field), std::move(message)};
    m_findings.push_back({where, std::move(field), std::move(message)});
    return m_findings.back();
}

void RuleFindings::offer(const QString &text, Edits edits)
{
    if (!m_wantsEdits || isFull() || m_findings.empty()) return;
    m_findings.back().quickFix = text;
    m_findings.back().edits = std::move(edits);
}

void RuleFindings::offerSet(const FieldPath &path, const Value &value)
{
    if (!m_wantsEdits) return;
    const QString text = shortValue(value);
    const QString name = shortName(path);
    offer(text.isEmpty() ? sayRule("Set %1").arg(name) : sayRule("Set %1 to %2").arg(name, text),
          {SetField{m_subject.resource.key, path, value}});
}

void RuleFindings::offerRemove(const FieldPath &path)
{
    if (!m_wantsEdits) return;
    offer(sayRule("Remove %1").arg(shortName(path)), {RemoveField{m_subject.resource.key, path}});
}

qint64 RuleFindings::number(const char *parameter) const { return m_settings.number(*m_rule, parameter); }

QStringList RuleFindings::words(const char *parameter) const { return m_settings.words(*m_rule, parameter); }

} // namespace model
