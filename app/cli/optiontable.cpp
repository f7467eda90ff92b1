// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/optiontable.h"

#include "app/cli/commands.h"

#include <QtGlobal>

namespace app {

namespace {

using enum Option::Value;

#define T(text) QT_TRANSLATE_NOOP("CommandLine", text)

constexpr Option common[] = {
    {"help", 'h', None, nullptr, T("Say what the command does and which options it has")},
    {"version", 0, None, nullptr, T("Say which version this is")},
};

constexpr Option kubeconfig{"kubeconfig", 0, Needed, "FILE", T("Read this kubeconfig, and no other")};
constexpr Option windowOptions[] = {
    kubeconfig,
    {"context", 0, Needed, "NAME", T("Open this context of the kubeconfig")},
    {"workspace", 0, Needed, nullptr, T("Begin in this workspace"), "design live cluster"},
    {"screenshot", 0, Needed, "OUT.png", T("Paint the window off screen once it is settled, and quit")},
    {"size", 0, Needed, "WxH",
     T("With --screenshot: the window's size in device-independent pixels; 1600x1000 by default")},
    {"scale", 0, Needed, nullptr, T("With --screenshot: pixels for each of these"), "1 1.5 2"},
    {"theme", 0, Needed, nullptr, T("Use these colours, whatever the settings say"), "light dark contrast"},
    {"lang", 0, Needed, nullptr, T("Speak this language"), "en", false, "zh_CN"},
    {"settle", 0, Needed, "DURATION", T("With --screenshot: wait so much longer once the window is settled")},
};

constexpr Option validateOptions[] = {
    {"output", 'o', Needed, nullptr, T("Print the problems in this format; text by default"),
     "text json junit tap sarif github"},
    {"ignore", 0, Needed, "ID", T("Leave out problems of this rule; may be repeated, or separated by commas"), nullptr,
     true},
    {"kubernetes-version", 0, Needed, nullptr, T("Check against this version of Kubernetes"), "1.33"},
    {"strict", 0, None, nullptr, T("Exit 1 on warnings too")},
    {"summary", 0, None, nullptr, T("Say on standard error how many resources and problems there are")},
};
constexpr const char *validateLater[] = {"schema", "rules", "fix", "dry-run"};

constexpr Option renderOptions[] = {
    {"out", 0, Needed, "FILE", T("Write the graph into this file: .svg, .png, .dot or .json")},
    {"theme", 0, Needed, nullptr, T("Colours of a picture; light by default"), "light dark"},
};

constexpr const char *laterNames[] = {"apply", "watch", "diff", "explain", "record", "replay", "practice"};

constexpr Command all[] = {
    {"",
     "[PATH…]",
     T("Opens the window on files and folders of manifests, or on a sample"),
     T("0, or 2 when it could not run"),
     windowOptions,
     {},
     Needs::Window,
     false,
     runWindowCommand},
    {"validate", "PATH…", T("Checks manifests without a cluster: files, folders, and - for standard input"),
     T("0 no errors, 1 errors (with --strict also warnings), 2 could not run"), validateOptions, validateLater,
     Needs::Core, true, runValidate},
    {"render",
     "PATH…",
     T("Draws manifests as a graph, or gives the graph as data"),
     T("0, or 2 when it could not run"),
     renderOptions,
     {},
     Needs::Fonts,
     true,
     runRender},
    {"man", "", T("Prints the man page"), T("0"), {}, {}, Needs::Core, false, runMan, true},
};

#undef T

} // namespace

std::span<const Command> commands() { return all; }

std::span<const Option> commonOptions() { return common; }

std::span<const char *const> laterCommands() { return laterNames; }

} // namespace app
