// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/document/document.h"
#include "model/document/selection.h"

#include <QWidget>

#include <memory>

namespace editor {

// The text of one file of the document: typing is an edit like any other, every other edit appears here as the splice
// that it is. Problems are underlined, the selected resource's lines are marked, values of Secrets are covered. GUI
// thread.
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
    void setProblems(const model::Problems &problems);
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
