// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace app {

// A strip under the top bar for what must not be overlooked: something failed. It stays until it is closed or something
// newer takes its place, and is announced to assistive technology.
class NoticeBar : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);
    void tell(const QString &message); // may have several lines; plain text
    void applyTheme();

private:
    QLabel *m_mark, *m_text;
};

} // namespace app
