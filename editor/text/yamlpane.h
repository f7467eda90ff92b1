// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/document/document.h"
#include "model/document/selection.h"

#include <QWidget>

#include <functional>
#include <memory>

class QMenu;

namespace editor {

// The text of one file of the document: typing is an edit like any other, every other edit appears here as the splice
// that it is, and what history does is shown. Problems are underlined, the selected resource's lines are marked, values
// of Secrets are covered. GUI thread.
class YamlPane : public QWidget
{
    Q_OBJECT

public:
    YamlPane(model::Document *document, model::Selection *selection, QWidget *parent = nullptr);
    ~YamlPane() override;

    QString file() const;
    // Shows a file of the document; nothing happens when there is no such file.
    void showFile(const QString &file);
    // Puts the cursor at a byte of a file and takes the keyboard.
    void goTo(const QString &file, qsizetype offset);
    // Puts the cursor at the selected resource or its selected field, also when it was selected before.
    void showSelected();
    void setProblems(const model::Problems &problems);
    // Those that the caret is on; where it is on none, the nearest before it in its line, else the nearest behind it.
    model::Problems problemsAtCaret() const;
    QPoint belowCaret() const; // global: where a menu about it opens
    // Puts what can be done about problems into a menu: the text's own begins with it.
    using MenuFiller = std::function<void(QMenu *menu, const model::Problems &problems)>;
    void setProblemMenu(MenuFiller filler);
    void setReadOnly(bool readOnly);
    // Colours and fonts anew, after the theme changed.
    void applyTheme();

Q_SIGNALS:
    void fileShown(const QString &file);

protected:
    void focusInEvent(QFocusEvent *event) override; // the text takes it

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace editor
