// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/edgerules.h"
#include "app/cli/talk.h"
#include "app/shell/windowmain.h"
#include "model/base/say.h"
#include "model/schema/suggest.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace app {

using namespace Qt::StringLiterals;

namespace {

// Width and height from "1600x1000", or nothing.
std::optional<QSize> parseSize(const QString &text)
{
    static const QRegularExpression form(u"^([0-9]{2,5})x([0-9]{2,5})$"_s);
    constexpr QSize smallest(1024, 640), largest(16384, 16384); // the window takes no less
    const auto match = form.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    const bool fits = size.expandedTo(smallest) == size && size.boundedTo(largest) == size;
    return match.hasMatch() && fits ? std::optional(size) : std::nullopt;
}

// A word that is neither a command nor a path.
QString noSuchPath(const QString &path, const QStringList &all)
{
    if (path == u"help") {
        QString form = u"kubewright --help"_s;
        for (const Command &command : commands())
            if (command.name[0] && all.contains(QLatin1String(command.name)))
                form = u"kubewright %1 --help"_s.arg(QLatin1String(command.name));
        return model::say("%1: no such command (did you mean %2?)").arg(path, form);
    }
    const QByteArray word = path.toUtf8();
    std::vector<QByteArrayView> names;
    for (const Command &command : commands())
        if (command.name[0] && !command.hidden) names.push_back(command.name);
    const QByteArrayView near = path.contains(u'/') ? QByteArrayView() : model::nearestWord(word, names);
    if (!near.isEmpty()) return model::say("%1: no such command (did you mean %2?)").arg(path, QString::fromUtf8(near));
    return model::say("%1: no such path, and no such command").arg(path);
}

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

} // namespace

int prepareWindow(const Arguments &arguments)
{
    for (const QString &path : arguments.paths())
        if (!QFileInfo::exists(path)) return cannotRun(noSuchPath(path, arguments.paths()));
    if (arguments.has("size") && !parseSize(arguments.value("size")))
        return cannotRun(model::say("--size: “%1” is no size (1600x1000; from 1024x640 to 16384x16384)")
                             .arg(arguments.value("size")));
    if (arguments.has("screenshot"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    else if (!hasDisplay())
        return cannotRun(model::say("there is no display; --screenshot OUT.png paints the window off screen"));
    if (arguments.has("scale")) qputenv("QT_SCALE_FACTOR", arguments.value("scale").toLatin1());
    return 0;
}

int runWindowCommand(const Arguments &arguments)
{
    loadEdgeRules(); // a file that is not right has been told of; the window goes on without it
    WindowOptions options;
    for (const QString &path : arguments.paths()) options.paths << QFileInfo(path).absoluteFilePath();
    options.kubeconfig = arguments.value("kubeconfig");
    options.context = arguments.value("context");
    options.screenshot = arguments.value("screenshot");
    options.settleMs = int(arguments.duration("settle").value_or(0));
    if (const auto size = parseSize(arguments.value("size"))) options.size = *size;
    const QString workspace = arguments.value("workspace"), theme = arguments.value("theme");
    if (workspace == "live"_L1) options.workspace = Rail::Live;
    if (workspace == "cluster"_L1) options.workspace = Rail::Cluster;
    if (theme == "light"_L1) options.theme = ThemeKeeper::Choice::Light;
    if (theme == "dark"_L1) options.theme = ThemeKeeper::Choice::Dark;
    if (theme == "contrast"_L1) options.theme = ThemeKeeper::Choice::Contrast;
    return runWindow(options);
}

} // namespace app
