// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/filecontroller.h"

#include "app/shell/boxes.h"
#include "app/shell/filesaver.h"
#include "app/shell/recovery.h"
#include "app/shell/templatedialog.h"
#include "model/base/parallel.h"
#include "model/document/packages.h"
#include "model/document/parsefiles.h"
#include "model/document/templates.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QPushButton>

#include <optional>

namespace app {

namespace {

const auto filter = QStringLiteral("YAML (*.yaml *.yml *.json)");

} // namespace

FileController::FileController(AppState *state, QWidget *window)
    : QObject(window),
      m_state(state),
      m_window(window),
      m_saver(new FileSaver(state, window)),
      m_recovery(new Recovery(state, window, [this](const std::function<void()> &then) { return mayClose(then); })),
      m_recentMenu(new QMenu(tr("Open recent"), window))
{
    m_new = add(tr("New from template…"), QKeySequence::New, &FileController::newFromTemplate);
    m_open = add(tr("Open files…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), &FileController::openDialog);
    m_openFolder = add(tr("Open folder…"), QKeySequence::Open, &FileController::openFolder);
    m_save = add(tr("Save"), QKeySequence::Save, &FileController::save);
    m_saveAs = add(tr("Save as…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), &FileController::saveAs);
    m_saveAll = add(tr("Save all"), {}, &FileController::saveAll);
    m_recover = add(tr("Recover unsaved work…"), {}, &FileController::recover);
    m_close = add(tr("Close all files"), QKeySequence::Close, &FileController::closeAll);
    connect(m_saver, &FileSaver::saved, this, &FileController::saved);
    connect(m_saver, &FileSaver::readAgain, this, &FileController::readAgain);
    connect(m_saver, &FileSaver::failed, this, &FileController::failed);
    connect(m_recovery, &Recovery::failed, this, &FileController::failed);
    connect(m_recovery, &Recovery::recovered, this, &FileController::opened);
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
    std::optional<model::PlaceMemory> places;
    if (m_state->places) places = m_state->places->memory();
    m_state->worker.run(this, [this, paths, places](const std::atomic_bool &) -> std::function<void()> {
        const int threads = model::usefulThreads();
        model::ReadFiles read =
            model::readFiles(paths, model::Folders::Recursive, model::Packages::Recognise, {.threads = threads});
        model::addRendered(read);
        model::ParsedFiles files = model::parsed(std::move(read.files), threads);
        if (places) files.pins = places->pinsOf(*files.resources);
        return [this, paths, files, errors = std::move(read.errors)] {
            --m_reading;
            show(paths, files, errors);
        };
    });
}

void FileController::show(const QStringList &paths, const model::ParsedFiles &files,
                          const std::vector<model::Error> &errors)
{
    if (!errors.empty()) Q_EMIT failed(linesOf(errors));
    if (files.resources->files().empty()) {
        if (errors.empty()) Q_EMIT failed(tr("No YAML files in %1").arg(paths.join(QStringLiteral(", "))));
        return;
    }
    if (!mayClose([this, paths] { open(paths); })) return; // read again: what is saved now may be among them
    m_state->rememberRecent(paths);
    m_state->files.open(files);
    Q_EMIT opened();
}

void FileController::openSample()
{
    m_state->document.load(QString::fromUtf16(model::sampleName), model::sampleText());
    Q_EMIT opened();
}

void FileController::openDialog()
{
    auto *dialog = new QFileDialog(m_window, tr("Open files"), startFolder(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &FileController::open);
    dialog->open();
}

void FileController::openFolder()
{
    auto *dialog = new QFileDialog(m_window, tr("Open folder"), startFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::filesSelected, this, &FileController::open);
    dialog->open();
}

void FileController::newFromTemplate()
{
    auto *dialog = new TemplateDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjection([this](const QString &templateId, const QString &name) -> QString {
        if (isUntouchedSample()) return {};
        const auto changes = model::addTemplate(*m_state->document.resources(), freshName(name), templateId, name);
        return changes ? QString() : changes.error().message;
    });
    connect(dialog, &TemplateDialog::chosen, this, &FileController::addFromTemplate);
    dialog->open();
}

void FileController::addFromTemplate(const QString &templateId, const QString &name)
{
    if (isUntouchedSample())
        m_state->files.close(); // it was there to be looked at; what is begun now is the user's own
    const auto changes = model::addTemplate(*m_state->document.resources(), freshName(name), templateId, name);
    if (!changes) return Q_EMIT failed(changes.error().toString());
    m_state->document.perform({tr("New %1").arg(name), model::Origin::Template}, *changes);
    Q_EMIT opened();
}

bool FileController::isUntouchedSample() const
{
    return m_state->document.files() == QStringList(QString::fromUtf16(model::sampleName)) &&
           !m_state->document.isModified();
}

void FileController::closeAll()
{
    if (mayClose([this] { closeAll(); })) m_state->files.close();
}

// Where a dialog begins: beside what is open, else where something was opened last.
QString FileController::startFolder() const
{
    for (const QString &file : m_state->document.files())
        if (QFileInfo(file).isAbsolute()) return QFileInfo(file).path();
    const QString last = m_state->recent.paths().value(0);
    return QFileInfo(last).isDir() ? last : QFileInfo(last).path();
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
    const QString current = m_current ? m_current() : QString();
    return m_state->document.files().contains(current) ? current : m_state->document.files().value(0);
}

// Of the file that the user is at; when that has nothing to save, of those that have.
void FileController::save()
{
    m_commit();
    const QString file = currentFile();
    if (!file.isEmpty() && m_state->document.isModified(file)) return m_saver->save(file);
    m_saver->saveEach(m_saver->modifiedFiles());
}

void FileController::saveAs()
{
    m_commit();
    const QString file = currentFile();
    if (!file.isEmpty()) m_saver->saveAs(file);
}

void FileController::saveAll()
{
    m_commit();
    m_saver->saveEach(m_saver->modifiedFiles());
}

void FileController::recover()
{
    if (!m_recovery->offer()) Q_EMIT failed(tr("No unsaved work of an earlier run is kept."));
}

void FileController::fillRecent()
{
    m_recentMenu->clear();
    for (const QString &path : m_state->recent.paths())
        connect(m_recentMenu->addAction(QDir::toNativeSeparators(path)), &QAction::triggered, this,
                [this, path] { open({path}); });
    if (m_recentMenu->isEmpty()) m_recentMenu->addAction(tr("Nothing opened yet"))->setEnabled(false);
}

bool FileController::mayClose(const std::function<void()> &then)
{
    m_commit();
    if (!m_state->document.isModified()) return true;
    QMessageBox *box = makeBox(m_window, tr("Unsaved changes"),
                               tr("There are changes that are not saved: %1.").arg(namesOf(m_saver->modifiedFiles())));
    const QPushButton *saveButton = box->addButton(tr("Save all"), QMessageBox::AcceptRole);
    const QPushButton *discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    box->addButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this, [this, saveButton, discard, then](const QAbstractButton *button) {
        const auto goOn = [this, then] {
            if (!m_state->document.isModified()) then();
        };
        if (button == saveButton)
            m_saver->saveEach(m_saver->modifiedFiles(), [goOn](bool saved) {
                if (saved) goOn();
            });
        if (button != discard) return;
        m_state->files.close();
        goOn();
    });
    box->open();
    return false;
}

} // namespace app
