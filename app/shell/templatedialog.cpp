// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/templatedialog.h"

#include "look/tokens.h"
#include "model/document/templates.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace app {

TemplateDialog::TemplateDialog(QWidget *parent)
    : QDialog(parent),
      m_list(new QListWidget),
      m_name(new QLineEdit),
      m_why(new QLabel),
      m_create(new QPushButton(tr("Create")))
{
    setWindowTitle(tr("New from template"));
    setMinimumSize(520, 440);
    m_list->setAccessibleName(tr("Templates"));
    m_list->setSpacing(2);
    for (const model::Template &entry : model::templates()) {
        auto *item = new QListWidgetItem(entry.title + u'\n' + entry.description, m_list);
        item->setData(Qt::UserRole, entry.id);
        item->setData(Qt::UserRole + 1, entry.name);
    }
    m_name->setAccessibleName(tr("Name"));
    m_name->setMaxLength(model::maxTemplateName);
    m_why->setProperty("role", QStringLiteral("caption"));
    m_why->setTextFormat(Qt::PlainText);
    m_create->setProperty("role", QStringLiteral("primary"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_create, QDialogButtonBox::AcceptRole);
    auto *title = new QLabel(tr("What do you want to run?"));
    title->setProperty("role", QStringLiteral("heading"));
    auto *label = new QLabel(tr("Name of its resources"));
    label->setProperty("role", QStringLiteral("muted"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(look::metric::marginWide, look::metric::marginWide, look::metric::marginWide,
                               look::metric::margin);
    column->setSpacing(look::metric::gap);
    column->addWidget(title);
    column->addWidget(m_list, 1);
    column->addWidget(label);
    column->addWidget(m_name);
    column->addWidget(m_why);
    column->addWidget(buttons);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item) m_name->setText(item->data(Qt::UserRole + 1).toString());
    });
    connect(m_list, &QListWidget::itemDoubleClicked, this, &TemplateDialog::accept);
    connect(m_name, &QLineEdit::textChanged, this, &TemplateDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &TemplateDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &TemplateDialog::reject);
    m_list->setCurrentRow(0);
    m_name->selectAll();
    m_name->setFocus();
}

void TemplateDialog::check()
{
    const QListWidgetItem *item = m_list->currentItem();
    const auto text = model::instantiate(item ? item->data(Qt::UserRole).toString() : QString(), m_name->text());
    m_create->setEnabled(text.ok());
    m_why->setText(text ? QString() : text.error().message);
}

void TemplateDialog::accept()
{
    if (!m_create->isEnabled() || !m_list->currentItem()) return;
    Q_EMIT chosen(m_list->currentItem()->data(Qt::UserRole).toString(), m_name->text());
    QDialog::accept();
}

} // namespace app
