// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/explainrule.h"

#include "model/base/say.h"
#include "model/relations/rules.h"
#include "model/rules/catalogue.h"
#include "model/rules/rule.h"
#include "model/words/edgepages.h"

#include <algorithm>

namespace app {

using namespace Qt::StringLiterals;

namespace {

QString otherNames(const QString &id)
{
    QStringList all;
    const auto gather = [&](const QString &tool, const std::vector<std::pair<QString, QString>> &names) {
        for (const auto &[theirs, ours] : names)
            if (ours.split(u", "_s).contains(id)) all += tool + u' ' + theirs;
    };
    gather(u"kube-linter"_s, model::kubeLinterNames());
    gather(u"kube-score"_s, model::kubeScoreNames());
    return all.join(u", "_s);
}

QString switchLines(const RuleText &rule)
{
    const auto switches = ruleSwitches(rule);
    if (switches.empty()) return {};
    QString text;
    if (rule.isSwitchable && !rule.isDefault)
        text +=
            u'\n' + model::say("To switch it on:") + u"\n  .kubewright.yaml    rules: {enable: [%1]}\n"_s.arg(rule.id);
    text += u'\n' + model::say("To switch it off:") + u'\n';
    for (const auto &[where, how] : switches) text += u"  "_s + where.leftJustified(20) + how + u'\n';
    return text;
}

} // namespace

std::optional<RuleText> ruleText(const QString &id)
{
    if (const int index = model::practiceRuleIndex(id); index >= 0) {
        const model::PracticeRule &rule = model::practiceRules()[size_t(index)];
        return RuleText{id,
                        model::toWord(model::Layer::Practice),
                        model::toWord(rule.severity),
                        model::sayRule(rule.what),
                        model::sayRule(rule.why),
                        model::sayRule(rule.fix),
                        otherNames(id),
                        true,
                        rule.isDefault,
                        rule.parameters};
    }
    const model::RuleEntry *rule = model::otherRule(id);
    if (!rule) return std::nullopt;
    return RuleText{id,
                    model::toWord(rule->layer),
                    QString::fromUtf8(rule->severity),
                    model::sayRule(rule->what),
                    model::sayRule(rule->why),
                    model::sayRule(rule->fix),
                    otherNames(id),
                    false,
                    true,
                    {}};
}

std::vector<std::pair<QString, QString>> ruleSwitches(const RuleText &rule)
{
    // What the server says cannot be left unsaid.
    if (rule.layer == model::toWord(model::Layer::Server)) return {};
    return {{u".kubewright.yaml"_s, u"rules: {disable: [%1]}"_s.arg(rule.id)},
            {model::say("an annotation"), u"ignore.kubewright.io/%1: REASON"_s.arg(rule.id)},
            {model::say("a comment"), u"# kubewright:ignore %1 REASON"_s.arg(rule.id)},
            {model::say("the command line"), u"--ignore %1"_s.arg(rule.id)}};
}

QString ruleStateText(const RuleText &rule)
{
    if (!rule.isSwitchable) return {};
    return u", "_s + (rule.isDefault ? model::say("on by default") : model::say("off by default"));
}

std::optional<QString> explainRule(const QString &word)
{
    const auto rule = ruleText(word);
    if (!rule) return std::nullopt;
    QString text = u"%1 (%2, %3%4)\n\n%5\n%6\n"_s.arg(rule->id, rule->layer, rule->severity, ruleStateText(*rule),
                                                      rule->what, rule->why);
    text += u'\n' + model::say("What to do: %1").arg(rule->fix) + u".\n"_s;
    for (const model::RuleParameter &parameter : rule->parameters)
        text += model::say("Parameter %1: %2").arg(QLatin1String(parameter.name), model::sayRule(parameter.what)) +
                (parameter.number < 0 ? QString() : u' ' + model::say("(%1 by default)").arg(parameter.number)) + u'\n';
    if (!rule->elsewhere.isEmpty()) text += model::say("Elsewhere: %1").arg(rule->elsewhere) + u'\n';
    return text + switchLines(*rule);
}

QStringList edgeRuleWords()
{
    QStringList words;
    for (const model::EdgeRule &rule : model::edgeRules()) words += rule.word;
    return words;
}

std::optional<QString> explainEdgeRule(const QString &word)
{
    for (const model::EdgeRule &rule : model::edgeRules())
        if (rule.word == word)
            return u"%1 (%2)\n\n%3\n\n%4"_s.arg(rule.word, model::say("an edge of the graph"),
                                                model::explain(rule.relation), model::edgePage(rule.word));
    return std::nullopt;
}

QString listRules()
{
    QString text;
    constexpr int severityWidth = 18; // "warning or error"
    qsizetype width = 0;
    for (const QByteArray &id : model::ruleIds()) width = std::max(width, id.size());
    for (const QString &word : edgeRuleWords()) width = std::max(width, word.size());
    for (const QByteArray &id : model::ruleIds()) {
        const auto rule = ruleText(QString::fromLatin1(id));
        const QString severity = rule->isDefault ? rule->severity : u"off"_s;
        text += QString::fromLatin1(id).leftJustified(width + 2) + severity.leftJustified(severityWidth) + rule->what +
                u'\n';
    }
    for (const model::EdgeRule &rule : model::edgeRules())
        text += rule.word.leftJustified(width + 2) + QStringLiteral("edge").leftJustified(severityWidth) +
                model::explain(rule.relation) + u'\n';
    return text;
}

} // namespace app
