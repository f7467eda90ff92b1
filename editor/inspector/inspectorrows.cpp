// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/inspector/fieldedit.h"
#include "editor/inspector/inspector.h"
#include "look/tokens.h"
#include "look/tooltip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

// The inspector's rows: how they are made, and what they show.
namespace editor {

namespace {

constexpr int labelWidth = 132;
using Kind = InspectorField::Kind;

// What stands in a row that shows a value.
QString shownValue(const InspectorField &field, const QString &value)
{
    if (field.kind == Kind::Hidden) return QStringLiteral("••••••••");
    return field.kind == Kind::Lines ? shownLines(value).first : value;
}

// Whether a problem is the row's to tell: it is of the row's field or what that holds, or of what the row's button
// removes; a line that adds something is not about what is there.
bool isAbout(const model::Problem &problem, const InspectorField &field)
{
    if (field.kind == Kind::AddEntry) return problem.field == field.path;
    return problem.field.startsWith(field.removes.isEmpty() ? field.path : field.removes);
}

} // namespace

QLabel *Inspector::wrappedLabel(const char *role)
{
    auto *label = new QLabel;
    label->setProperty("role", QString::fromLatin1(role));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->hide();
    return label;
}

void Inspector::showValue(size_t at, const QString &value, model::Origin origin)
{
    const Row &row = m_rows[at];
    const InspectorField &field = m_fields[at];
    if (field.kind == Kind::AddEntry || field.kind == Kind::Hidden) return;
    const bool hasFocus = row.edit->hasFocus();
    if (field.kind == Kind::Lines) {
        row.edit->setText(shownValue(field, value));
        row.edit->setCursorPosition(0);
        row.more->setText(shownLines(value).more);
        return;
    }
    if (row.edit->text() != value) {
        // What is being typed is not rewritten into another spelling of the same, and what is not in the document yet
        // stays until the document's own value changes.
        if (hasFocus && origin == model::Origin::Inspector) return;
        if (origin != model::Origin::History && field.value == value && (hasFocus || row.isRefused())) return;
        row.edit->setText(value);
        if (!hasFocus) row.edit->setCursorPosition(0);
    }
    setReason(row.edit, {});
}

void Inspector::showStale(const model::Resource &resource)
{
    for (size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].edit->setReadOnly(resource.stale || !m_fields[i].isEditable());
        if (m_rows[i].remove) m_rows[i].remove->setEnabled(!resource.stale);
    }
    m_notice->setVisible(resource.stale);
    if (!resource.stale) return;
    int line = 0;
    for (const model::Problem &problem : m_document->resources()->problems())
        if (line == 0 && problem.file == resource.file && problem.rule == QStringLiteral("yaml-syntax"))
            line = problem.line;
    m_notice->setText(tr("Line %1 of %2 is no YAML. These are the fields of the last text that was; they can be "
                         "changed again when that line is mended.")
                          .arg(QString::number(line), resource.file.section(u'/', -1)));
}

QWidget *Inspector::makeRow(const InspectorField &field)
{
    auto *row = new QWidget;
    auto *column = new QVBoxLayout(row);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto *line = new QHBoxLayout;
    line->setSpacing(look::metric::gap);
    column->addLayout(line);
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", QStringLiteral("muted"));
    label->setFixedWidth(labelWidth);
    label->setText(label->fontMetrics().elidedText(field.label, Qt::ElideMiddle, labelWidth));
    label->setToolTip(look::toolTipOf(field.label));
    auto *edit = new FieldEdit(shownValue(field, field.value), m_document->history());
    edit->setProperty("role", QStringLiteral("mono"));
    edit->setHint(field.placeholder);
    edit->setAccessibleName(field.group + u' ' + field.label);
    edit->setReadOnly(!field.isEditable());
    label->setBuddy(edit);
    line->addWidget(label);
    line->addWidget(edit, 1);
    QLabel *reason = wrappedLabel("problem");
    reason->setContentsMargins(labelWidth + look::metric::gap, 0, 0, look::metric::grid);
    column->addWidget(reason);
    m_rows.push_back({edit, reason});
    connectRow(field, edit);
    if (field.kind == Kind::Lines) column->insertWidget(1, makeMore(field));
    if (!field.removable) return row;
    auto *removeButton = new QToolButton;
    removeButton->setText(QStringLiteral("×"));
    removeButton->setAccessibleName(tr("Remove %1").arg(field.label));
    removeButton->setToolTip(look::toolTipOf(tr("Remove %1").arg(field.label)));
    connect(removeButton, &QToolButton::clicked, this, [this, field] { remove(field); });
    line->addWidget(removeButton);
    m_rows.back().remove = removeButton;
    return row;
}

