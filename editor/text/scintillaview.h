// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/text/indent.h"
#include "editor/text/qsci.h"
#include "model/base/problem.h"

namespace editor {

// QScintilla set up as Kubewright needs it: bytes in, bytes out, no history of its own, folds and indents from the
// YAML's own structure. Tab indents, except after the keyboard's focus came by Tab and nothing was done here since, or
// after Escape: then it leaves.
class ScintillaView : public QsciScintilla
{
    Q_OBJECT

public:
    explicit ScintillaView(QWidget *parent = nullptr);

    // Replaces everything, quietly.
    void setBytes(const QByteArray &text);
    // Replaces a range, quietly. Not while isComposing().
    void splice(long offset, long length, const QByteArray &text);
    void applyTheme();
    void setFolds(const QByteArray &text);
    void setProblems(const model::Problems &problems, const QByteArray &text);
    // Ranges that are covered unless the caret stands in them and the keyboard is here.
    void setSecrets(const std::vector<model::Span> &spans);
    void setSecretsShown(bool shown);
    // The ranges covered now.
    std::vector<model::Span> maskedSpans() const;
    // Marks the lines of a range at the margin; an empty range clears.
    void markLines(int first, int last);

    qsizetype caret() const;
    // Puts the caret there; unfolds, and scrolls unless it is in the upper half of what is shown.
    void reveal(qsizetype offset);
    // Puts the caret behind what was changed; scrolls only if not all of it is seen, and then shows its beginning.
    void revealChange(model::Span span);
    QPoint belowCaret() const; // where a menu about it opens
    // Of setProblems()' problems: those that the caret is on, else those nearest to it in its line, before it first.
    std::vector<size_t> problemsAtCaret() const;
    // The text is ahead of what edited() told: an action of the user is under way.
    bool isChanging() const { return m_openActions > 0; }
    // An input method is at work on a piece of text.
    bool isComposing() const { return m_isComposing; }
    void toggleComments(); // of the selected lines

    void cut() override;
    void paste() override;

Q_SIGNALS:
    // One action of the user changed the text: these runs of bytes gave way, one after the other.
    void edited(const editor::TextEdits &edits);

protected:
    bool event(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    // While one lives, changes are gathered; the last one tells of them.
    class Action
    {
    public:
        explicit Action(ScintillaView &view) : m_view(view) { ++view.m_openActions; }
        ~Action() { m_view.closeAction(); }
        Q_DISABLE_COPY(Action)

    private:
        ScintillaView &m_view;
    };
    void closeAction();
    void endComposing();
    void setUpKeys();
    void setUpMarks();
    void onModified(int position, int type, const char *text, int length);
    void onDwell(int position, int x, int y);
    QByteArrayView bytes() const; // until the next change
    void newLine();
    void takeCaretTo(const QPoint &place);
    bool isSeen(qsizetype offset) const;
    void paintFolds(QPainter &painter, int right);
    void paintMask(QPainter &painter, model::Span span);

    bool m_quiet = false;
    bool m_tabLeaves = false;
    bool m_isComposing = false;
    bool m_secretsShown = false;
    bool m_hasSecrets = false;
    int m_openActions = 0;
    TextEdits m_edits; // not told yet
    model::Problems m_problems;
};

} // namespace editor
