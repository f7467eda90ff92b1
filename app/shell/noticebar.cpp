// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/noticebar.h"

#include "app/shell/marks.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace app {

NoticeBar::NoticeBar(QWidget *parent)
    : QWidget(parent), m_mark(new QLabel), m_text(new QLabel), m_action(new QPushButton)
{
    setProperty("role", QStringLiteral("bar"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Notice"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setProperty("role", QStringLiteral("link"));
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto act = std::exchange(m_act, nullptr)) act();
    });
    auto *close = new QToolButton;
    close->setText(QStringLiteral("✕"));
    close->setAccessibleName(tr("Close the notice"));
    close->setToolTip(tr("Close the notice"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(look::metric::margin, 6, look::metric::gap, 6);
    row->setSpacing(look::metric::gap);
    row->addWidget(m_mark);
    row->addWidget(m_text, 1);
    row->addWidget(m_action, 0, Qt::AlignVCenter);
    row->addWidget(close, 0, Qt::AlignTop);
    hide();
}

void NoticeBar::tell(const QString &message)
{
    m_action->hide();
    show(message, look::State::Bad);
}

void NoticeBar::offer(const QString &message, const QString &action, std::function<void()> act)
{
    m_act = std::move(act);
    m_action->setText(action);
    m_action->show();
    show(message, look::State::Warn);
}

void NoticeBar::withdraw(const QString &message)
{
    if (m_text->text() == message) hide();
}

void NoticeBar::withdrawFailure()
{
    if (m_state == look::State::Bad) hide();
}

void NoticeBar::show(const QString &message, look::State state)
{
    m_state = state;
    m_text->setText(message);
    applyTheme();
    QWidget::show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void NoticeBar::applyTheme() { m_mark->setPixmap(markPixmap(m_state)); }

} // namespace app
