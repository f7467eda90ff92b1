# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a running apiserver answers to `make`, read from the source tree of its version (module k8s.io/kubernetes).

api/openapi-spec/v3 and api/discovery hold the documents that a server with every API switched on serves, but for the
enums. Those stand in pkg/generated/openapi/zz_generated.openapi.go, from which the server takes them.
"""
import json
import re
import sys

FUNCTION = re.compile(r"func schema_(\w+)\(")
FIELD = re.compile(r'(\t+)"([^"]+)": \{')
ENUM = re.compile(r"(\t+)Enum:\s+\[\]interface\{\}\{(.*)\},?$")
INNER = re.compile(r"(\t+)(Items|AdditionalProperties): ")
STEP = {"Items": "items", "AdditionalProperties": "additionalProperties"}


def read_enums(lines):
    """(words of the type's name joined by _, way to the schema, values): the way is a list of keys below the type."""
    name, open_steps = "", []
    for line in lines:
        if match := FUNCTION.match(line):
            name, open_steps = match[1], []
            continue
        if not line.startswith("\t"):
            continue
        indent = len(line) - len(line.lstrip("\t"))
        while open_steps and open_steps[-1][0] >= indent:
            open_steps.pop()
        if match := FIELD.match(line):
            open_steps.append((indent, ["properties", match[2]]))
        elif match := INNER.match(line):
            open_steps.append((indent, [STEP[match[2]]]))
        elif match := ENUM.match(line):
            yield name, [key for _, keys in open_steps for key in keys], json.loads(f"[{match[2]}]")


def inner(schema, way):
    for key in way:
        schema = schema[key]
    return schema


class Sources:
    """Answers like the apiserver of one version."""

    def __init__(self, tree, version):
        self.tree, self.version = tree, version
        self.enums = {}
        text = (tree / "pkg/generated/openapi/zz_generated.openapi.go").read_text()
        for name, way, values in read_enums(text.split("\n")):
            self.enums.setdefault(name, []).append((way, values))

    def get(self, path):
        if path == "/version":
            return {"gitVersion": self.version}
        if path == "/api":
            return {"versions": ["v1"]}
        if path == "/openapi/v3":
            names = (file.name for file in (self.tree / "api/openapi-spec/v3").glob("*_openapi.json"))
            paths = (name.removesuffix("_openapi.json").replace("__", "/") for name in names)
            return {"paths": {path: {"serverRelativeURL": "openapi:" + path} for path in paths}}
        if path.startswith("openapi:"):
            file = path.removeprefix("openapi:").replace("/", "__") + "_openapi.json"
            document = self.read("openapi-spec/v3/" + file)
            for name, schema in document["components"]["schemas"].items():
                self.add_enums(name, schema)
            return document
        return self.read("discovery/" + path.strip("/").replace("/", "__") + ".json")

    def read(self, file):
        return json.loads((self.tree / "api" / file).read_text())

    def add_enums(self, definition, schema):
        tail = "_".join(definition.split(".")[-3:])
        for name, enums in self.enums.items():
            if name == tail or name.endswith("_" + tail):
                for way, values in enums:
                    inner(schema, way)["enum"] = values

    def group_versions(self):
        yield from (("", v, f"api/{v}") for v in self.get("/api")["versions"])
        for group in sorted(self.get("/apis")["groups"], key=lambda g: g["name"]):
            for version in group["versions"]:
                yield group["name"], version["version"], "apis/" + version["groupVersion"]
