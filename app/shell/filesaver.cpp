// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/filesaver.h"

#include "app/shell/boxes.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QPushButton>

namespace app {

FileSaver::FileSaver(AppState *state, QWidget *window) : QObject(window), m_state(state), m_window(window) {}

QStringList FileSaver::modifiedFiles() const
{
    QStringList files;
    for (const QString &file : m_state->document.files())
        if (m_state->document.isModified(file)) files << file;
    return files;
}

void FileSaver::conclude(const QString &path, const model::Result<void> &result, const Then &then, Signal done)
{
    if (result) Q_EMIT(this->*done)(path);
    if (!result) Q_EMIT failed(result.error().toString());
    if (then) then(result.ok());
}

void FileSaver::save(const QString &file, const Then &then)
{
    // Made here, and never on disk: where it goes is the user's choice.
    if (m_state->files.stamp(file).isNull() && !QFileInfo(file).isAbsolute()) return saveAs(file, then);
    const model::Result<void> saved = m_state->files.save(file);
    if (!saved && saved.error().code == model::Error::Code::Conflict) return settleConflict(file, saved.error(), then);
    conclude(file, saved, then);
}

void FileSaver::settleConflict(const QString &file, const model::Error &conflict, const Then &then)
{
    const bool there = QFileInfo::exists(file);
    QMessageBox *box =
        makeBox(m_window, there ? tr("The file changed on disk") : tr("The file is gone"), conflict.toString());
    const QPushButton *overwrite = box->addButton(there ? tr("Overwrite it") : tr("Write it again"),
                                                  there ? QMessageBox::DestructiveRole : QMessageBox::AcceptRole);
    const QPushButton *reload = there ? box->addButton(tr("Take the disk's text"), QMessageBox::AcceptRole) : nullptr;
    const QPushButton *elsewhere = box->addButton(tr("Save as…"), QMessageBox::ActionRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(box, &QMessageBox::buttonClicked, this,
            [this, file, overwrite, reload, elsewhere, then](const QAbstractButton *button) {
                if (button == overwrite)
                    return conclude(file, m_state->files.save(file, model::IfChanged::Overwrite), then);
                if (button == elsewhere) return saveAs(file, then);
                if (reload && button == reload)
                    return conclude(file, m_state->files.reload(file), then, &FileSaver::readAgain);
                if (then) then(false);
            });
    box->open();
}

// Beside what is open, under the name that it has here.
QString FileSaver::suggestedPath(const QString &file) const
{
    if (QFileInfo(file).isAbsolute()) return file;
    for (const QString &other : m_state->document.files())
        if (QFileInfo(other).isAbsolute()) return QFileInfo(other).path() + u'/' + file;
    return file;
}

void FileSaver::saveAs(const QString &file, const Then &then)
{
    auto *dialog = new QFileDialog(m_window, tr("Save %1 as").arg(QFileInfo(file).fileName()), suggestedPath(file),
                                   QStringLiteral("YAML (*.yaml *.yml *.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("yaml"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, file, then](const QString &path) {
        // The dialog has asked about an existing file.
        const model::Result<void> saved = m_state->files.saveAs(file, path, model::IfChanged::Overwrite);
        if (saved) m_state->rememberRecent({path});
        conclude(path, saved, then);
    });
    connect(dialog, &QFileDialog::rejected, this, [then] {
        if (then) then(false);
    });
    dialog->open();
}

void FileSaver::saveEach(const QStringList &files, const Then &then)
{
    if (files.isEmpty()) {
        if (then) then(true);
        return;
    }
    save(files.front(), [this, rest = files.mid(1), then](bool saved) {
        if (saved) return saveEach(rest, then);
        if (then) then(false);
    });
}

} // namespace app
