// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/help.h"
#include "app/cli/talk.h"

#include <QApplication>
#include <QLoggingCategory>

#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace app {

namespace {

void nameApplication()
{
    QCoreApplication::setApplicationName(QStringLiteral("kubewright"));
    QCoreApplication::setOrganizationName(QStringLiteral("kubewright"));
    QCoreApplication::setApplicationVersion(QStringLiteral(KUBEWRIGHT_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("kubewright"));
}

void setVerbosity(const Arguments &arguments)
{
    constexpr int everything = 4;
    const int level = arguments.value("v").toInt();
    if (level >= everything)
        QLoggingCategory::setFilterRules(QStringLiteral("kubewright.*=true"));
    else if (level > 0)
        QLoggingCategory::setFilterRules(QStringLiteral("kubewright.*.info=true"));
}

// Qt reads options of its own (-platform, -style) from what it is given: only the name, then.
template<typename Application>
int runIn(const Arguments &arguments, char *name)
{
    int count = 1;
    char *words[] = {name, nullptr};
    Application application(count, words);
    const int status = arguments.command().run(arguments);
    // What the command and the window have left to be deleted later would not be deleted any more, now that no event
    // loop runs: the threads of connections would still be encrypting while exit() takes OpenSSL down.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return status;
}

// Qt waits for its threads' work, not for their very end, so that one may still be giving back what exit() takes down
// at the same time. Nothing is left to be done there: everything written is flushed, and the application is gone.
int endProcess(int status)
{
#ifndef __SANITIZE_ADDRESS__ // it looks for leaks there
    std::fflush(nullptr);
    std::_Exit(status);
#endif
    return status;
}

} // namespace

int runMan(const Arguments &)
{
    putData(manPage());
    return 0;
}

static int run(int argc, char **argv)
{
    QStringList words;
    for (int i = 1; i < argc; ++i) words += QString::fromLocal8Bit(argv[i]);
    nameApplication();
    const auto arguments = Arguments::parse(words);
    if (!arguments) return cannotRun(arguments.error().message);
    if (arguments->has("help")) {
        putData(helpText(arguments->command()).toUtf8());
        return 0;
    }
    if (arguments->has("version")) {
        putLine(QStringLiteral("kubewright " KUBEWRIGHT_VERSION));
        return 0;
    }
    setVerbosity(*arguments);
    switch (arguments->command().needs) {
    case Needs::Core: return runIn<QCoreApplication>(*arguments, argv[0]);
    case Needs::Fonts:
        qputenv("QT_QPA_PLATFORM", "offscreen");
        // Qt would talk of XDG_RUNTIME_DIR, which painting does not need.
        QLoggingCategory::setFilterRules(QStringLiteral("default.warning=false"));
        return runIn<QGuiApplication>(*arguments, argv[0]);
    case Needs::Window: break;
    }
    if (const int status = prepareWindow(*arguments); status != 0) return status;
    return runIn<QApplication>(*arguments, argv[0]);
}

int runProgram(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes is an error of writing, not the end
    guardStandardStreams();
    return endProcess(exitStatus(run(argc, argv)));
}

} // namespace app
