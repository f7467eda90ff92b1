// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/design/designworkspace.h"
#include "app/shell/appstate.h"
#include "app/shell/mainwindow.h"

#include <QTest>

#include <memory>

namespace support {

// The window that users have, with a file in it: what its tests begin with.
class OpenWindow
{
protected:
    void open(const QString &file, const QByteArray &text)
    {
        m_file = file;
        m_state = std::make_unique<app::AppState>();
        m_state->theme.choose(app::ThemeKeeper::Choice::Light);
        m_window = std::make_unique<app::MainWindow>(m_state.get());
        m_window->resize(1400, 900);
        m_window->show();
        m_state->document.load(file, text);
        settle();
    }
    void close()
    {
        m_window.reset();
        m_state.reset();
    }

    QByteArray text() const { return m_state->document.text(m_file); }
    void settle() { QTRY_VERIFY(m_window->isSettled()); }
    void type(qsizetype offset, const QByteArray &before, const QByteArray &after)
    {
        m_state->document.perform({QStringLiteral("type"), model::Origin::Text},
                                  {{model::TextChange{m_file, offset, before, after}}});
    }

    // The same from elsewhere: the text's pane shows it.
    void change(qsizetype offset, const QByteArray &before, const QByteArray &after)
    {
        m_state->document.perform({QStringLiteral("change"), model::Origin::Canvas},
                                  {{model::TextChange{m_file, offset, before, after}}});
    }

    std::unique_ptr<app::AppState> m_state;
    std::unique_ptr<app::MainWindow> m_window;

private:
    QString m_file;
};

} // namespace support
