// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/document.h"

#include <QWidget>

class QLabel;

namespace app {

// Says over the graph that it is not that of the text, and where the text cannot be read. It takes no room of its own,
// for text is broken in the middle of most typing; the mouse goes through it. GUI thread.
class BrokenNotice : public QWidget
{
    Q_OBJECT

public:
    explicit BrokenNotice(const model::Document *document, QWidget *parent = nullptr);

private:
    void follow();

    const model::Document *m_document;
    QLabel *m_text;
};

} // namespace app
