// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>

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
    // Why this template cannot be added under this name; empty: it can.
    using Objection = std::function<QString(const QString &templateId, const QString &name)>;

    explicit TemplateDialog(QWidget *parent = nullptr);
    void setObjection(Objection objection);

Q_SIGNALS:
    void chosen(const QString &templateId, const QString &name);

private:
    void accept() override;
    void check();

    QListWidget *m_list;
    QLineEdit *m_name;
    QLabel *m_why;
    QPushButton *m_create;
    QString m_suggested; // the name that the dialog put there itself
    Objection m_objection;
};

} // namespace app
