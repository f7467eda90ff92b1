// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/live/liveindex.h"

#include <QScrollArea>

class QVBoxLayout;

namespace app {

// The selected object as the cluster reports it. Made anew for each picture; all text from the cluster is plain.
class LivePanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit LivePanel(QWidget *parent = nullptr);

    void show(const model::ResourceKey &key, const LiveIndex &index, const cluster::ObjectStore &store);
    void clear();

private:
    struct Line
    {
        QString mark, text, detail; // mark: a state word that decides the shape
        look::State state = look::State::None;
        bool heading = false;
        bool operator==(const Line &) const = default;
    };
    static std::vector<Line> linesFor(const model::ResourceKey &key, const LiveIndex &index,
                                      const cluster::ObjectStore &store);
    void setLines(const QString &title, const QString &subtitle, const std::vector<Line> &lines);
    void addLine(QVBoxLayout *column, const Line &line);

    QString m_title, m_name;
    std::vector<Line> m_lines;
};

} // namespace app
