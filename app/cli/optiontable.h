// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace app {

class Arguments;

// One option of a command. The table of these is the single source of parsing, help and the man page. Texts are English
// and translated where they are shown (context "CommandLine").
struct Option
{
    enum class Value { None, Needed, Optional }; // Optional is given with '=' only: --wait, --wait=30s

    const char *name; // without the dashes
    char letter = 0;  // 0: none
    Value value = Value::None;
    const char *valueName = nullptr; // "DURATION"
    const char *help = nullptr;      // one sentence without a full stop
    const char *choices = nullptr;   // "text json": nothing else is taken; null: anything is
    bool repeatable = false;         // values gather, and may also be separated by commas; else the last one counts
    const char *later = nullptr;     // choices that a later version has
};

// What has to exist before a command can run.
enum class Needs {
    Core,  // an event loop and no screen
    Fonts, // paints, off screen
    Window,
};

struct Command
{
    const char *name;      // empty: the window
    const char *arguments; // "PATH…"; empty: takes none
    const char *help;      // one sentence
    const char *exits;     // what the exit statuses mean
    std::span<const Option> options;
    std::span<const char *const> laterOptions; // known names that a later version has
    Needs needs;
    bool pathsNeeded;
    int (*run)(const Arguments &); // the exit status
    bool hidden = false;
};

// All commands, the window first.
std::span<const Command> commands();
// --help and --version, on every command.
std::span<const Option> commonOptions();
// Names of commands that a later version has.
std::span<const char *const> laterCommands();

} // namespace app
