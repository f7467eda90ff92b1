// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/livepanel.h"

#include "app/shell/marks.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace app {

namespace {

QLabel *plain(const QString &text, const char *role)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", QString::fromLatin1(role));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

LivePanel::LivePanel(QWidget *parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setProperty("role", QStringLiteral("panel-left"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("What the cluster says of the selection"));
}

void LivePanel::show(const PanelPage &page)
{
    if (widget() && m_page == page) return;
    const int scrolled = m_page.title == page.title ? verticalScrollBar()->value() : 0;
    m_page = page;
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(look::metric::margin, look::metric::margin, look::metric::margin, look::metric::margin);
    column->setSpacing(look::metric::grid);
    QLabel *heading = plain(page.title, "heading");
    heading->setWordWrap(true);
    QLabel *under = plain(page.subtitle, "muted");
    under->setWordWrap(true);
    column->addWidget(heading);
    column->addWidget(under);
    for (const PanelLine &line : page.lines) addLine(column, line);
    column->addStretch(1);
    setWidget(content);
    content->resize(content->sizeHint());
    verticalScrollBar()->setValue(scrolled);
}

void LivePanel::addLine(QVBoxLayout *column, const PanelLine &line)
{
    if (line.kind == PanelLine::Kind::Heading) {
        QLabel *heading = plain(line.text, "title");
        heading->setContentsMargins(0, look::metric::gapWide, 0, look::metric::grid);
        return column->addWidget(heading);
    }
    auto *row = new QHBoxLayout;
    row->setSpacing(look::metric::gap);
    if (line.kind == PanelLine::Kind::Number) {
        row->addWidget(plain(line.text, "muted"), 1);
        row->addWidget(plain(line.detail, "mono"));
        return column->addLayout(row);
    }
    auto *mark = new QLabel;
    mark->setPixmap(markPixmap(line.state));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    QLabel *text = plain(line.text, line.kind == PanelLine::Kind::Event ? "body" : "mono");
    text->setWordWrap(true);
    QLabel *detail = plain(line.detail, "caption");
    detail->setWordWrap(true);
    words->addWidget(text);
    words->addWidget(detail);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    column->addLayout(row);
}

} // namespace app
