# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""layers.py FILE...: fails where an #include breaks the floors of ARCHITECTURE.md. Paths are relative to the project's root."""
import glob
import os
import re
import sys

# What a floor may include from the project.
FLOORS = {
    "model": {"model"},
    "look": {"look"},
    "graph": {"graph", "model", "look"},
    "editor": {"editor", "model", "look"},
    "cluster": {"cluster", "model"},
    "app": {"app", "graph", "editor", "cluster", "model", "look"},
}
# What a floor may include from Qt, by module. Qt Gui in model is for the undo stack alone.
QT = {
    "model": {"QtCore"},
    "look": {"QtCore", "QtGui"},
    "graph": {"QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport"},
    "editor": {"QtCore", "QtGui", "QtWidgets", "QtSvg"},
    "cluster": {"QtCore", "QtNetwork", "QtWebSockets", "QtSql"},
}
QT_EXCEPTIONS = {("model", "QUndoStack"), ("model", "QUndoCommand")}
# The one room of each third-party library; a trailing slash is a folder of headers.
ROOMS = {
    "yaml.h": "model/yaml/",
    "yaml-cpp/": "model/yaml/",
    "protozero/": "model/wire/",
    "simdjson.h": "cluster/watch/",
    "zlib.h": "cluster/practice/http/",
    "openssl/": "cluster/practice/http/",
    "re2/": "model/schema/",
    "Qsci/": "editor/text/",
    "vterm.h": "app/dashboard/",
}
SYSTEM = re.compile(r"^([a-z_]+|(sys|linux|netinet|arpa)/\w+\.h|(unistd|fcntl|signal|poll|pthread|pwd|pty|termios|errno|stdlib|malloc|time)\.h)$")
GENERATED = re.compile(r"^(moc_\w+\.cpp|\w+\.moc)$")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def qt_modules():
    """Header name -> the Qt module that has it, from the installed headers."""
    modules = {}
    for folder in glob.glob("/usr/include/*/qt6/Qt*") + glob.glob("/usr/include/qt6/Qt*"):
        for header in os.listdir(folder):
            modules.setdefault(header, os.path.basename(folder))
    if "QString" not in modules:
        sys.exit("layers: Qt's headers are not installed here, so nothing can be told")
    return modules


def wrong(path, kind, name, modules):
    """Why this include is not allowed, or None."""
    parts = path.split("/")
    is_test = parts[0] == "tests"
    floor = parts[0]
    home = path.removeprefix("tests/")  # the tests of a room may use what the room uses
    if kind == '"':
        if GENERATED.match(name):
            return None
        target = name.split("/")[0]
        if "/" not in name or target not in {*FLOORS, "tests"}:
            return "includes start at the project's root"
        if is_test:
            return None
        if target not in FLOORS[floor]:
            return f"{floor} may include {', '.join(sorted(FLOORS[floor]))} only"
        practice = name.startswith("cluster/practice/"), path.startswith("cluster/practice/")
        if floor == "cluster" and target == "cluster" and practice[0] != practice[1]:
            return "the practice cluster and its client never include each other"
        return None
    for library, room in ROOMS.items():
        if name == library or (library.endswith("/") and name.startswith(library)):
            return None if home.startswith(room) else f"{library} belongs to {room} alone"
    module = name.split("/")[0] if name.startswith("Qt") and "/" in name else modules.get(name)
    if module:
        if is_test or floor not in QT or module in QT[floor] or (floor, name) in QT_EXCEPTIONS:
            return None
        return f"{floor} may not use {module}"
    return None if SYSTEM.match(name) else "a library that no room owns (tests/check/layers.py lists them)"


def main(paths):
    modules = qt_modules()
    bad = seen = 0
    for path in paths:
        if path.split("/")[0] not in {*FLOORS, "tests"}:
            print(f"{path}: no floor; sources live in {', '.join(FLOORS)} or tests", file=sys.stderr)
            bad += 1
            continue
        with open(path, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if match := INCLUDE.match(line):
                    seen += 1
                    if reason := wrong(path, match[1], match[2], modules):
                        print(f"{path}:{number}: {match[2]}: {reason}", file=sys.stderr)
                        bad += 1
    if not seen:
        sys.exit("layers: not one include was seen")
    return 1 if bad else 0


sys.exit(main(sys.argv[1:]))
