// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QWidget>

namespace graph {

class Canvas;

// The whole graph in a corner of its canvas, with the part in view framed; a click or drag goes there. Hides itself
// when all is in view.
class Minimap : public QWidget
{
    Q_OBJECT

public:
    explicit Minimap(Canvas *canvas);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void goTo(const QPointF &point);
    QTransform sceneToMap() const;

    Canvas *m_canvas;
};

} // namespace graph
