// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/inspector/inspector.h"

#include "editor/inspector/fieldedit.h"
#include "look/tokens.h"

#include <QLabel>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>

namespace editor {

namespace {

using Kind = InspectorField::Kind;

} // namespace

Inspector::Inspector(model::Document *document, model::Selection *selection, QWidget *parent)
    : QScrollArea(parent), m_document(document), m_selection(selection)
{
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Inspector"));
    connect(document, &model::Document::changed, this,
            [this](const model::ChangeSet &, model::Origin origin) { refresh(origin); });
    connect(selection, &model::Selection::changed, this, &Inspector::onSelection);
    refresh(model::Origin::File);
}

Inspector::~Inspector() { forgetRows(); } // fields lose the focus while they go, and tell of it

void Inspector::hideEvent(QHideEvent *event)
{
    QScrollArea::hideEvent(event);
    commitPending();
}

void Inspector::onSelection()
{
    if (m_selection->single() != m_shown) {
        const QScopedValueRollback<bool> guard(m_leaving, true);
        commitPending();
    }
    refresh(model::Origin::File);
}

// The selected resource; one that history gave another name is known by its place, and stays selected.
const model::Resource *Inspector::toShow(const model::ResourceSet &resources, model::Origin origin)
{
    const model::ResourceKey wanted = m_leaving ? m_shown : m_selection->single();
    const model::Resource *resource = resources.find(wanted);
    if (resource || m_shown.isEmpty() || wanted != m_shown) return resource;
    if (!m_renamedTo.isEmpty()) return resources.find(m_renamedTo);
    if (origin != model::Origin::History) return nullptr;
    for (const model::Resource &other : resources.resources()) {
        if (Place{other.file, other.part, other.base} != m_place || other.key.kind != m_shown.kind) continue;
        m_shown = other.key;
        m_selection->select(other.key, {}, model::Origin::History);
        return &other;
    }
    return nullptr;
}

void Inspector::refresh(model::Origin origin)
{
    const QScopedValueRollback<bool> guard(m_refreshing, true);
    const auto resources = m_document->resources();
    const model::Resource *resource = toShow(*resources, origin);
    if (!resource) {
        m_shown = {};
        return showNothing(m_selection->resources().size() > 1
                               ? tr("Several resources are selected. Select one to see its fields.")
                               : tr("Select a resource on the canvas or in the text to see its fields."));
    }
    const std::vector<InspectorField> fields = inspectorFields(*resource);
    const Place place{resource->file, resource->part, resource->base};
    const bool sameResource = resource->key == m_shown || (place == m_place && resource->key == m_renamedTo);
    const bool same = sameResource && std::equal(fields.begin(), fields.end(), m_fields.begin(), m_fields.end(),
                                                 [](const auto &a, const auto &b) { return a.sameShape(b); });
    m_shown = resource->key;
    m_place = place;
    if (!same) rebuild(fields, sameResource);
    for (size_t i = 0; same && i < fields.size(); ++i) showValue(i, fields[i].value, origin);
    m_fields = fields;
    showStale(*resource);
    showErrors();
}

void Inspector::showNothing(const QString &text)
{
    m_fields.clear();
    forgetRows();
    auto *label = new QLabel(text);
    label->setProperty("role", QStringLiteral("muted"));
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setMargin(look::metric::marginWide);
    replacePage(label);
}

// What an editor says when it loses the focus by going is about a resource that is not shown any more.
void Inspector::forgetRows()
{
    for (const Row &row : m_rows) row.edit->disconnect(this);
    m_rows.clear();
    m_notice = nullptr;
}

void Inspector::replacePage(QWidget *page)
{
    // The old page may be in the middle of telling of a key press.
    if (QWidget *old = takeWidget()) old->deleteLater();
    setWidget(page);
}

void Inspector::rebuild(const std::vector<InspectorField> &fields, bool sameResource)
{
    struct Typed
    {
        InspectorField field;
        QString text, reason;
        bool hasFocus;
    };
    std::vector<Typed> typed; // to go on with in the new rows
    for (size_t i = 0; sameResource && i < m_rows.size(); ++i)
        if (m_rows[i].edit->hasFocus() || m_rows[i].isRefused() || isPending(i))
            typed.push_back({m_fields[i], isPending(i) || m_rows[i].isRefused() ? m_rows[i].edit->text() : QString(),
                             m_rows[i].refusal, m_rows[i].edit->hasFocus()});
    forgetRows();
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(look::metric::margin, look::metric::grid, look::metric::margin, look::metric::margin);
    column->setSpacing(look::metric::grid);
    m_notice = wrappedLabel("warning");
    column->addWidget(m_notice);
    QString group;
    for (const InspectorField &field : fields) {
        if (field.group != group) {
            auto *heading = new QLabel(field.group);
            heading->setProperty("role", QStringLiteral("title"));
            heading->setTextFormat(Qt::PlainText);
            heading->setContentsMargins(0, group.isEmpty() ? look::metric::gap : look::metric::gapWide, 0,
                                        look::metric::grid);
            column->addWidget(heading);
            group = field.group;
        }
        column->addWidget(makeRow(field));
    }
    column->addStretch(1);
    replacePage(page);
    m_fields = fields;
    for (const Typed &was : typed) {
        const size_t at = indexOf(was.field);
        if (at == m_rows.size()) continue;
        if (!was.text.isEmpty()) m_rows[at].edit->setText(was.text);
        setReason(m_rows[at].edit, was.reason);
        if (was.hasFocus) m_rows[at].edit->setFocus();
    }
}

size_t Inspector::indexOf(const InspectorField &field) const
{
    const auto found =
        std::find_if(m_fields.begin(), m_fields.end(), [&](const auto &other) { return other.sameShape(field); });
    return size_t(found - m_fields.begin());
}

bool Inspector::isPending(size_t at) const
{
    const Row &row = m_rows[at];
    if (row.isRefused() || row.edit->isReadOnly()) return false;
    if (m_fields[at].kind == Kind::AddEntry) return !row.edit->text().isEmpty();
    return m_fields[at].isIdentity() && row.edit->text() != m_fields[at].value;
}

bool Inspector::commitOne()
{
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (!isPending(i)) continue;
        const InspectorField field = m_fields[i]; // the rows may be made anew by it
        if (field.kind == Kind::AddEntry)
            addEntry(field, m_rows[i].edit);
        else
            rename(field, m_rows[i].edit);
        return true;
    }
    return false;
}

