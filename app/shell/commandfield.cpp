// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/commandfield.h"

#include "look/tokens.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace app {

namespace {

constexpr int fieldWidth = 400, rowHeight = 30;
constexpr size_t mostOffered = 12;

// The words at the left, what they are at the right.
class OfferDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem bare = option;
        initStyleOption(&bare, index);
        bare.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &bare, painter, option.widget);
        const look::Tokens &tokens = look::tokens();
        const QRect area = option.rect.adjusted(look::metric::gapWide, 0, -look::metric::gapWide, 0);
        const QFontMetrics metrics(option.font);
        const QString detail =
            metrics.elidedText(index.data(Qt::UserRole).toString(), Qt::ElideMiddle, area.width() / 2);
        const int detailWidth = metrics.horizontalAdvance(detail);
        painter->setPen(tokens.muted);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight, detail);
        painter->setPen(tokens.text);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                          metrics.elidedText(index.data().toString(), Qt::ElideMiddle,
                                             area.width() - detailWidth - look::metric::gapWide));
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {fieldWidth, rowHeight}; }
};

} // namespace

CommandField::CommandField(QWidget *parent)
    : QLineEdit(parent), m_model(new QStandardItemModel(this)), m_popup(new QCompleter(m_model, this))
{
    setProperty("role", QStringLiteral("search"));
    setFixedWidth(fieldWidth);
    setPlaceholderText(tr("Search resources, actions, contexts"));
    setAccessibleName(tr("Search resources, actions, contexts"));
    m_popup->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // what is in the model is what fits
    m_popup->setWidget(this);
    m_popup->setMaxVisibleItems(int(mostOffered));
    m_popup->popup()->setItemDelegate(new OfferDelegate(m_popup->popup()));
    m_popup->popup()->setProperty("role", QStringLiteral("popup"));
    m_popup->popup()->setAccessibleName(tr("Found"));
    connect(m_popup, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { run(index.row()); });
    connect(this, &QLineEdit::textEdited, this, &CommandField::offer);
}

void CommandField::open()
{
    QWidget *before = QApplication::focusWidget();
    setFocus(Qt::ShortcutFocusReason);
    if (before != this) m_before = before;
    selectAll();
    offer();
}

void CommandField::focusInEvent(QFocusEvent *event)
{
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason) {
        m_entries = m_source ? m_source() : CommandEntries();
        m_before = nullptr;
    }
    QLineEdit::focusInEvent(event);
}

void CommandField::offer()
{
    m_offered = bestCommands(m_entries, text(), mostOffered);
    m_model->clear();
    for (const CommandEntry &entry : m_offered) {
        auto *item = new QStandardItem(entry.text);
        item->setData(entry.detail, Qt::UserRole);
        item->setData(QString(entry.text + QStringLiteral(", ") + entry.detail), Qt::AccessibleTextRole);
        m_model->appendRow(item);
    }
    if (m_offered.empty()) return m_popup->popup()->hide();
    m_popup->complete(rect());
    m_popup->popup()->setCurrentIndex(m_popup->completionModel()->index(0, 0));
}

void CommandField::run(int row)
{
    if (row < 0 || row >= int(m_offered.size())) return;
    const std::function<void()> wanted = m_offered[size_t(row)].run;
    m_popup->popup()->hide();
    // Once the popup has let go of the keyboard: what runs may want it, or may open a window.
    QMetaObject::invokeMethod(
        this,
        [this, wanted] {
            giveBack();
            wanted();
        },
        Qt::QueuedConnection);
}

void CommandField::giveBack()
{
    clear();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
    else
        clearFocus();
}

void CommandField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape: return giveBack();
    case Qt::Key_Down: return offer();
    case Qt::Key_Return:
    case Qt::Key_Enter: return run(0);
    default: QLineEdit::keyPressEvent(event);
    }
}

void CommandField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!text().isEmpty()) return;
    QPainter painter(this);
    painter.setFont(look::font(look::Text::Caption));
    painter.setPen(look::tokens().muted);
    painter.drawText(rect().adjusted(0, 0, -look::metric::gapWide, 0), Qt::AlignVCenter | Qt::AlignRight,
                     QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P).toString(QKeySequence::NativeText));
}

} // namespace app
