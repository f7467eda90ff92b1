// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/inspector/inspector.h"

#include "look/tokens.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace editor {

namespace {

constexpr int labelWidth = 132;
using Kind = InspectorField::Kind;

void setInvalid(QLineEdit *editor, const QString &why)
{
    editor->setProperty("invalid", !why.isEmpty());
    editor->setToolTip(why.toHtmlEscaped());
    editor->style()->unpolish(editor);
    editor->style()->polish(editor);
}

// metadata.name and metadata.namespace: what the resource is known by.
bool isIdentity(const InspectorField &field)
{
    return field.path.size() == 2 && field.path[0] == model::FieldPath::Step(QStringLiteral("metadata"));
}

} // namespace

Inspector::Inspector(model::Document *document, model::Selection *selection, QWidget *parent)
    : QScrollArea(parent), m_document(document), m_selection(selection)
{
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Inspector"));
    connect(document, &model::Document::changed, this, &Inspector::refresh);
    connect(selection, &model::Selection::changed, this, &Inspector::refresh);
    refresh();
}

void Inspector::refresh()
{
    const auto resources = m_document->resources();
    const model::Resource *resource = resources->find(m_selection->single());
    if (!resource) {
        m_shown = {};
        return showNothing(m_selection->resources().size() > 1
                               ? tr("Several resources are selected. Select one to see its fields.")
                               : tr("Select a resource on the canvas or in the text to see its fields."));
    }
    const std::vector<InspectorField> fields = inspectorFields(*resource);
    const bool same =
        resource->key == m_shown && std::equal(fields.begin(), fields.end(), m_fields.begin(), m_fields.end(),
                                               [](const auto &a, const auto &b) { return a.sameShape(b); });
    m_shown = resource->key;
    if (!same) rebuild(fields);
    m_fields = fields;
    for (size_t i = 0; i < fields.size(); ++i) {
        // What is being typed is not rewritten into another spelling of the same.
        const bool shown = fields[i].kind != Kind::AddEntry && fields[i].kind != Kind::Hidden;
        if (shown && !m_editors[i]->hasFocus() && m_editors[i]->text() != fields[i].value)
            m_editors[i]->setText(fields[i].value);
    }
    widget()->setEnabled(!resource->stale);
}

void Inspector::showNothing(const QString &text)
{
    m_fields.clear();
    forgetEditors();
    auto *label = new QLabel(text);
    label->setProperty("role", QStringLiteral("muted"));
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setMargin(look::metric::marginWide);
    replacePage(label);
}

// What an editor says when it loses the focus by going is about a resource that is not shown any more.
void Inspector::forgetEditors()
{
    for (QLineEdit *editor : m_editors) editor->disconnect(this);
    m_editors.clear();
}

void Inspector::replacePage(QWidget *page)
{
    // The old page may be in the middle of telling of a key press.
    if (QWidget *old = takeWidget()) old->deleteLater();
    setWidget(page);
}

void Inspector::rebuild(const std::vector<InspectorField> &fields)
{
    forgetEditors();
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(look::metric::margin, look::metric::gapWide, look::metric::margin, look::metric::margin);
    column->setSpacing(look::metric::grid);
    QString group;
    for (const InspectorField &field : fields) {
        if (field.group != group) {
            auto *heading = new QLabel(field.group);
            heading->setProperty("role", QStringLiteral("title"));
            heading->setTextFormat(Qt::PlainText);
            heading->setContentsMargins(0, group.isEmpty() ? 0 : look::metric::gapWide, 0, look::metric::grid);
            column->addWidget(heading);
            group = field.group;
        }
        column->addWidget(makeRow(field));
    }
    column->addStretch(1);
    replacePage(page);
}

