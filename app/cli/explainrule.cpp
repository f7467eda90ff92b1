// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/explainrule.h"

#include "model/base/say.h"
#include "model/rules/catalogue.h"
#include "model/rules/rule.h"

#include <algorithm>

namespace app {

using namespace Qt::StringLiterals;

namespace {

// What rules of all layers are told in.
struct RuleText
{
    QString id, layer, severity, what, why, fix;
    bool isSwitchable = false, isDefault = true; // of practice
    std::vector<model::RuleParameter> parameters;
};

std::optional<RuleText> textOf(const QString &id)
{
    if (const int index = model::practiceRuleIndex(id); index >= 0) {
        const model::PracticeRule &rule = model::practiceRules()[size_t(index)];
        return RuleText{id,
                        model::toWord(model::Layer::Practice),
                        model::toWord(rule.severity),
                        model::sayRule(rule.what),
                        model::sayRule(rule.why),
                        model::sayRule(rule.fix),
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
                    false,
                    true,
                    {}};
}

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

QString switches(const RuleText &rule)
{
    QString text;
    if (rule.isSwitchable && !rule.isDefault)
        text +=
            u'\n' + model::say("To switch it on:") + u"\n  .kubewright.yaml    rules: {enable: [%1]}\n"_s.arg(rule.id);
    text +=
        u'\n' + model::say("To switch it off:") + u"\n  .kubewright.yaml    rules: {disable: [%1]}\n"_s.arg(rule.id);
    text += u"  an annotation       ignore.kubewright.io/%1: REASON\n"_s.arg(rule.id);
    text += u"  a comment           # kubewright:ignore %1 REASON\n"_s.arg(rule.id);
    text += u"  the command line    --ignore %1\n"_s.arg(rule.id);
    return text;
}

} // namespace

std::optional<QString> explainRule(const QString &word)
{
    const auto rule = textOf(word);
    if (!rule) return std::nullopt;
    const QString state = !rule->isSwitchable ? QString()
                          : rule->isDefault   ? u", "_s + model::say("on by default")
                                              : u", "_s + model::say("off by default");
    QString text =
        u"%1 (%2, %3%4)\n\n%5\n%6\n"_s.arg(rule->id, rule->layer, rule->severity, state, rule->what, rule->why);
    text += u'\n' + model::say("What to do: %1").arg(rule->fix) + u".\n"_s;
    for (const model::RuleParameter &parameter : rule->parameters)
        text += model::say("Parameter %1: %2").arg(QLatin1String(parameter.name), model::sayRule(parameter.what)) +
                (parameter.number < 0 ? QString() : u' ' + model::say("(%1 by default)").arg(parameter.number)) + u'\n';
    if (const QString names = otherNames(rule->id); !names.isEmpty())
        text += model::say("Elsewhere: %1").arg(names) + u'\n';
    // What the server says cannot be left unsaid.
    return rule->layer == model::toWord(model::Layer::Server) ? text : text + switches(*rule);
}

QString listRules()
{
    QString text;
    qsizetype width = 0;
    for (const QByteArray &id : model::ruleIds()) width = std::max(width, id.size());
    for (const QByteArray &id : model::ruleIds()) {
        const auto rule = textOf(QString::fromLatin1(id));
        const QString severity = rule->isDefault ? rule->severity : u"off"_s;
        text += QString::fromLatin1(id).leftJustified(width + 2) + severity.leftJustified(10) + rule->what + u'\n';
    }
    return text;
}

} // namespace app
