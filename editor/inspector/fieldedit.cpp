// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/inspector/fieldedit.h"

#include "editor/inspector/linebreaks.h"
#include "look/tokens.h"
#include "look/tooltip.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyleOptionFrame>
#include <QTimer>
#include <QUndoStack>
#include <QValidator>

#include <algorithm>

namespace editor {

namespace {

// Both of the usual keys for redo, as the window's actions have them.
bool isHistoryKey(const QKeyEvent *event)
{
    return event->matches(QKeySequence::Undo) || event->matches(QKeySequence::Redo) ||
           (event->key() == Qt::Key_Y && event->modifiers() == Qt::ControlModifier);
}

// What is pasted may have line breaks, which would be there unseen: those at the end go, others become spaces.
class OneLine : public QValidator
{
public:
    using QValidator::QValidator;
    State validate(QString &text, int &caret) const override
    {
        while (!text.isEmpty() && isLineBreak(text.back())) text.chop(1);
        text.replace(QStringLiteral("\r\n"), QStringLiteral(" "));
        std::ranges::replace_if(text, isLineBreak, QChar(u' '));
        caret = std::min(caret, int(text.size()));
        return Acceptable;
    }
};

} // namespace

FieldEdit::FieldEdit(const QString &text, QUndoStack *history, QWidget *parent)
    : QLineEdit(text, parent), m_history(history)
{
    setValidator(new OneLine(this));
    setCursorPosition(0); // a long value is known by its beginning
    auto *rest = new QTimer(this);
    rest->setSingleShot(true);
    rest->setInterval(restMs);
    connect(this, &QLineEdit::textEdited, rest, qOverload<>(&QTimer::start));
    connect(rest, &QTimer::timeout, this, &FieldEdit::whole);
    connect(this, &QLineEdit::editingFinished, this, &FieldEdit::whole);
}

void FieldEdit::setHint(const QString &hint)
{
    m_hint = hint;
    setAccessibleDescription(hint);
    update();
}

void FieldEdit::setTrouble(const QString &trouble)
{
    m_trouble = trouble;
    setAccessibleDescription(trouble.isEmpty() ? m_hint : trouble);
}

bool FieldEdit::event(QEvent *event)
{
    // A line of text claims the keys of its own history before the window's actions see them.
    if (event->type() == QEvent::ShortcutOverride && isHistoryKey(static_cast<QKeyEvent *>(event))) {
        Q_EMIT historyWanted();
        event->ignore();
        return false;
    }
    if (event->type() == QEvent::ToolTip) {
        QStringList lines;
        if (fontMetrics().horizontalAdvance(text()) > room().width()) lines << text();
        if (!m_trouble.isEmpty()) lines << m_trouble;
        setToolTip(lines.isEmpty() ? QString() : look::toolTipOf(lines.join(u'\n')));
    }
    return QLineEdit::event(event);
}

// Where the text is drawn.
QRect FieldEdit::room() const
{
    QStyleOptionFrame option;
    initStyleOption(&option);
    constexpr int besideTheCaret = 2;
    return style()
        ->subElementRect(QStyle::SE_LineEditContents, &option, this)
        .adjusted(besideTheCaret, 0, -besideTheCaret, 0);
}

void FieldEdit::keyPressEvent(QKeyEvent *event)
{
    if (isHistoryKey(event)) return event->ignore(); // nobody had an action for it
    if (event->key() == Qt::Key_Escape) Q_EMIT abandoned();
    QLineEdit::keyPressEvent(event);
}

void FieldEdit::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason) Q_EMIT entered();
}

void FieldEdit::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // The first two are undo and redo, of the line's own history.
    if (!isReadOnly() && menu->actions().size() > 2) {
        Q_EMIT historyWanted();
        QAction *undo = menu->actions().at(0), *redo = menu->actions().at(1);
        undo->disconnect();
        redo->disconnect();
        undo->setEnabled(m_history->canUndo());
        redo->setEnabled(m_history->canRedo());
        connect(undo, &QAction::triggered, m_history, &QUndoStack::undo);
        connect(redo, &QAction::triggered, m_history, &QUndoStack::redo);
    }
    menu->popup(event->globalPos());
}

void FieldEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_hint.isEmpty() || !text().isEmpty()) return;
    // A style sheet draws placeholders at half the text's strength, which is too pale to read.
    QPainter painter(this);
    painter.setPen(look::tokens().muted);
    const QRect box = room();
    painter.drawText(box, Qt::AlignVCenter, fontMetrics().elidedText(m_hint, Qt::ElideRight, box.width()));
}

} // namespace editor
