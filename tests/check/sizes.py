# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""sizes.py EXCEPTIONS FILE...: fails where a file has more than 400 lines or a C++ function's body more than 60.

A line of EXCEPTIONS is `PATH LINES REASON` or `PATH:FUNCTION LINES REASON`; both names may hold wildcards. An exception that nothing needs fails too.
"""
import fnmatch
import re
import sys

MAX_FILE, MAX_FUNCTION = 400, 60
NOISE = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'|^[ \t]*\#(?:[^\n\\]|\\.)*""", re.S | re.M | re.X)
TYPE = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b[^()]*$")
CALLABLE = re.compile(r"([\w:~]+|operator\s*\S+?)\s*\(")


def blank(match):
    return "".join("\n" if c == "\n" else " " for c in match[0])


def functions(text):
    """(name, first line, lines between the braces) of each function defined at namespace or class level."""
    text = NOISE.sub(blank, text)
    scopes, head, last = [], 0, ""  # scopes: (kind, name, position)
    for match in re.finditer(r"[{};]", text):
        char, at = match[0], match.start()
        outer = all(kind == "outer" for kind, _, _ in scopes)
        if char == "{":
            before = text[head:at]
            if outer and TYPE.search(before):
                scopes.append(("outer", "", at))
            elif outer and last and re.match(r"\s*(,|$)", before):  # the {} before was a member's initialiser
                scopes.append(("function", last, at))
            elif outer and (name := CALLABLE.search(before)):
                scopes.append(("function", name[1], at))
            else:
                scopes.append(("inner", "", at))
            last = ""
        elif char == "}" and scopes:
            kind, last, start = scopes.pop()
            if kind == "function":
                yield last, text.count("\n", 0, start) + 1, max(text.count("\n", start, at) - 1, 0)
        else:
            last = ""
        head = match.end()


def exceptions(path):
    rules = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                where, limit, reason = line.split(None, 2)
                rules.append({"where": where, "limit": int(limit), "reason": reason, "used": False})
    return rules


def main(exceptions_path, paths):
    rules = exceptions(exceptions_path)
    bad = 0

    def judge(where, place, lines, limit, what):
        nonlocal bad
        if lines <= limit:
            return
        for rule in rules:
            if fnmatch.fnmatchcase(where, rule["where"]) and lines <= rule["limit"]:
                rule["used"] = True
                return
        print(f"{place}: {what} of {lines} lines (at most {limit})", file=sys.stderr)
        bad += 1

    for path in paths:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        judge(path, path, text.count("\n"), MAX_FILE, "a file")
        if path.endswith((".cpp", ".h")):
            for name, line, lines in functions(text):
                judge(f"{path}:{name}", f"{path}:{line}", lines, MAX_FUNCTION, f"a function ({name})")
    for rule in rules:
        if not rule["used"]:
            print(f"{exceptions_path}: nothing needs the exception {rule['where']} any more", file=sys.stderr)
            bad += 1
    return 1 if bad else 0


sys.exit(main(sys.argv[1], sys.argv[2:]))
