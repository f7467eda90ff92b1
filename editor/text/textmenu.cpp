// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text/textmenu.h"

#include "editor/text/scintillaview.h"
#include "editor/text/yamlpane.h"

#include <QMenu>
#include <QUndoStack>

namespace editor {

void addTextActions(QMenu *menu, ScintillaView *view, QUndoStack *history)
{
    const bool writes = !view->isReadOnly(), selects = view->hasSelectedText();
    const auto add = [&](const QString &text, const QKeySequence &keys, bool enabled, const auto &act) {
        const QString hint = keys.toString(QKeySequence::NativeText);
        QAction *action = menu->addAction(hint.isEmpty() ? text : text + u'\t' + hint);
        action->setEnabled(enabled);
        QObject::connect(action, &QAction::triggered, view, act);
    };
    add(YamlPane::tr("Undo"), QKeySequence::Undo, history->canUndo(), [history] { history->undo(); });
    add(YamlPane::tr("Redo"), QKeySequence::Redo, history->canRedo(), [history] { history->redo(); });
    menu->addSeparator();
    add(YamlPane::tr("Cut"), QKeySequence::Cut, writes && selects, [view] { view->cut(); });
    add(YamlPane::tr("Copy"), QKeySequence::Copy, selects, [view] { view->copy(); });
    add(YamlPane::tr("Paste"), QKeySequence::Paste, writes, [view] { view->paste(); });
    add(YamlPane::tr("Select all"), QKeySequence::SelectAll, true, [view] { view->selectAll(); });
    menu->addSeparator();
    add(YamlPane::tr("Comment out or in"), QKeySequence(Qt::CTRL | Qt::Key_Slash), writes,
        [view] { view->toggleComments(); });
}

} // namespace editor
