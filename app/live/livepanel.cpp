// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/livepanel.h"

#include "app/shell/marks.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

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
    if (widget() && fits(page)) return retell(page);
    const int scrolled = m_page.title == page.title ? verticalScrollBar()->value() : 0;
    m_page = page;
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(look::metric::margin, look::metric::margin, look::metric::margin, look::metric::margin);
    column->setSpacing(look::metric::grid);
    m_shown.clear();
    m_heading = plain(page.title, "heading");
    m_heading->setWordWrap(true);
    m_under = plain(page.subtitle, "muted");
    m_under->setWordWrap(true);
    column->addWidget(m_heading);
    column->addWidget(m_under);
    for (const PanelLine &line : page.lines) addLine(column, line);
    column->addStretch(1);
    setWidget(content);
    content->resize(content->sizeHint());
    verticalScrollBar()->setValue(scrolled);
}

// The same lines, whatever they say.
bool LivePanel::fits(const PanelPage &page) const
{
    return std::ranges::equal(m_page.lines, page.lines, {}, &PanelLine::kind, &PanelLine::kind);
}

void LivePanel::retell(const PanelPage &page)
{
    const auto say = [](QLabel *label, const QString &text) {
        if (label && label->text() != text) label->setText(text); // setting it lays everything out again
    };
    say(m_heading, page.title);
    say(m_under, page.subtitle);
    for (size_t i = 0; i < page.lines.size(); ++i) {
        const PanelLine &line = page.lines[i];
        say(m_shown[i].text, line.text);
        say(m_shown[i].detail, line.detail);
        if (m_shown[i].mark && line.state != m_page.lines[i].state) m_shown[i].mark->setPixmap(markPixmap(line.state));
    }
    m_page = page;
}

void LivePanel::addLine(QVBoxLayout *column, const PanelLine &line)
{
    if (line.kind == PanelLine::Kind::Heading) {
        QLabel *heading = plain(line.text, "title");
        heading->setContentsMargins(0, look::metric::gapWide, 0, look::metric::grid);
        m_shown.push_back({.text = heading});
        return column->addWidget(heading);
    }
    auto *row = new QHBoxLayout;
    row->setSpacing(look::metric::gap);
    if (line.kind == PanelLine::Kind::Number) {
        m_shown.push_back({.text = plain(line.text, "muted"), .detail = plain(line.detail, "mono")});
        row->addWidget(m_shown.back().text, 1);
        row->addWidget(m_shown.back().detail);
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
    for (QLabel *label : {text, detail}) label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // wraps
    m_shown.push_back({mark, text, detail});
    words->addWidget(text);
    words->addWidget(detail);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    column->addLayout(row);
}

} // namespace app
