// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

class QUndoStack;

namespace editor {

// A line of text that has no history of its own: undo and redo, by key or menu, are the document's. No line breaks get
// into it.
class FieldEdit : public QLineEdit
{
    Q_OBJECT

public:
    // Short enough for what was typed to be in the document, and so kept through a crash, within two seconds.
    static constexpr int restMs = 900;

    FieldEdit(const QString &text, QUndoStack *history, QWidget *parent = nullptr);

    // What counts while nothing is written; unlike a placeholder it can be read.
    void setHint(const QString &hint);
    // What is wrong with it; empty: nothing.
    void setTrouble(const QString &trouble);

Q_SIGNALS:
    // Undo or redo comes next, from whoever has the key: what is not in the document yet should be.
    void historyWanted();
    void whole();     // done with for now: Enter, another focus, or a pause of restMs in typing
    void entered();   // by the keyboard's focus
    void abandoned(); // Escape

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QRect room() const;

    QUndoStack *m_history;
    QString m_hint, m_trouble;
};

} // namespace editor
