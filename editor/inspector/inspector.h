// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/inspector/fields.h"
#include "model/document/document.h"
#include "model/document/selection.h"

#include <QScrollArea>

class QLineEdit;

namespace editor {

// The fields of the selected resource, one editor each; every edit sets that one field. GUI thread.
class Inspector : public QScrollArea
{
    Q_OBJECT

public:
    Inspector(model::Document *document, model::Selection *selection, QWidget *parent = nullptr);

private:
    void refresh();
    void rebuild(const std::vector<InspectorField> &fields);
    void showNothing(const QString &text);
    void forgetEditors();
    void replacePage(QWidget *page);
    QWidget *makeRow(const InspectorField &field);
    void commit(const InspectorField &field, QLineEdit *editor);
    void rename(const InspectorField &field, const QString &text);
    void addEntry(const InspectorField &field, QLineEdit *editor);
    void remove(const InspectorField &field);
    void perform(const QString &text, const model::Edits &edits, const QString &mergeKey, QLineEdit *editor);

    model::Document *m_document;
    model::Selection *m_selection;
    model::ResourceKey m_shown;
    std::vector<InspectorField> m_fields;
    std::vector<QLineEdit *> m_editors; // beside m_fields
};

} // namespace editor
