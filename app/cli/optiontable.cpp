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
constexpr Option context{"context", 0, Needed, "NAME", T("Use this context instead of the kubeconfig's current one")};
constexpr Option nameSpace{"namespace", 'n', Needed, "NAME", T("Use this namespace instead of the context's")};
constexpr Option as{"as", 0, Needed, "USER", T("Act as this user, where the server allows it")};
constexpr Option requestTimeout{"request-timeout", 0, Needed, "DURATION",
                                T("Give up a single request after this time; 0: never")};
constexpr Option verbosity{"v", 'v', Needed, "LEVEL",
                           T("Tell on standard error what goes on: 0 nothing, 4 and more everything")};

constexpr Option windowOptions[] = {
    kubeconfig,
    {"context", 0, Needed, "NAME", T("Open this context of the kubeconfig instead of the practice cluster")},
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
    {"ignore", 0, Needed, "ID",
     T("Leave out problems of this rule, or of all that begin so (probe-*); may be repeated, or separated by commas"),
     nullptr, true},
    {"rules", 0, Needed, "FILE",
     T("Which rules count, and how; by default what the nearest .kubewright.yaml above each file says")},
    {"kubernetes-version", 0, Needed, nullptr, T("Check against this version of Kubernetes; the newest by default"),
     "1.33 1.34 1.35 1.36 1.37"},
    {"schema", 0, Needed, "PATH",
     T("Know the kinds that this file or folder defines: CustomResourceDefinitions, OpenAPI documents, JSON schemas; "
       "may "
       "be repeated, or separated by commas"),
     nullptr, true},
    {"jobs", 'j', Needed, "N", T("Use so many threads; by default as many as there are cores, up to 16")},
    {"strict", 0, None, nullptr, T("Exit 1 on warnings too")},
    {"summary", 0, None, nullptr, T("Say on standard error how many resources and problems there are")},
    {"fix", 0, None, nullptr,
     T("Mend in the files what the API server refuses as it stands and can be meant in one way only; then tell what is "
       "left. Of standard input, print the mended text")},
    {"dry-run", 0, None, nullptr, T("With --fix: write nothing, and print the difference")},
};

constexpr Option renderOptions[] = {
    {"out", 0, Needed, "FILE", T("Write the graph into this file: .svg, .png, .dot or .json")},
    {"theme", 0, Needed, nullptr, T("Colours of a picture; light by default"), "light dark"},
};

constexpr Option diffOptions[] = {
    {"output", 'o', Needed, nullptr, T("Print the difference in this format; text by default"), "text json"},
    {"all", 0, None, nullptr, T("With text: list all of a very large difference, and values as a whole")},
};
constexpr const char *diffLater[] = {"out"};

constexpr Option explainOptions[] = {
    {"recursive", 0, None, nullptr, T("Only the names and types of all fields below, as a tree")},
    {"kubernetes-version", 0, Needed, nullptr,
     T("Explain the kinds of this version of Kubernetes; the newest by default"), "1.33 1.34 1.35 1.36 1.37"},
    {"schema", 0, Needed, "PATH",
     T("Know the kinds that this file or folder defines: CustomResourceDefinitions, OpenAPI documents, JSON schemas; "
       "may be repeated, or separated by commas"),
     nullptr, true},
    {"kubeconfig", 0, Needed, "FILE", T("Ask the cluster of this kubeconfig, and no other")},
    {"context", 0, Needed, "NAME", T("Ask the cluster of this context which kinds it has, and what it says of them")},
    as,
    requestTimeout,
    verbosity,
};

constexpr Option applyOptions[] = {
    {"filename", 'f', Needed, "PATH", T("A file, a folder, or - for standard input; may be repeated"), nullptr, true},
    {"recursive", 'R', None, nullptr, T("Read folders below the folders too")},
    {"dry-run", 0, Optional, nullptr,
     T("Say what would happen: the server tries everything (server, also when nothing is named), or only whether the "
       "objects "
       "exist is looked up (client)"),
     "server client none"},
    {"force-conflicts", 0, None, nullptr, T("Take fields over from the managers that own them")},
    {"wait", 0, Optional, "DURATION", T("Tell what the cluster does until everything is ready; 5m by default")},
    kubeconfig,
    context,
    nameSpace,
    as,
    requestTimeout,
    verbosity,
};

