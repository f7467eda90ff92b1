// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/commandsources.h"

#include "model/base/say.h"

#include <QAction>
#include <QKeySequence>
#include <QMenu>

namespace app {

CommandEntries resourceEntries(const model::ResourceSet &resources,
                               const std::function<void(const model::ResourceKey &)> &go)
{
    CommandEntries entries;
    for (const model::Resource &resource : resources.resources()) {
        const model::ResourceKey &key = resource.key;
        const QString where = key.ns.isEmpty() ? resource.file.section(u'/', -1) : key.ns;
        entries.push_back({key.title(), where, [go, key] { go(key); }});
    }
    return entries;
}

CommandEntries actionEntries(const QMenu &menu)
{
    CommandEntries entries;
    for (QAction *action : menu.actions()) {
        if (const QMenu *below = action->menu()) {
            const CommandEntries more = actionEntries(*below);
            entries.insert(entries.end(), more.begin(), more.end());
            continue;
        }
        if (action->isSeparator() || !action->isEnabled() || !action->isVisible()) continue;
        QString text = action->text();
        text.remove(u'&');
        entries.push_back(
            {text, action->shortcut().toString(QKeySequence::NativeText), [action] { action->trigger(); }});
    }
    return entries;
}

CommandEntries contextEntries(const QList<cluster::ContextInfo> &contexts,
                              const std::function<void(const QString &)> &connectTo)
{
    CommandEntries entries;
    for (const cluster::ContextInfo &context : contexts)
        if (context.problem.isEmpty())
            entries.push_back({model::say("Connect to %1").arg(context.name), context.server,
                               [connectTo, name = context.name] { connectTo(name); }});
    return entries;
}

} // namespace app
