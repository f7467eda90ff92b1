// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/copiesnotice.h"

#include "app/shell/noticebar.h"

#include <QUndoStack>

#include <algorithm>

namespace app {

CopiesNotice::CopiesNotice(const model::Document *document, NoticeBar *bar)
    : QObject(bar), m_document(document), m_bar(bar)
{
    connect(document, &model::Document::detached, this, &CopiesNotice::tell);
    connect(document, &model::Document::changed, this, &CopiesNotice::onChanged);
}

const QUndoCommand *CopiesNotice::lastStep() const
{
    const QUndoStack *history = m_document->history();
    return history->index() > 0 ? history->command(history->index() - 1) : nullptr;
}

void CopiesNotice::tell(const QStringList &places)
{
    constexpr qsizetype most = 3;
    m_told = places.first(std::min(most, places.size())).join(u'\n');
    if (places.size() > most) m_told += u'\n' + tr("and %n more", nullptr, int(places.size() - most));
    m_step = lastStep();
    m_bar->offer(m_told, tr("Undo"), [this] { m_document->history()->undo(); });
}

// After another step, undo would mean that one.
void CopiesNotice::onChanged()
{
    if (m_told.isEmpty() || lastStep() == m_step) return;
    m_bar->withdraw(m_told);
    m_told.clear();
}

} // namespace app
