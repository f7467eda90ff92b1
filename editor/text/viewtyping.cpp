// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text/scintillaview.h"

#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>

#include <algorithm>

// What the user does to the text: each action is told of once, as a whole.
namespace editor {

namespace {

bool isModifierKey(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_AltGr ||
           key == Qt::Key_Meta || key == Qt::Key_CapsLock;
}

} // namespace

// Keys that belong to the window's actions.
void ScintillaView::setUpKeys()
{
    constexpr int ctrl = SCMOD_CTRL << 16, shift = SCMOD_SHIFT << 16;
    for (int key : {'Z' + ctrl, 'Y' + ctrl, 'Z' + ctrl + shift, 'D' + ctrl, 'L' + ctrl, 'T' + ctrl})
        SendScintilla(SCI_CLEARCMDKEY, static_cast<unsigned long>(key));
}

bool ScintillaView::event(QEvent *event)
{
    // QScintilla claims every key that it knows; the window's actions go first, and what they leave comes here anyway.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    return QsciScintilla::event(event);
}

void ScintillaView::onModified(int position, int type, const char *text, int length)
{
    if (m_quiet) return;
    const Action one(*this);
    if (type & SC_MOD_INSERTTEXT) m_edits.push_back({position, 0, QByteArray(text, length)});
    // Without a history of its own Scintilla does not say what it deletes, only how much.
    if (type & SC_MOD_DELETETEXT) m_edits.push_back({position, length, {}});
}

void ScintillaView::closeAction()
{
    if (--m_openActions > 0 || m_edits.empty()) return;
    Q_EMIT edited(std::exchange(m_edits, {}));
}

bool ScintillaView::focusNextPrevChild(bool next)
{
    // QScintilla's own never leaves a text that can be edited. NOLINTNEXTLINE(bugprone-parent-virtual-call)
    return (m_tabLeaves || isReadOnly()) && QAbstractScrollArea::focusNextPrevChild(next);
}

void ScintillaView::keyPressEvent(QKeyEvent *event)
{
    const Action one(*this);
    if (event->key() == Qt::Key_Escape)
        m_tabLeaves = true;
    else if (!isModifierKey(event->key()))
        m_tabLeaves = false;
    const Qt::KeyboardModifiers commands = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enters && !(event->modifiers() & commands) && !isReadOnly() && !isListActive()) return newLine();
    if (event->key() == Qt::Key_Slash && (event->modifiers() & commands) == Qt::ControlModifier)
        return toggleComments();
    QsciScintilla::keyPressEvent(event);
}

void ScintillaView::mousePressEvent(QMouseEvent *event)
{
    m_tabLeaves = false;
    if (event->button() == Qt::RightButton) takeCaretTo(event->position().toPoint());
    QsciScintilla::mousePressEvent(event);
}

// A menu is about the place where it opens, unless that is part of what is selected.
void ScintillaView::takeCaretTo(const QPoint &place)
{
    const long at = SendScintilla(SCI_POSITIONFROMPOINT, static_cast<unsigned long>(place.x()), long(place.y()));
    const long begin = SendScintilla(SCI_GETSELECTIONSTART), end = SendScintilla(SCI_GETSELECTIONEND);
    if (begin == end || at < begin || at > end) SendScintilla(SCI_SETEMPTYSELECTION, static_cast<unsigned long>(at));
}

void ScintillaView::focusInEvent(QFocusEvent *event)
{
    switch (event->reason()) {
    case Qt::TabFocusReason:
    case Qt::BacktabFocusReason:
    case Qt::ShortcutFocusReason: m_tabLeaves = true; break;
    case Qt::ActiveWindowFocusReason:
    case Qt::PopupFocusReason: break; // back where it was
    default: m_tabLeaves = false;
    }
    QsciScintilla::focusInEvent(event);
    viewport()->update();
}

void ScintillaView::focusOutEvent(QFocusEvent *event)
{
    QsciScintilla::focusOutEvent(event);
    if (m_isComposing) endComposing();
    viewport()->update();
}

// Scintilla takes the composed piece back by its own undo before each next version of it, so it has to remember for as
// long as that lasts; the document hears of what came out.
void ScintillaView::inputMethodEvent(QInputMethodEvent *event)
{
    const bool composes = !event->preeditString().isEmpty();
    if (composes && !m_isComposing && !isReadOnly()) {
        m_isComposing = true;
        ++m_openActions;
        SendScintilla(SCI_SETUNDOCOLLECTION, 1UL);
    }
    {
        const Action one(*this);
        QsciScintilla::inputMethodEvent(event);
    }
    m_tabLeaves = false;
    if (m_isComposing && !composes) endComposing();
}

void ScintillaView::endComposing()
{
    m_isComposing = false;
    SendScintilla(SCI_SETUNDOCOLLECTION, 0UL);
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    closeAction();
}

void ScintillaView::dropEvent(QDropEvent *event)
{
    const Action one(*this);
    QsciScintilla::dropEvent(event);
}

void ScintillaView::cut()
{
    const Action one(*this);
    QsciScintilla::cut();
}

void ScintillaView::paste()
{
    const Action one(*this);
    QsciScintilla::paste();
}

QByteArrayView ScintillaView::bytes() const
{
    const auto *text = static_cast<const char *>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER));
    return {text, qsizetype(SendScintilla(SCI_GETLENGTH))};
}

void ScintillaView::newLine()
{
    const Action one(*this);
    const qsizetype begin = SendScintilla(SCI_GETSELECTIONSTART);
    const int indent = indentAfter(bytes().first(begin), indentationWidth());
    const QByteArray end = eolMode() == EolWindows ? QByteArrayLiteral("\r\n") : QByteArrayLiteral("\n");
    SendScintilla(SCI_REPLACESEL, (end + QByteArray(indent, ' ')).constData());
    SendScintilla(SCI_SCROLLCARET);
}

void ScintillaView::toggleComments()
{
    if (isReadOnly()) return;
    const Action one(*this);
    const auto lineOf = [this](long position) {
        return int(SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(position)));
    };
    const long begin = SendScintilla(SCI_GETSELECTIONSTART), end = SendScintilla(SCI_GETSELECTIONEND);
    const int first = lineOf(begin);
    // A selection up to the start of a line holds nothing of that line.
    const bool endsAtStart = end == SendScintilla(SCI_POSITIONFROMLINE, static_cast<unsigned long>(lineOf(end)));
    const int last = std::max(first, lineOf(end) - (end > begin && endsAtStart ? 1 : 0));
    const TextEdits edits = toggleComment(bytes(), first, last);
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
        if (edit->removed > 0)
            SendScintilla(SCI_DELETERANGE, static_cast<unsigned long>(edit->offset), long(edit->removed));
        else
            SendScintilla(SCI_INSERTTEXT, static_cast<unsigned long>(edit->offset), edit->added.constData());
    }
}

} // namespace editor
