// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/brokennotice.h"

#include "look/tokens.h"

#include <QLabel>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

BrokenNotice::BrokenNotice(const model::Document *document, QWidget *parent)
    : QWidget(parent), m_document(document), m_text(new QLabel)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_text->setProperty("role", QStringLiteral("failure"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(look::metric::gap, look::metric::gap, look::metric::gap, 0);
    column->addWidget(m_text);
    connect(document, &model::Document::changed, this, &BrokenNotice::follow);
    follow();
}

void BrokenNotice::follow()
{
    const auto resources = m_document->resources();
    const model::Problem *first = nullptr;
    QSet<QString> broken;
    for (const model::Problem &problem : resources->problems()) {
        if (problem.rule != QStringLiteral("yaml-syntax")) continue;
        if (!first) first = &problem;
        broken.insert(problem.file);
    }
    setVisible(first && resources->isBroken());
    if (!first) return;
    const QString name = first->file.section(u'/', -1);
    QString text = tr("%1, line %2: %3").arg(name, QString::number(first->line), first->message);
    if (broken.size() > 1)
        text += u'\n' + (broken.size() == 2 ? tr("One more file cannot be read either.")
                                            : tr("%1 more files cannot be read either.").arg(broken.size() - 1));
    const bool known = std::ranges::any_of(resources->resources(), &model::Resource::stale);
    const QString leftOut = broken.size() == 1 ? tr("The graph leaves it out.") : tr("The graph leaves them out.");
    m_text->setText(text + u'\n' + (known ? tr("The graph shows what could be read last.") : leftOut));
}

} // namespace app
