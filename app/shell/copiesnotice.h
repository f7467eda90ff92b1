// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/document.h"

#include <QObject>

class QUndoCommand;

namespace app {

class NoticeBar;

// An edit means one place, and places that shared its text have their own now: seen by nobody who looks at the graph,
// and told until another step of history is made or the edit is undone. What goes on with the edit's own step, as
// typing in one field does, leaves it there. GUI thread.
class CopiesNotice : public QObject
{
    Q_OBJECT

public:
    CopiesNotice(const model::Document *document, NoticeBar *bar);

private:
    void tell(const QStringList &places);
    void onChanged();
    const QUndoCommand *lastStep() const;

    const model::Document *m_document;
    NoticeBar *m_bar;
    QString m_told;                       // empty: nothing
    const QUndoCommand *m_step = nullptr; // the edit's
};

} // namespace app