void Inspector::commitPending()
{
    if (m_refreshing || !m_document) return;
    for (size_t tries = m_rows.size(); tries > 0 && commitOne();)
        --tries; // each is set or refused, not pending any more
}

bool Inspector::perform(const QString &text, const model::Edits &edits, const QString &mergeKey, FieldEdit *edit)
{
    const QPointer<FieldEdit> there(edit); // rows may be made anew by the edit
    const auto done = m_document->edit({text, model::Origin::Inspector, mergeKey}, edits);
    if (there) setReason(there, done ? QString() : done.error().toString());
    return bool(done);
}

void Inspector::commit(const InspectorField &field, FieldEdit *edit)
{
    const std::optional<model::Value> value = inspectorValue(field.kind, edit->text());
    if (!value) {
        const size_t at = indexOf(field);
        const QString kept = at < m_fields.size() ? m_fields[at].value : QString();
        return setReason(edit, kept.isEmpty() ? tr("This is no whole number, and is not in the text.")
                                              : tr("This is no whole number: the text keeps %1.").arg(kept));
    }
    const bool gone = value->isNull() || (edit->text().isEmpty() && !field.placeholder.isEmpty());
    const model::Edit edited = gone ? model::Edit(model::RemoveField{m_shown, field.path})
                                    : model::Edit(model::SetField{m_shown, field.path, *value});
    perform(tr("Set %1 of %2").arg(field.label, m_shown.title()), {edited},
            m_shown.id() + u' ' + field.path.toString() + u' ' + QString::number(m_visit), edit);
}

void Inspector::rename(const InspectorField &field, FieldEdit *edit)
{
    const bool isName = field.path.last() == model::FieldPath::Step(QStringLiteral("name"));
    const QString text = edit->text();
    model::ResourceKey now = m_shown;
    QString &part = isName ? now.name : now.ns;
    if (m_shown.isEmpty() || part == text || m_refreshing) return;
    if (isName && text.isEmpty())
        return setReason(edit, tr("A resource needs a name: the text keeps %1.").arg(m_shown.name));
    part = text;
    if (m_document->resources()->find(now)) return setReason(edit, tr("There is a %1 already.").arg(now.title()));
    const bool wasSelected = m_selection->single() == m_shown;
    const model::Edit edited = text.isEmpty() ? model::Edit(model::RemoveField{m_shown, field.path})
                                              : model::Edit(model::SetField{m_shown, field.path, text});
    m_renamedTo = now;
    const bool done = perform(tr("Set %1 of %2").arg(field.label, m_shown.title()), {edited}, {}, edit);
    m_renamedTo = {};
    // Who selected something else meanwhile keeps that.
    if (done && wasSelected && m_document->resources()->find(now))
        m_selection->select(now, field.path, model::Origin::Inspector);
}

void Inspector::addEntry(const InspectorField &field, FieldEdit *edit)
{
    const auto resources = m_document->resources();
    const model::Resource *resource = resources->find(m_shown);
    const auto entry = resource ? inspectorEntry(*resource, field.path, edit->text()) : std::nullopt;
    if (!entry) return setReason(edit, tr("Type %1 and press Enter.").arg(field.placeholder));
    const QString typed = edit->text();
    const QString text = tr("Add to %1 of %2").arg(field.path.toString(), m_shown.title());
    edit->clear(); // before the rows are made anew, which keeps what is typed
    const QPointer<FieldEdit> there(edit);
    if (!perform(text, {model::SetField{m_shown, entry->path, entry->value}}, {}, edit) && there) there->setText(typed);
}

void Inspector::remove(const InspectorField &field)
{
    const model::FieldPath path = field.removes.isEmpty() ? field.path : field.removes;
    perform(tr("Remove %1 of %2").arg(field.label, m_shown.title()), {model::RemoveField{m_shown, path}}, {}, nullptr);
}

// Back to what the document says.
void Inspector::abandon(const InspectorField &field, FieldEdit *edit)
{
    const size_t at = indexOf(field);
    if (at == m_fields.size() || !field.isEditable()) return;
    edit->setText(m_fields[at].value);
    setReason(edit, {});
}

} // namespace editor
