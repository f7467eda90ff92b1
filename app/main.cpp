// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/windowmain.h"

#include <QApplication>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("kubewright"));
    QApplication::setOrganizationName(QStringLiteral("kubewright"));
    app::WindowOptions options;
    QStringList args = QApplication::arguments().mid(1);
    if (const qsizetype i = args.indexOf(QStringLiteral("--screenshot")); i >= 0) {
        options.screenshot = args.value(i + 1);
        args.remove(i, 2);
    }
    if (args.contains(QStringLiteral("--dark"))) {
        options.theme = app::ThemeKeeper::Choice::Dark;
        args.removeAll(QStringLiteral("--dark"));
    }
    const auto take = [&](const QString &name) {
        const qsizetype i = args.indexOf(name);
        QString value;
        if (i >= 0) {
            value = args.value(i + 1);
            args.remove(i, 2);
        }
        return value;
    };
    options.kubeconfig = take(QStringLiteral("--kubeconfig"));
    options.context = take(QStringLiteral("--context"));
    const QString workspace = take(QStringLiteral("--workspace"));
    if (workspace == QStringLiteral("live")) options.workspace = app::Rail::Live;
    if (workspace == QStringLiteral("cluster")) options.workspace = app::Rail::Cluster;
    options.settleMs = take(QStringLiteral("--settle")).toInt();
    options.paths = args;
    return app::runWindow(options);
}