// Below a value of which only the first line is shown.
QWidget *Inspector::makeMore(const InspectorField &field)
{
    auto *more = new QWidget;
    auto *line = new QHBoxLayout(more);
    line->setContentsMargins(labelWidth + look::metric::gap, 0, 0, 0);
    line->setSpacing(look::metric::gap);
    auto *count = new QLabel(shownLines(field.value).more);
    count->setProperty("role", QStringLiteral("caption"));
    count->setTextFormat(Qt::PlainText);
    auto *edit = new QPushButton(tr("Edit in YAML"));
    edit->setProperty("role", QStringLiteral("link"));
    edit->setAccessibleName(tr("Edit %1 in YAML").arg(field.label));
    connect(edit, &QPushButton::clicked, this, [this, path = field.path] { Q_EMIT textWanted(path); });
    line->addWidget(count);
    line->addWidget(edit);
    line->addStretch(1);
    m_rows.back().more = count;
    return more;
}

void Inspector::connectRow(const InspectorField &field, FieldEdit *edit)
{
    connect(edit, &FieldEdit::entered, this, [this] { ++m_visit; });
    connect(edit, &FieldEdit::historyWanted, this, &Inspector::commitPending);
    connect(edit, &FieldEdit::abandoned, this, [this, field, edit] { abandon(field, edit); });
    if (field.kind == Kind::AddEntry)
        connect(edit, &QLineEdit::returnPressed, this, [this, field, edit] { addEntry(field, edit); });
    else if (field.isEditable() && field.isIdentity())
        connect(edit, &FieldEdit::whole, this, [this, field, edit] { rename(field, edit); });
    else if (field.isEditable())
        connect(edit, &QLineEdit::textEdited, this, [this, field, edit] { commit(field, edit); });
    // A new attempt is not judged by the last one.
    if (field.kind == Kind::AddEntry || field.isIdentity())
        connect(edit, &QLineEdit::textEdited, this, [this, edit] { setReason(edit, {}); });
}

void Inspector::setReason(FieldEdit *edit, const QString &why)
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &one) { return one.edit == edit; });
    if (row == m_rows.end()) return;
    row->refusal = why;
    showReason(*row);
}

// What is not in the document yet goes before what is wrong with what is.
void Inspector::showReason(const Row &row)
{
    const QString why = row.isRefused() ? row.refusal : row.error;
    if (row.reason->text() == why) return;
    row.reason->setText(why);
    row.reason->setVisible(!why.isEmpty());
    row.edit->setProperty("invalid", !why.isEmpty());
    row.edit->setTrouble(why);
    row.edit->style()->unpolish(row.edit);
    row.edit->style()->polish(row.edit);
}

void Inspector::setProblems(const model::Problems &problems)
{
    m_errors.clear();
    std::ranges::copy_if(problems, std::back_inserter(m_errors), [](const model::Problem &problem) {
        return problem.severity == model::Severity::Error && !problem.field.isEmpty();
    });
    showErrors();
}

void Inspector::showErrors()
{
    for (Row &row : m_rows) row.error.clear();
    for (const model::Problem &problem : m_errors) {
        if (problem.resource != m_shown) continue;
        for (size_t i = 0; i < m_rows.size(); ++i)
            if (isAbout(problem, m_fields[i]))
                m_rows[i].error += (m_rows[i].error.isEmpty() ? QString() : QStringLiteral("\n")) + problem.message;
    }
    for (const Row &row : m_rows) showReason(row);
}

} // namespace editor
