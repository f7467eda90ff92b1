// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/statusline.h"

#include "app/shell/marks.h"
#include "look/tooltip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QToolButton>

namespace app {

namespace {

constexpr int messageMs = 8000;

QLabel *caption(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setProperty("role", QStringLiteral("caption"));
    label->setTextFormat(Qt::PlainText);
    return label;
}

QToolButton *flatButton(QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize({12, 12});
    button->setFont(look::font(look::Text::Caption));
    button->setStyleSheet(QStringLiteral("padding: 1px 6px; font-size: 11px;"));
    return button;
}

} // namespace

StatusLine::StatusLine(QWidget *parent)
    : QWidget(parent),
      m_context(flatButton(this)),
      m_problems(flatButton(this)),
      m_user(caption(this)),
      m_freshness(caption(this)),
      m_requests(caption(this)),
      m_version(caption(this)),
      m_message(caption(this))
{
    setProperty("role", QStringLiteral("status"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(26);
    setAccessibleName(tr("Status"));
    m_context->setAccessibleName(tr("Context"));
    m_problems->setAccessibleName(tr("Problems"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(look::metric::gap, 1, look::metric::gapWide, 0);
    row->setSpacing(look::metric::margin);
    for (QWidget *part :
         {static_cast<QWidget *>(m_context), static_cast<QWidget *>(m_user), static_cast<QWidget *>(m_freshness),
          static_cast<QWidget *>(m_requests), static_cast<QWidget *>(m_problems), static_cast<QWidget *>(m_version)})
        row->addWidget(part);
    row->addStretch(1);
    row->addWidget(m_message);
    connect(m_context, &QToolButton::clicked, this, [this] { Q_EMIT contextClicked(m_context); });
    connect(m_problems, &QToolButton::clicked, this, &StatusLine::problemsClicked);
    setConnection({});
}

void StatusLine::setConnection(const ConnectionStatus &status)
{
    const bool none = status.context.isEmpty();
    m_context->setText(none ? tr("not connected") : status.context);
    m_context->setIcon(markPixmap(status.state));
    m_context->setToolTip(status.detail.isEmpty() ? tr("Choose a context") : look::toolTipOf(status.detail));
    m_user->setText(status.user);
    m_freshness->setText(status.freshness);
    m_requests->setText(status.requests);
    m_version->setText(status.version);
    for (QLabel *label : {m_user, m_freshness, m_requests, m_version}) label->setVisible(!label->text().isEmpty());
}

void StatusLine::setProblems(const QString &summary, look::State state)
{
    m_problems->setText(summary);
    m_problems->setIcon(markPixmap(state));
    m_problems->setToolTip(tr("Show the problems (Ctrl+Shift+M)"));
}

void StatusLine::say(const QString &message)
{
    const QString line = message.simplified(); // the tooltip has the lines
    m_message->setText(fontMetrics().elidedText(line, Qt::ElideRight, width() / 2));
    m_message->setToolTip(look::toolTipOf(message));
    QTimer::singleShot(messageMs, m_message, [label = m_message, shown = m_message->text()] {
        if (label->text() == shown) label->clear();
    });
}

} // namespace app
