// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/rail.h"

#include "look/tokens.h"

#include <QButtonGroup>
#include <QIcon>
#include <QPainter>
#include <QPainterPath>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {

namespace {

constexpr int railWidth = 60, iconSide = 24;

void drawDesign(QPainter &p)
{
    p.drawRoundedRect(QRectF(2.5, 3.5, 8, 7), 1.5, 1.5);
    p.drawRoundedRect(QRectF(13.5, 13.5, 8, 7), 1.5, 1.5);
    QPainterPath line(QPointF(10.5, 7));
    line.cubicTo({16, 7}, {17.5, 8}, {17.5, 13.5});
    p.drawPath(line);
}

void drawLive(QPainter &p) { p.drawPolyline(QPolygonF({{1.5, 13}, {6, 13}, {9, 5}, {14, 19}, {17, 13}, {22.5, 13}})); }

void drawCluster(QPainter &p)
{
    p.setBrush(p.pen().color());
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 3; ++column)
            p.drawRoundedRect(QRectF(3.5 + column * 6.5, 3.5 + row * 6.5, 4, 4), 0.5, 0.5);
}

QIcon icon(void (*draw)(QPainter &))
{
    QIcon icon;
    const look::Tokens &tokens = look::tokens();
    for (qreal ratio : {1.0, 1.5, 2.0, 3.0}) {
        for (const auto &[state, colour] : {std::pair(QIcon::Off, tokens.muted), std::pair(QIcon::On, tokens.accent)}) {
            QPixmap pixmap(QSize(iconSide, iconSide) * ratio);
            pixmap.setDevicePixelRatio(ratio);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            draw(painter);
            painter.end();
            icon.addPixmap(pixmap, QIcon::Normal, state);
        }
    }
    return icon;
}

} // namespace

Rail::Rail(QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    setProperty("role", QStringLiteral("rail"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(railWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(5, look::metric::gap, 5, look::metric::gap);
    column->setSpacing(look::metric::grid);
    const struct
    {
        QString text, tip;
        Qt::Key key;
    } entries[] = {{tr("Design"), tr("Draw and write resources (Ctrl+1)"), Qt::Key_1},
                   {tr("Live"), tr("Watch the cluster make it true (Ctrl+2)"), Qt::Key_2},
                   {tr("Cluster"), tr("Everything in the context (Ctrl+3)"), Qt::Key_3}};
    int id = 0;
    for (const auto &entry : entries) {
        auto *button = new QToolButton;
        button->setProperty("role", QStringLiteral("rail-button"));
        button->setText(entry.text);
        button->setToolTip(entry.tip);
        button->setAccessibleName(entry.text);
        button->setCheckable(true);
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setIconSize({iconSide, iconSide});
        button->setFixedSize(railWidth - 10, 56);
        button->setShortcut(QKeySequence(Qt::CTRL | entry.key));
        m_group->addButton(button, id++);
        column->addWidget(button, 0, Qt::AlignHCenter);
    }
    column->addStretch(1);
    connect(m_group, &QButtonGroup::idClicked, this, &Rail::chosen);
    applyTheme();
    setCurrent(Design);
}

void Rail::setCurrent(Workspace workspace) { m_group->button(workspace)->setChecked(true); }

void Rail::applyTheme()
{
    void (*const draws[])(QPainter &) = {drawDesign, drawLive, drawCluster};
    for (int id = 0; id < 3; ++id) m_group->button(id)->setIcon(icon(draws[id]));
}

} // namespace app
