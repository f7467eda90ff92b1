// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;
class QUndoStack;

namespace editor {

class ScintillaView;

// What the menu of the text always has: the history's steps, the clipboard, comments.
void addTextActions(QMenu *menu, ScintillaView *view, QUndoStack *history);

} // namespace editor
