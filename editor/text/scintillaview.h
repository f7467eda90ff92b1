// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/text/qsci.h"
#include "model/base/problem.h"

namespace editor {

// QScintilla set up as Kubewright needs it: bytes in, bytes out, no history of its own, folds from the YAML's own
// structure.
class ScintillaView : public QsciScintilla
{
    Q_OBJECT

public:
    explicit ScintillaView(QWidget *parent = nullptr);

    // Replaces everything, quietly.
    void setBytes(const QByteArray &text);
    // Replaces a range, quietly.
    void splice(long offset, long length, const QByteArray &text);
    void applyTheme();
    void setFolds(const QByteArray &text);
    void setProblems(const model::Problems &problems, const QByteArray &text);
    // Marks the lines of a range at the margin; an empty range clears.
    void markLines(int first, int last);

Q_SIGNALS:
    // The user changed the text: so many bytes at the offset went, and these stand there now.
    void edited(qsizetype offset, qsizetype removed, const QByteArray &added);

protected:
    bool event(QEvent *event) override;

private:
    void onModified(int position, int type, const char *text, int length);
    void onDwell(int position, int x, int y);
    void setUpKeys();

    bool m_quiet = false;
    model::Problems m_problems;
};

} // namespace editor