constexpr Option watchOptions[] = {
    {"kinds", 0, Needed, "KIND",
     T("Watch these kinds, as kubectl names them, separated by commas; the usual ones by default"), nullptr, true},
    {"for", 0, Needed, "DURATION", T("Stop after this time; 0s: as soon as everything has been listed")},
    {"output", 'o', Needed, nullptr, T("Print each change and the counters as text, or only the counters as JSON"),
     "text json"},
    {"all-namespaces", 'A', None, nullptr, T("Watch all namespaces")},
    kubeconfig,
    context,
    nameSpace,
    as,
    requestTimeout,
    verbosity,
};

constexpr Option practiceOptions[] = {
    {"port", 0, Needed, "N", T("Listen on this port of 127.0.0.1; a free one by default")},
    {"write-kubeconfig", 0, Needed, "OUT",
     T("Write the kubeconfig into this file, which must not be another one's; a file that goes with the cluster by "
       "default")},
    {"nodes", 0, Needed, "N", T("Begin with so many nodes, up to 5000; 3 by default")},
    {"speed", 0, Needed, "X", T("Let simulated time pass so many times as fast, from 0.1 to 100")},
    {"state", 0, Needed, "FILE", T("Go on from the state in this file, and keep it there")},
};

constexpr const char *laterNames[] = {"record", "replay"};

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
    {"validate",
     "PATH…",
     T("Checks manifests without a cluster: files, folders, and - for standard input"),
     T("0 no errors, 1 errors (with --strict also warnings), 2 could not run"),
     validateOptions,
     {},
     Needs::Core,
     true,
     runValidate},
    {"render",
     "PATH…",
     T("Draws manifests as a graph, or gives the graph as data"),
     T("0, or 2 when it could not run"),
     renderOptions,
     {},
     Needs::Fonts,
     true,
     runRender},
    {"diff", "A B",
     T("Compares two sets of manifests, resource by resource, and the graphs that they make: files, folders, - for "
       "standard input, and REVISION:PATH for what git has"),
     T("0 the same, 1 they differ, 2 could not run"), diffOptions, diffLater, Needs::Core, true, runDiff},
    {"explain",
     "[KIND[.FIELD…]|RULE…]",
     T("Tells what a kind, a field, a rule of validate or a rule by which the graph has its edges (ingress-backend) "
       "means; without one, which rules there are"),
     T("0, 2 there is no such kind, field or rule, or it could not run"),
     explainOptions,
     {},
     Needs::Core,
     false,
     runExplain},
    {"apply",
     "[PATH…]",
     T("Applies manifests with server-side apply, in dependency order, after a trial of everything"),
     T("0 applied (and ready), 1 refused, in conflict, failed or not ready in time, 2 could not run"),
     applyOptions,
     {},
     Needs::Core,
     false,
     runApply},
    {"watch",
     "",
     T("Lists and watches a cluster, and tells what changes"),
     T("0 when at least one kind is watched, 2 could not run"),
     watchOptions,
     {},
     Needs::Core,
     false,
     runWatch},
    {"practice",
     "",
     T("Runs the practice cluster alone, for kubectl and tests, until it is interrupted"),
     T("0 stopped, 2 could not run"),
     practiceOptions,
     {},
     Needs::Core,
     false,
     runPractice},
    {"man", "", T("Prints the man page"), T("0"), {}, {}, Needs::Core, false, runMan, true},
};

#undef T

} // namespace

std::span<const Command> commands() { return all; }

std::span<const Option> commonOptions() { return common; }

std::span<const char *const> laterCommands() { return laterNames; }

} // namespace app
