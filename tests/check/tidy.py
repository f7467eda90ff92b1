# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""tidy.py FILE...: runs clang-tidy over the .cpp files among FILE, as build/release/compile_commands.json compiles them.

A file that passed once is not looked at again until it, a project header that it includes, .clang-tidy, its command or the compiler's headers
change: the verdicts are kept in ${XDG_CACHE_HOME:-~/.cache}/kubewright/tidy. Precompiled headers are left out: each file must include what it uses.
"""
import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
import time

TOOL = "clang-tidy-14"
CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "kubewright", "tidy")
KEEP_DAYS = 30
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def without_pch(command):
    """The command's words without what clang can't read: gcc's precompiled headers and the options that belong to them."""
    words, kept = iter(shlex.split(command)), []
    for word in words:
        if word == "-include":
            header = next(words)
            if not header.endswith("cmake_pch.hxx"):
                kept += [word, header]
        elif word not in ("-Winvalid-pch", "-fpch-preprocess", "-Werror") and not word.startswith("-ffile-prefix-map="):
            kept.append(word)
    return kept


def database(root, wanted):
    """Writes build/tidy/compile_commands.json and returns {file: command words} for the wanted files."""
    source = os.path.join("build", "release", "compile_commands.json")
    commands = {}
    for entry in json.loads(read(source)):
        path = os.path.relpath(os.path.join(entry["directory"], entry["file"]), root)
        if path in wanted:
            commands[path] = {"directory": entry["directory"], "file": os.path.join(root, path), "arguments": without_pch(entry["command"])}
    os.makedirs("build/tidy", exist_ok=True)
    with open("build/tidy/compile_commands.json", "w", encoding="utf-8") as out:
        json.dump(list(commands.values()), out)
    return commands


class Digest:
    def __init__(self, root):
        self.root = root
        version = subprocess.run([TOOL, "--version"], check=True, capture_output=True).stdout
        compiler = subprocess.run(["c++", "--version"], check=True, capture_output=True).stdout
        qt = subprocess.run(["pkg-config", "--modversion", "Qt6Core"], check=False, capture_output=True).stdout
        self.common = version + compiler + qt + read(".clang-tidy")
        self.texts = {}

    def closure(self, path, seen):
        """path and every project header below it."""
        if path in seen or not os.path.isfile(path):
            return
        seen.add(path)
        if path not in self.texts:
            self.texts[path] = read(path)
        for name in INCLUDE.findall(self.texts[path].decode("utf-8", "replace")):
            self.closure(os.path.normpath(name), seen)

    def of(self, path, command):
        seen = set()
        self.closure(path, seen)
        digest = hashlib.sha256(self.common)
        digest.update(" ".join(command["arguments"]).replace(self.root, "").encode())
        for name in sorted(seen):
            digest.update(name.encode() + b"\0" + self.texts[name])
        return digest.hexdigest()


def tidy(path):
    result = subprocess.run([TOOL, "-p", "build/tidy", "--quiet", "--warnings-as-errors=*", path], check=False, capture_output=True, text=True)
    talk = "" if result.stdout else result.stderr  # stderr counts what was found in Qt's headers; it matters only when clang itself failed
    return path, result.returncode, (result.stdout + talk).strip()


def prune():
    limit = time.time() - KEEP_DAYS * 86400
    for name in os.listdir(CACHE):
        path = os.path.join(CACHE, name)
        if os.stat(path).st_mtime < limit:
            os.remove(path)


def main(paths):
    root = os.getcwd()
    # The fuzzers are built by clang alone, with another preset.
    wanted = {path for path in paths if path.endswith(".cpp") and not path.startswith("tests/fuzz/")}
    commands = database(root, wanted)
    if missing := sorted(wanted - set(commands)):
        print("\n".join(f"{path}: no target compiles it" for path in missing), file=sys.stderr)
    os.makedirs(CACHE, exist_ok=True)
    prune()
    digest = Digest(root)
    verdicts = {path: os.path.join(CACHE, digest.of(path, command)) for path, command in sorted(commands.items())}
    pending = [path for path, verdict in verdicts.items() if not os.path.exists(verdict)]
    print(f"tidy      {len(commands)} files, {len(commands) - len(pending)} known to be clean")
    bad = len(missing)
    for path in set(verdicts) - set(pending):
        os.utime(verdicts[path])
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("JOBS") or os.cpu_count())) as pool:
        for path, status, talk in pool.map(tidy, pending):
            if status == 0:
                with open(verdicts[path], "w", encoding="utf-8"):
                    pass
            else:
                print(f"{path}:\n{talk}", file=sys.stderr)
                bad += 1
    if not commands:
        print("tidy: no file to look at", file=sys.stderr)
    return 1 if bad or not commands else 0


sys.exit(main(sys.argv[1:]))
