// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/appstate.h"

#include <QObject>

#include <functional>

class QWidget;

namespace app {

// Offers the unsaved work of runs that ended without a clean exit, the newest first, one question at a time. What is
// put off stays on disk and is offered again. GUI thread.
class Recovery : public QObject
{
    Q_OBJECT

public:
    // Whether the document may be replaced now; if not yet, asks, and calls then once it may.
    using Guard = std::function<bool(const std::function<void()> &then)>;

    Recovery(AppState *state, QWidget *window, Guard mayReplace);

    // Asks when there is something, and tells whether there is. Nothing in a window without autosave.
    bool offer();

Q_SIGNALS:
    void recovered();
    void failed(const QString &message);

private:
    void offerNext(std::vector<model::Journal> journals);
    void bringBack(const model::Journal &journal);

    AppState *m_state;
    QWidget *m_window;
    Guard m_mayReplace;
};

} // namespace app
