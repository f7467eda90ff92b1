// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app {

class Arguments;

// What each command does: reads its arguments, and gives the exit status. All but runWindowCommand() need no window.
int runWindowCommand(const Arguments &arguments);
int runValidate(const Arguments &arguments);
int runRender(const Arguments &arguments);
int runDiff(const Arguments &arguments);
int runExplain(const Arguments &arguments);
int runApply(const Arguments &arguments);
int runWatch(const Arguments &arguments);
int runPractice(const Arguments &arguments);
int runMan(const Arguments &arguments); // prints the man page that is committed as resources/man/kubewright.1

// What can be said against opening the window, before there is an application: paths that are none, a size that is
// none, no display. Says so and gives 2, else 0. Sets the environment that Qt reads when the application is made.
int prepareWindow(const Arguments &arguments);

// The whole program: reads the command line, makes the application that the command needs, and runs it.
int runProgram(int argc, char **argv);

} // namespace app
