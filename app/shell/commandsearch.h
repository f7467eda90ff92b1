// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <vector>

// What the field on top finds: values with something to do, and the order in which they answer to what was typed.
namespace app {

struct CommandEntry
{
    QString text;   // "Deployment frontend", "Zoom in"
    QString detail; // "resource", "Ctrl++": drawn at the right
    std::function<void()> run;
};
using CommandEntries = std::vector<CommandEntry>;

// How well text answers to needle; higher is better, below zero: not at all. Case does not matter. Every word of the
// needle has to be found: best at the beginning of text, then at the beginning of a word, then anywhere in it, then as
// letters in their order.
int commandScore(const QString &needle, const QString &text);

// The best, in order; equals stay as they came. An empty needle: the first ones.
CommandEntries bestCommands(const CommandEntries &entries, const QString &needle, size_t most);

} // namespace app
