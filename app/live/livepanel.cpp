// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/livepanel.h"

#include "app/shell/marks.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr size_t maxPods = 60, maxEvents = 30;

QString ago(qint64 thenMs)
{
    if (thenMs <= 0) return {};
    const qint64 seconds = std::max<qint64>(0, (QDateTime::currentMSecsSinceEpoch() - thenMs) / 1000);
    if (seconds < 120) return LivePanel::tr("%1 s").arg(seconds);
    if (seconds < 7200) return LivePanel::tr("%1 min").arg(seconds / 60);
    if (seconds < 172800) return LivePanel::tr("%1 h").arg(seconds / 3600);
    return LivePanel::tr("%1 d").arg(seconds / 86400);
}

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
    clear();
}

void LivePanel::clear()
{
    setLines(tr("Nothing selected"), tr("Select a resource to see its pods, its ReplicaSets and its events."), {});
}

std::vector<LivePanel::Line> LivePanel::linesFor(const model::ResourceKey &key, const LiveIndex &index,
                                                 const cluster::ObjectStore &store)
{
    std::vector<Line> lines;
    const Observed seen = index.observe(key);
    if (const cluster::WorkloadRow *row = seen.workload) {
        lines.push_back({{}, tr("Pods wanted and there"), {}, {}, true});
        lines.push_back({{}, tr("desired"), QString::number(row->desired)});
        lines.push_back({{}, tr("current"), QString::number(row->current)});
        lines.push_back({{}, tr("updated"), QString::number(row->updated)});
        lines.push_back({{}, tr("ready"), QString::number(row->ready)});
    }
    if (!seen.replicaSets.empty()) lines.push_back({{}, tr("ReplicaSets"), {}, {}, true});
    for (const cluster::WorkloadRow *set : seen.replicaSets) {
        const look::State state = set->ready == set->desired ? look::State::Ok : look::State::Pending;
        const QString detail =
            tr("revision %1 · %2 of %3 ready").arg(set->revision.display()).arg(set->ready).arg(set->desired);
        lines.push_back({QStringLiteral("set"), set->meta.name.name.display(), detail, state});
    }
    if (!seen.pods.empty()) lines.push_back({{}, tr("Pods"), {}, {}, true});
    for (size_t i = 0; i < std::min(seen.pods.size(), maxPods); ++i) {
        const cluster::PodRow &pod = *seen.pods[i];
        QString detail = wordOf(pod);
        if (pod.restarts > 0) detail += tr(" · %n restart(s)", nullptr, int(pod.restarts));
        lines.push_back({QStringLiteral("pod"), pod.meta.name.name.display(), detail, dotOf(pod).state});
    }
    if (seen.pods.size() > maxPods) lines.push_back({{}, tr("… and %1 more").arg(seen.pods.size() - maxPods), {}});
    // Of the object itself and of what its controllers made.
    std::vector<const cluster::EventRow *> events;
    const cluster::ObjectName name = index.nameOf(key);
    for (const cluster::EventRow &event : store.events()) {
        const bool own = event.aboutKind == QByteArrayView(key.kind.toUtf8()) && event.aboutName == name.name &&
                         event.aboutNs == name.ns;
        const auto isUid = [&](const auto *row) { return row->meta.uid == event.aboutUid; };
        if (own || std::ranges::any_of(seen.pods, isUid) || std::ranges::any_of(seen.replicaSets, isUid))
            events.push_back(&event);
    }
    std::ranges::sort(events, [](const auto *a, const auto *b) {
        return a->lastMs != b->lastMs ? a->lastMs > b->lastMs : a->meta.name.name < b->meta.name.name;
    });
    if (!events.empty()) lines.push_back({{}, tr("Events"), {}, {}, true});
    for (size_t i = 0; i < std::min(events.size(), maxEvents); ++i) {
        const cluster::EventRow &event = *events[i];
        const QString head =
            event.count > 1 ? tr("%1 (%2 times)").arg(event.reason.display()).arg(event.count) : event.reason.display();
        lines.push_back({QStringLiteral("event"), head + QStringLiteral(" · ") + ago(event.lastMs),
                         event.message.display(), event.warning ? look::State::Warn : look::State::None});
    }
    return lines;
}

void LivePanel::show(const model::ResourceKey &key, const LiveIndex &index, const cluster::ObjectStore &store)
{
    if (key.isEmpty()) return clear();
    graph::Graph one;
    one.nodes.push_back({});
    one.nodes.front().key = key;
    setLines(key.name, key.kind + QStringLiteral(" · ") + index.overlays(one).value(key).word,
             linesFor(key, index, store));
}

void LivePanel::addLine(QVBoxLayout *column, const Line &line)
{
    if (line.heading) {
        QLabel *heading = plain(line.text, "title");
        heading->setContentsMargins(0, look::metric::gapWide, 0, look::metric::grid);
        return column->addWidget(heading);
    }
    auto *row = new QHBoxLayout;
    row->setSpacing(look::metric::gap);
    if (line.mark.isEmpty()) {
        row->addWidget(plain(line.text, "muted"), 1);
        row->addWidget(plain(line.detail, "mono"));
        return column->addLayout(row);
    }
    auto *mark = new QLabel;
    mark->setPixmap(markPixmap(line.state));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    QLabel *text = plain(line.text, line.mark == QStringLiteral("event") ? "body" : "mono");
    text->setWordWrap(true);
    QLabel *detail = plain(line.detail, "caption");
    detail->setWordWrap(true);
    words->addWidget(text);
    words->addWidget(detail);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    column->addLayout(row);
}

void LivePanel::setLines(const QString &title, const QString &subtitle, const std::vector<Line> &lines)
{
    if (widget() && m_title == title + subtitle && m_lines == lines) return;
    const int scrolled = m_name == title ? verticalScrollBar()->value() : 0;
    m_name = title;
    m_title = title + subtitle;
    m_lines = lines;
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(look::metric::margin, look::metric::margin, look::metric::margin, look::metric::margin);
    column->setSpacing(look::metric::grid);
    QLabel *heading = plain(title, "heading");
    heading->setWordWrap(true);
    QLabel *under = plain(subtitle, "muted");
    under->setWordWrap(true);
    column->addWidget(heading);
    column->addWidget(under);
    for (const Line &line : lines) addLine(column, line);
    column->addStretch(1);
    setWidget(page);
    page->resize(page->sizeHint());
    verticalScrollBar()->setValue(scrolled);
}

} // namespace app
