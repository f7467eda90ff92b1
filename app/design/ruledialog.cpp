// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/ruledialog.h"

#include "app/cli/explainrule.h"
#include "look/tokens.h"
#include "model/base/say.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace app {

using namespace Qt::StringLiterals;

namespace {

QString ruleParagraph(const QString &text, int below)
{
    return u"<p style='margin: 0 0 %1px 0'>%2</p>"_s.arg(below).arg(text.toHtmlEscaped());
}

QString ruleHeading(const QString &text)
{
    return u"<p style='margin: 4px 0 4px 0; font-weight: 600'>%1</p>"_s.arg(text.toHtmlEscaped());
}

// Left what, right how.
QString switchTable(const RuleText &rule)
{
    const QString cell = u"<td style='padding: 0 16px 6px 0'>%1</td>"_s;
    const QString mono = look::font(look::Text::Mono).family().toHtmlEscaped();
    QString rows;
    for (const auto &[where, how] : ruleSwitches(rule))
        rows += u"<tr>"_s + cell.arg(where.toHtmlEscaped()) +
                cell.arg(u"<span style=\"font-family: '%1'\">%2</span>"_s.arg(mono, how.toHtmlEscaped())) + u"</tr>"_s;
    return u"<table cellspacing='0' cellpadding='0'>"_s + rows + u"</table>"_s;
}

QString rulePage(const RuleText &rule)
{
    QString page = ruleParagraph(rule.what, 8) + ruleParagraph(rule.why, 12);
    if (!rule.fix.isEmpty())
        page += ruleHeading(model::say("What to do")) +
                ruleParagraph(rule.fix.first(1).toUpper() + rule.fix.sliced(1) + u'.', 12);
    if (!rule.elsewhere.isEmpty())
        page += ruleHeading(model::say("In other programs")) + ruleParagraph(rule.elsewhere, 12);
    if (!ruleSwitches(rule).empty()) page += ruleHeading(model::say("To leave it out")) + switchTable(rule);
    return page;
}

} // namespace

QDialog *makeRuleDialog(const QString &word, QWidget *parent)
{
    const auto rule = ruleText(word);
    if (!rule) return nullptr;
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(model::say("About a rule"));
    dialog->resize(640, 420);
    auto *title = new QLabel(rule->id);
    title->setProperty("role", u"heading"_s);
    auto *state = new QLabel(QStringList{rule->layer, rule->severity}.join(u", "_s) + ruleStateText(*rule));
    state->setProperty("role", u"muted"_s);
    auto *text = new QTextBrowser;
    text->setHtml(rulePage(*rule));
    text->setFrameShape(QFrame::NoFrame);
    text->setProperty("role", u"page"_s);
    text->document()->setDocumentMargin(0);
    text->setAccessibleName(model::say("What the rule is about"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(look::metric::marginWide, look::metric::marginWide, look::metric::marginWide,
                               look::metric::margin);
    column->setSpacing(look::metric::grid);
    column->addWidget(title);
    column->addWidget(state);
    column->addSpacing(look::metric::gap);
    column->addWidget(text, 1);
    column->addWidget(buttons);
    return dialog;
}

} // namespace app
