// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/templatedialog.h"

#include "look/tokens.h"
#include "model/document/templates.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <climits>

namespace app {

namespace {

constexpr int idRole = Qt::UserRole, nameRole = Qt::UserRole + 1, descriptionRole = Qt::UserRole + 2;

// A title, and under it what one gets, in as many lines as it takes.
class EntryDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem bare = option;
        initStyleOption(&bare, index);
        bare.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &bare, painter, option.widget);
        const QRect area = option.rect.adjusted(padding, padding, -padding, -padding);
        const QFont title = look::font(look::Text::Title);
        painter->setFont(title);
        painter->setPen(look::tokens().text);
        painter->drawText(area, Qt::AlignLeft | Qt::AlignTop, index.data().toString());
        painter->setFont(option.font);
        painter->setPen(look::tokens().muted);
        painter->drawText(area.adjusted(0, QFontMetrics(title).lineSpacing(), 0, 0),
                          Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, index.data(descriptionRole).toString());
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *view = qobject_cast<const QListView *>(option.widget);
        const int width = (view ? view->viewport()->width() : option.rect.width()) - 2 * padding;
        const QRect text =
            QFontMetrics(option.font)
                .boundingRect(QRect(0, 0, width, INT_MAX), Qt::TextWordWrap, index.data(descriptionRole).toString());
        return {width, QFontMetrics(look::font(look::Text::Title)).lineSpacing() + text.height() + 2 * padding};
    }

private:
    static constexpr int padding = look::metric::gap;
};

} // namespace

TemplateDialog::TemplateDialog(QWidget *parent)
    : QDialog(parent),
      m_list(new QListWidget),
      m_name(new QLineEdit),
      m_why(new QLabel),
      m_create(new QPushButton(tr("Create")))
{
    setWindowTitle(tr("New from template"));
    setMinimumSize(560, 520);
    m_list->setAccessibleName(tr("Templates"));
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setResizeMode(QListView::Adjust);
    for (const model::Template &entry : model::templates()) {
        auto *item = new QListWidgetItem(entry.title, m_list);
        item->setData(idRole, entry.id);
        item->setData(nameRole, entry.name);
        item->setData(descriptionRole, entry.description);
        item->setData(Qt::AccessibleDescriptionRole, entry.description);
    }
    m_name->setAccessibleName(tr("Name"));
    m_name->setMaxLength(model::maxTemplateName);
    m_why->setProperty("role", QStringLiteral("problem"));
    m_why->setWordWrap(true);
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
        // A name that somebody typed stays.
        if (item && (m_name->text().isEmpty() || m_name->text() == m_suggested)) {
            m_suggested = item->data(nameRole).toString();
            m_name->setText(m_suggested);
        }
        check();
    });
    connect(m_list, &QListWidget::itemDoubleClicked, this, &TemplateDialog::accept);
    connect(m_name, &QLineEdit::textChanged, this, &TemplateDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &TemplateDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &TemplateDialog::reject);
    m_list->setCurrentRow(0);
    m_name->selectAll();
    m_name->setFocus();
}

void TemplateDialog::setObjection(Objection objection)
{
    m_objection = std::move(objection);
    check();
}

void TemplateDialog::check()
{
    const QListWidgetItem *item = m_list->currentItem();
    const QString id = item ? item->data(idRole).toString() : QString();
    const auto text = model::instantiate(id, m_name->text());
    QString why = text ? QString() : text.error().message;
    if (text && m_objection) why = m_objection(id, m_name->text());
    m_create->setEnabled(why.isEmpty());
    m_why->setText(why);
}

void TemplateDialog::accept()
{
    if (!m_create->isEnabled() || !m_list->currentItem()) return;
    Q_EMIT chosen(m_list->currentItem()->data(idRole).toString(), m_name->text());
    QDialog::accept();
}

} // namespace app
