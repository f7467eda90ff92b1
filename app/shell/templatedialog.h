// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace app {

// Chooses a template and a name.
class TemplateDialog : public QDialog
{
    Q_OBJECT

public:
    explicit TemplateDialog(QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const QString &templateId, const QString &name);

private:
    void accept() override;
    void check();

    QListWidget *m_list;
    QLineEdit *m_name;
    QLabel *m_why;
    QPushButton *m_create;
};

} // namespace app
