// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/windowmain.h"

#include "app/practice/practicehost.h"
#include "app/shell/appstate.h"
#include "app/shell/filecontroller.h"
#include "app/shell/mainwindow.h"
#include "app/shell/recovery.h"
#include "app/shell/screenshot.h"

#include <QApplication>
#include <QTextStream>

namespace app {

int runWindow(const WindowOptions &options)
{
    AppState state;
    const auto saved = ThemeKeeper::Choice(state.settings.value(QStringLiteral("theme"), 0).toInt());
    state.theme.choose(options.theme.value_or(saved));
    const bool isPicture = !options.screenshot.isEmpty();
    if (!isPicture) state.keepPlaces();
    MainWindow window(&state);
    if (options.paths.isEmpty())
        window.files()->openSample();
    else
        window.files()->open(options.paths);
    if (!options.screenshot.isEmpty()) {
        const auto tell = [](const QString &message) { QTextStream(stderr) << "kubewright: " << message << '\n'; };
        QObject::connect(window.files(), &FileController::failed, &window, tell);
        QObject::connect(&state.link, &ClusterLink::failed, &window, tell);
    }
    PracticeHost practice;
    QObject::connect(&practice, &PracticeHost::ready, &state.link,
                     [&] { state.link.setPractice(practice.kubeconfig()); });
    QObject::connect(&practice, &PracticeHost::failed, &state.link, &ClusterLink::failPractice);
    QObject::connect(&state.link, &ClusterLink::practiceWanted, &practice, [&practice] { practice.start({}); });
    state.link.setKubeconfigPath(options.kubeconfig);
    if (options.context.isEmpty() && options.paths.isEmpty()) window.bringUpSample();
    if (!options.context.isEmpty())
        state.link.open(options.context);
    else if (!isPicture || options.workspace != Rail::Design) // which shows nothing of a cluster
        state.link.openPractice();
    if (!options.screenshot.isEmpty() && !options.context.isEmpty() && !state.link.isOpen() &&
        !state.link.isWaitingForPractice())
        return 2;
    window.showWorkspace(options.workspace);
    if (!options.screenshot.isEmpty()) return takeScreenshot(window, options);

    window.restoreLayout();
    state.autosave = std::make_unique<model::Autosave>(state.document, state.files, state.clock, state.journalFolder);
    QObject::connect(state.autosave.get(), &model::Autosave::failed, &window,
                     [&window](const model::Error &error) { Q_EMIT window.files()->failed(error.toString()); });
    if (state.places)
        QObject::connect(state.places.get(), &PlaceKeeper::failed, &window,
                         [&window](const model::Error &error) { Q_EMIT window.files()->failed(error.toString()); });
    window.show();
    window.files()->recovery()->offer();
    return QApplication::exec();
}

} // namespace app
