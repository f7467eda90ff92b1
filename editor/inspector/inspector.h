// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/inspector/fields.h"
#include "model/base/problem.h"
#include "model/document/document.h"
#include "model/document/selection.h"

#include <QPointer>
#include <QScrollArea>

class QLabel;
class QToolButton;

namespace editor {

class FieldEdit;

// The fields of the selected resource, one editor each; every edit sets that one field. A value is set while it is
// typed, and the typing of one visit is one step of history. A name, a namespace and a new entry are set when they are
// whole, because the resource would be another one at each letter: at Enter, when the focus, the selection or the
// inspector goes, and by commitPending(); a name and a namespace also when typing pauses. What is wrong stays where it
// was typed, with the reason below; so are the errors of what stands in the text. A value of several lines is only
// shown. GUI thread.
class Inspector : public QScrollArea
{
    Q_OBJECT

public:
    Inspector(model::Document *document, model::Selection *selection, QWidget *parent = nullptr);
    ~Inspector() override;

    // Sets what was typed and is not in the document yet. To be called before the document is saved, closed, replaced
    // or applied; not from a slot of Document::changed().
    void commitPending();
    // Marks the fields that have errors.
    void setProblems(const model::Problems &problems);

Q_SIGNALS:
    // A field of the shown resource is to be edited in the text.
    void textWanted(const model::FieldPath &field);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    struct Row
    {
        FieldEdit *edit = nullptr;
        QLabel *reason = nullptr;      // what is wrong; hidden when nothing is
        QToolButton *remove = nullptr; // may be null
        QLabel *more = nullptr;        // how much of a value is not shown; may be null
        QString refusal = {};          // why what stands here is not in the document
        QString error = {};            // what is wrong with what is
        bool isRefused() const { return !refusal.isEmpty(); }
    };

    void onSelection();
    void refresh(model::Origin origin);
    const model::Resource *toShow(const model::ResourceSet &resources, model::Origin origin);
    void showValue(size_t at, const QString &value, model::Origin origin);
    void showStale(const model::Resource &resource);
    void rebuild(const std::vector<InspectorField> &fields, bool sameResource);
    void showNothing(const QString &text);
    void forgetRows();
    void replacePage(QWidget *page);
    static QLabel *wrappedLabel(const char *role);
    QWidget *makeRow(const InspectorField &field);
    QWidget *makeMore(const InspectorField &field);
    void connectRow(const InspectorField &field, FieldEdit *edit);
    void setReason(FieldEdit *edit, const QString &why);
    void showErrors();
    static void showReason(const Row &row);
    size_t indexOf(const InspectorField &field) const; // m_fields.size(): none
    bool isPending(size_t at) const;
    bool commitOne();
    void commit(const InspectorField &field, FieldEdit *edit);
    void rename(const InspectorField &field, FieldEdit *edit);
    void addEntry(const InspectorField &field, FieldEdit *edit);
    void remove(const InspectorField &field);
    void abandon(const InspectorField &field, FieldEdit *edit);
    bool perform(const QString &text, const model::Edits &edits, const QString &mergeKey, FieldEdit *edit);

    QPointer<model::Document> m_document;
    QPointer<model::Selection> m_selection;
    model::ResourceKey m_shown, m_renamedTo;
    struct Place
    {
        QString file;
        int part = 0;
        model::FieldPath base;
        bool operator==(const Place &) const = default;
    } m_place; // of the shown resource, to know it again under another name
    std::vector<InspectorField> m_fields;
    std::vector<Row> m_rows; // beside m_fields
    QLabel *m_notice = nullptr;
    model::Problems m_errors; // of all resources
    bool m_refreshing = false;
    bool m_leaving = false; // another resource is selected, but first what was typed for this one is set
    int m_visit = 0;        // each visit of the focus to a field begins a new step of history
};

} // namespace editor
