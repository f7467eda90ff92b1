// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/explainrule.h"
#include "app/cli/talk.h"
#include "model/base/say.h"
#include "model/rules/catalogue.h"
#include "model/schema/suggest.h"

namespace app {

using namespace Qt::StringLiterals;

namespace {

int unknown(const QString &word)
{
    const std::vector<QByteArrayView> candidates(model::ruleIds().begin(), model::ruleIds().end());
    const QByteArrayView near = model::nearestWord(word.toUtf8(), candidates);
    const QString hint =
        near.isEmpty() ? QString() : u' ' + model::say("(did you mean %1?)").arg(QString::fromUtf8(near));
    return cannotRun(model::say("explain: there is no rule “%1”").arg(word) + hint);
}

} // namespace

int runExplain(const Arguments &arguments)
{
    if (arguments.paths().isEmpty()) putData(listRules().toUtf8());
    QString text;
    for (const QString &word : arguments.paths()) {
        const auto explained = explainRule(word);
        if (!explained) return unknown(word);
        text += (text.isEmpty() ? QString() : u"\n"_s) + *explained;
    }
    putData(text.toUtf8());
    return 0;
}

} // namespace app
