// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/recovery.h"

#include "app/shell/boxes.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>
#include <QPushButton>

#include <utility>

namespace app {

Recovery::Recovery(AppState *state, QWidget *window, Guard mayReplace)
    : QObject(window), m_state(state), m_window(window), m_mayReplace(std::move(mayReplace))
{
}

bool Recovery::offer()
{
    if (!m_state->autosave || m_state->journalFolder.isEmpty()) return false;
    const model::Journals journals = model::abandonedJournals(m_state->journalFolder);
    if (!journals.errors.empty()) Q_EMIT failed(linesOf(journals.errors));
    offerNext(journals.found);
    return !journals.found.empty();
}

void Recovery::offerNext(std::vector<model::Journal> journals)
{
    if (journals.empty()) return;
    const model::Journal journal = journals.front();
    journals.erase(journals.begin());
    QStringList unsaved, folders;
    for (const auto &file : journal.files) {
        if (!file.unsaved) continue;
        unsaved << file.path;
        if (const QFileInfo info(file.path); info.isAbsolute() && !folders.contains(info.path()))
            folders << info.path();
    }
    const QString when =
        QLocale().toString(QDateTime::fromMSecsSinceEpoch(journal.wallMs), QLocale::FormatType::ShortFormat);
    QString text = tr("The program ended on %1 before these were saved: %2.").arg(when, namesOf(unsaved));
    if (!folders.isEmpty()) text += u'\n' + tr("They belong to %1.").arg(folders.mid(0, 3).join(QStringLiteral(", ")));
    if (!m_state->document.files().isEmpty())
        text += u'\n' + tr("What is brought back takes the place of what is open now.");
    if (!journals.empty())
        text += u'\n' + (journals.size() == 1 ? tr("Work of an earlier run is kept as well.")
                                              : tr("Work of %1 earlier runs is kept as well.").arg(journals.size()));
    QMessageBox *box = makeBox(m_window, tr("Unsaved work was kept"), text);
    const QPushButton *bring = box->addButton(tr("Bring it back"), QMessageBox::AcceptRole);
    const QPushButton *discard = box->addButton(tr("Throw it away"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Later"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::buttonClicked, this,
            [this, journal, journals, bring, discard](const QAbstractButton *button) {
                // What is brought back takes the place of the document, so only one can be; the others wait.
                if (button == bring) return bringBack(journal);
                if (button == discard) {
                    if (const auto done = model::discardJournal(journal); !done) Q_EMIT failed(done.error().toString());
                }
                offerNext(journals);
            });
    box->open();
}

void Recovery::bringBack(const model::Journal &journal)
{
    if (!m_mayReplace([this, journal] { bringBack(journal); })) return;
    const std::vector<model::Error> errors = m_state->autosave->recover(journal);
    if (!errors.empty()) Q_EMIT failed(linesOf(errors));
    Q_EMIT recovered();
}

} // namespace app
