// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/screenshot.h"

#include "app/shell/mainwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImageWriter>
#include <QTextStream>
#include <QTimer>

namespace app {

namespace {

constexpr int giveUpMs = 60000, stepMs = 30;

int fail(const QString &why)
{
    QTextStream(stderr) << "kubewright: " << why << '\n';
    return 2;
}

} // namespace

int takeScreenshot(MainWindow &window, const WindowOptions &options)
{
    window.resize(options.size);
    window.show();
    QElapsedTimer waited, calm;
    waited.start();
    bool gaveUp = false;
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &window, [&] {
        if (!window.isSettled())
            calm.invalidate();
        else if (!calm.isValid())
            calm.start();
        gaveUp = waited.elapsed() > giveUpMs + options.settleMs;
        if ((calm.isValid() && calm.elapsed() >= stepMs + options.settleMs) || gaveUp) QApplication::exit();
    });
    tick.start(stepMs);
    QApplication::exec();
    tick.stop();
    if (gaveUp) return fail(MainWindow::tr("the window did not settle in a minute"));
    const QPixmap picture = window.grab();
    QImageWriter writer(options.screenshot);
    if (!writer.write(picture.toImage()))
        return fail(MainWindow::tr("%1: %2").arg(options.screenshot, writer.errorString()));
    return 0;
}

} // namespace app