QWidget *Inspector::makeRow(const InspectorField &field)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(look::metric::gap);
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", QStringLiteral("muted"));
    label->setFixedWidth(labelWidth);
    label->setText(label->fontMetrics().elidedText(field.label, Qt::ElideMiddle, labelWidth));
    label->setToolTip(field.label.toHtmlEscaped());
    auto *editor = new QLineEdit(field.kind == Kind::Hidden ? QStringLiteral("••••••••") : field.value);
    editor->setProperty("role", QStringLiteral("mono"));
    editor->setPlaceholderText(field.placeholder);
    editor->setAccessibleName(field.group + u' ' + field.label);
    editor->setReadOnly(field.kind == Kind::Fixed || field.kind == Kind::Hidden);
    label->setBuddy(editor);
    line->addWidget(label);
    line->addWidget(editor, 1);
    m_editors.push_back(editor);
    if (field.kind == Kind::AddEntry)
        connect(editor, &QLineEdit::returnPressed, this, [this, field, editor] { addEntry(field, editor); });
    else if (isIdentity(field))
        connect(editor, &QLineEdit::editingFinished, this, [this, field, editor] { rename(field, editor->text()); });
    else if (!editor->isReadOnly())
        connect(editor, &QLineEdit::textEdited, this, [this, field, editor] { commit(field, editor); });
    if (!field.removable) return row;
    auto *removeButton = new QToolButton;
    removeButton->setText(QStringLiteral("×"));
    removeButton->setAccessibleName(tr("Remove %1").arg(field.label));
    removeButton->setToolTip(tr("Remove %1").arg(field.label).toHtmlEscaped());
    connect(removeButton, &QToolButton::clicked, this, [this, field] { remove(field); });
    line->addWidget(removeButton);
    return row;
}

void Inspector::perform(const QString &text, const model::Edits &edits, const QString &mergeKey, QLineEdit *editor)
{
    const QPointer<QLineEdit> there(editor); // rows may be made anew by the edit
    const auto done = m_document->edit({text, model::Origin::Inspector, mergeKey}, edits);
    if (there) setInvalid(there, done ? QString() : done.error().toString());
}

void Inspector::commit(const InspectorField &field, QLineEdit *editor)
{
    const std::optional<model::Value> value = inspectorValue(field.kind, editor->text());
    if (!value) return setInvalid(editor, tr("A whole number is needed here."));
    const bool gone = value->isNull() || (editor->text().isEmpty() && !field.placeholder.isEmpty());
    const model::Edit edit = gone ? model::Edit(model::RemoveField{m_shown, field.path})
                                  : model::Edit(model::SetField{m_shown, field.path, *value});
    perform(tr("Set %1 of %2").arg(field.label, m_shown.title()), {edit}, m_shown.id() + u' ' + field.path.toString(),
            editor);
}

void Inspector::rename(const InspectorField &field, const QString &text)
{
    const bool isName = field.path.last() == model::FieldPath::Step(QStringLiteral("name"));
    model::ResourceKey now = m_shown;
    QString &part = isName ? now.name : now.ns;
    if (m_shown.isEmpty() || part == text || (isName && text.isEmpty())) return;
    part = text;
    const model::Edit edit = text.isEmpty() ? model::Edit(model::RemoveField{m_shown, field.path})
                                            : model::Edit(model::SetField{m_shown, field.path, text});
    perform(tr("Set %1 of %2").arg(field.label, m_shown.title()), {edit}, {}, nullptr);
    if (m_document->resources()->find(now)) m_selection->select(now, field.path, model::Origin::Inspector);
}

void Inspector::addEntry(const InspectorField &field, QLineEdit *editor)
{
    const auto resources = m_document->resources();
    const model::Resource *resource = resources->find(m_shown);
    const auto entry = resource ? inspectorEntry(*resource, field.path, editor->text()) : std::nullopt;
    if (!entry) return setInvalid(editor, tr("Type %1 and press Enter.").arg(field.placeholder));
    const QString text = tr("Add to %1 of %2").arg(field.path.toString(), m_shown.title());
    perform(text, {model::SetField{m_shown, entry->path, entry->value}}, {}, editor);
}

void Inspector::remove(const InspectorField &field)
{
    const model::FieldPath path = field.removes.isEmpty() ? field.path : field.removes;
    perform(tr("Remove %1 of %2").arg(field.label, m_shown.title()), {model::RemoveField{m_shown, path}}, {}, nullptr);
}

} // namespace editor
