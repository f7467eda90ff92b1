// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/filecontroller.h"

#include "app/shell/templatedialog.h"
#include "model/document/templates.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

namespace app {

namespace {

const auto filter = QStringLiteral("YAML (*.yaml *.yml *.json)");

QString lines(const std::vector<model::Error> &errors)
{
    QStringList texts;
    for (const model::Error &error : errors) texts << error.toString();
    constexpr int shown = 6;
    if (texts.size() > shown)
        texts = texts.mid(0, shown) << FileController::tr("… and %1 more").arg(texts.size() - shown);
    return texts.join(u'\n');
}

// A box that is not waited for: nothing here runs a loop of its own.
QMessageBox *ask(QWidget *window, const QString &title, const QString &text)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, text, QMessageBox::NoButton, window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    return box;
}

} // namespace

FileController::FileController(AppState *state, QWidget *window)
    : QObject(window), m_state(state), m_window(window), m_recentMenu(new QMenu(tr("Open recent"), window))
{
    m_new = add(tr("New from template…"), QKeySequence::New, &FileController::newFromTemplate);
    m_open = add(tr("Open files…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), &FileController::openDialog);
    m_openFolder = add(tr("Open folder…"), QKeySequence::Open, &FileController::openFolder);
    m_save = add(tr("Save"), QKeySequence::Save, &FileController::save);
    m_saveAs = add(tr("Save as…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), &FileController::saveAs);
    m_saveAll = add(tr("Save all"), {}, &FileController::saveAll);
    connect(m_recentMenu, &QMenu::aboutToShow, this, &FileController::fillRecent);
}

QAction *FileController::add(const QString &text, const QKeySequence &shortcut, void (FileController::*slot)())
{
    auto *action = new QAction(text, this);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void FileController::open(const QStringList &paths)
{
    ++m_reading;
    m_state->worker.run(this, [this, paths](const std::atomic_bool &) -> std::function<void()> {
        model::ReadFiles read = model::readFiles(paths);
        return [this, paths, read = std::move(read)] {
            --m_reading;
            show(paths, read);
        };
    });
}

void FileController::show(const QStringList &paths, const model::ReadFiles &read)
{
    if (!read.errors.empty()) Q_EMIT failed(lines(read.errors));
    if (read.files.empty()) {
        if (read.errors.empty()) Q_EMIT failed(tr("No YAML files in %1").arg(paths.join(QStringLiteral(", "))));
        return;
    }
    if (!mayClose([this, paths, read] { show(paths, read); })) return;
    m_state->rememberRecent(paths);
    m_state->files.close();
    m_state->files.open(read);
    Q_EMIT opened();
}

void FileController::openSample()
{
    m_state->document.load(QString::fromUtf16(model::sampleName), model::sampleText());
    Q_EMIT opened();
}

void FileController::openDialog()
{
    auto *dialog = new QFileDialog(m_window, tr("Open files"), {}, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &FileController::open);
    dialog->open();
}

void FileController::openFolder()
{
    auto *dialog = new QFileDialog(m_window, tr("Open folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::filesSelected, this, &FileController::open);
    dialog->open();
}

void FileController::newFromTemplate()
{
    auto *dialog = new TemplateDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TemplateDialog::chosen, this, [this](const QString &templateId, const QString &name) {
        const QString file = freshName(name);
        const auto changes = model::addTemplate(*m_state->document.resources(), file, templateId, name);
        if (!changes) return Q_EMIT failed(changes.error().toString());
        m_state->document.perform({tr("New %1").arg(name), model::Origin::Template}, *changes);
        Q_EMIT opened();
    });
    dialog->open();
}

QString FileController::freshName(const QString &base) const
{
    const QStringList taken = m_state->document.files();
    QString name = base + QStringLiteral(".yaml");
    for (int i = 2; taken.contains(name); ++i) name = QStringLiteral("%1-%2.yaml").arg(base).arg(i);
    return name;
}

QString FileController::currentFile() const
{
    const auto resources = m_state->document.resources();
    if (const model::Resource *resource = resources->find(m_state->selection.single())) return resource->file;
    for (const QString &file : m_state->document.files())
        if (m_state->document.isModified(file)) return file;
    return m_state->document.files().value(0);
}

void FileController::save()
{
    const QString file = currentFile();
    if (!file.isEmpty()) saveFile(file);
}

void FileController::saveAs()
{
    const QString file = currentFile();
    if (!file.isEmpty()) saveFileAs(file);
}

void FileController::saveAll()
{
    for (const QString &file : m_state->document.files())
        if (m_state->document.isModified(file)) saveFile(file);
}

bool FileController::saveFile(const QString &file)
{
    // Made here, and never on disk: where it goes is the user's choice.
    if (m_state->files.stamp(file).isNull() && !QFileInfo(file).isAbsolute()) return saveFileAs(file);
    const model::Result<void> saved = m_state->files.save(file);
    if (saved) return true;
    if (saved.error().code != model::Error::Code::Conflict) {
        Q_EMIT failed(saved.error().toString());
        return false;
    }
    QMessageBox *box = ask(m_window, tr("The file changed on disk"), saved.error().toString());
    const QPushButton *overwrite = box->addButton(tr("Overwrite it"), QMessageBox::DestructiveRole);
    const QPushButton *reload = box->addButton(tr("Take the disk's text"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(box, &QMessageBox::buttonClicked, this, [this, file, overwrite, reload](const QAbstractButton *button) {
        model::Result<void> done;
        if (button == overwrite) done = m_state->files.save(file, model::IfChanged::Overwrite);
        if (button == reload) done = m_state->files.reload(file);
        if (!done) Q_EMIT failed(done.error().toString());
    });
    box->open();
    return false;
}

bool FileController::saveFileAs(const QString &file)
{
    auto *dialog = new QFileDialog(m_window, tr("Save as"), file, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("yaml"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, file](const QString &path) {
        // The dialog has asked about an existing file.
        const model::Result<void> saved = m_state->files.saveAs(file, path, model::IfChanged::Overwrite);
        if (!saved) return Q_EMIT failed(saved.error().toString());
        m_state->rememberRecent({path});
    });
    dialog->open();
    return false;
}

void FileController::fillRecent()
{
    m_recentMenu->clear();
    for (const QString &path : m_state->recent.paths())
        connect(m_recentMenu->addAction(QDir::toNativeSeparators(path)), &QAction::triggered, this,
                [this, path] { open({path}); });
    if (m_recentMenu->isEmpty()) m_recentMenu->addAction(tr("Nothing opened yet"))->setEnabled(false);
}

void FileController::offerRecovery()
{
    const QString folder = AppState::journalFolder();
    if (folder.isEmpty() || !m_state->autosave) return;
    const model::Journals journals = model::abandonedJournals(folder);
    if (!journals.errors.empty()) Q_EMIT failed(lines(journals.errors));
    if (journals.found.empty()) return;
    const model::Journal journal = journals.found.front();
    QStringList names;
    for (const auto &file : journal.files)
        if (file.unsaved) names << QFileInfo(file.path).fileName();
    QMessageBox *box = ask(m_window, tr("Unsaved work was kept"),
                           tr("The program ended before these were saved: %1.").arg(names.join(QStringLiteral(", "))));
    box->addButton(tr("Bring it back"), QMessageBox::AcceptRole);
    const QPushButton *discard = box->addButton(tr("Throw it away"), QMessageBox::DestructiveRole);
    const QPushButton *later = box->addButton(tr("Later"), QMessageBox::RejectRole);
    connect(box, &QMessageBox::buttonClicked, this, [this, journal, discard, later](const QAbstractButton *button) {
        if (button == later) return;
        if (button == discard) {
            if (const auto done = model::discardJournal(journal); !done) Q_EMIT failed(done.error().toString());
            return;
        }
        const std::vector<model::Error> errors = m_state->autosave->recover(journal);
        if (!errors.empty()) Q_EMIT failed(lines(errors));
        Q_EMIT opened();
    });
    box->open();
}

bool FileController::mayClose(const std::function<void()> &then)
{
    if (!m_state->document.isModified()) return true;
    QMessageBox *box = ask(m_window, tr("Unsaved changes"), tr("Some files have changes that are not saved."));
    const QPushButton *saveButton = box->addButton(tr("Save all"), QMessageBox::AcceptRole);
    const QPushButton *discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    box->addButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this, [this, saveButton, discard, then](const QAbstractButton *button) {
        if (button == saveButton) saveAll();
        if (button == discard) m_state->files.close();
        if ((button == saveButton || button == discard) && !m_state->document.isModified()) then();
    });
    box->open();
    return false;
}

} // namespace app
