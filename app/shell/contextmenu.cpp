// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/contextmenu.h"

#include "app/shell/clusterlink.h"
#include "model/base/say.h"

#include <QFileDialog>
#include <QMenu>

namespace app {

namespace {

constexpr qsizetype maxReason = 90;

QString literal(QString text) { return text.replace(u'&', QStringLiteral("&&")); } // no mnemonics in foreign names

void addPractice(QMenu *menu, ClusterLink *link)
{
    QAction *action =
        menu->addAction(literal(model::say("%1   (nothing to install, nothing to break)").arg(link->practiceName())));
    action->setCheckable(true);
    action->setChecked(link->isOpen() && link->isPractice());
    QObject::connect(action, &QAction::triggered, link, &ClusterLink::openPractice);
}

void addContexts(QMenu *menu, ClusterLink *link)
{
    const auto contexts = link->contexts();
    if (!contexts) {
        menu->addAction(model::say("No kubeconfig that can be read"))->setEnabled(false);
        return;
    }
    for (const cluster::ContextInfo &context : *contexts) {
        const bool fits = context.problem.isEmpty();
        QString why = context.problem.simplified();
        if (why.size() > maxReason) why = why.left(maxReason) + QStringLiteral("…");
        QAction *action =
            menu->addAction(literal(QStringLiteral("%1   (%2)").arg(context.name, fits ? context.server : why)));
        action->setCheckable(fits);
        action->setChecked(fits && link->isOpen() && !link->isPractice() && context.name == link->context().name);
        action->setEnabled(fits);
        QObject::connect(action, &QAction::triggered, link, [link, name = context.name] { link->open(name); });
    }
    if (contexts->isEmpty())
        menu->addAction(model::say("No context: no kubeconfig was found, or it names none"))->setEnabled(false);
}

void chooseKubeconfig(ClusterLink *link, QWidget *window)
{
    auto *dialog = new QFileDialog(window, model::say("Open a kubeconfig"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFilter(QDir::AllEntries | QDir::Hidden | QDir::AllDirs | QDir::NoDotAndDotDot);
    QObject::connect(dialog, &QFileDialog::fileSelected, link, [link, window](const QString &path) {
        link->setKubeconfigPath(path);
        openContextMenu(link, window, nullptr);
    });
    dialog->open();
}

} // namespace

void openContextMenu(ClusterLink *link, QWidget *window, QWidget *anchor)
{
    auto *menu = new QMenu(window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(model::say("Contexts"));
    addPractice(menu, link);
    menu->addSeparator();
    addContexts(menu, link);
    menu->addSeparator();
    QObject::connect(menu->addAction(model::say("Open another kubeconfig…")), &QAction::triggered, link,
                     [link, window] { chooseKubeconfig(link, window); });
    QAction *close = menu->addAction(model::say("Disconnect"));
    close->setEnabled(link->isOpen());
    QObject::connect(close, &QAction::triggered, link, &ClusterLink::close);
    const QSize size = menu->sizeHint();
    const QPoint at = anchor ? anchor->mapToGlobal(QPoint(0, -size.height()))
                             : window->mapToGlobal(window->rect().center() - QPoint(size.width(), size.height()) / 2);
    menu->popup(at);
}

} // namespace app
