// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"
#include "model/base/fieldpath.h"
#include "model/resource/resourcekey.h"
#include "model/yaml/yamltree.h"

#include <QString>

#include <memory>

namespace model {

// One resource as it stands in a file: a value that shares its YAML document. Reading needs no copy.
class Resource
{
public:
    ResourceKey key;     // of a built-in kind without namespaces: ns is empty, whatever it says
    bool isNamed = true; // metadata.name is there; else key.name is made up
    QString apiVersion;  // as written: "apps/v1"; of a PodList's item the list's
    QString file;        // SourceFile::path
    int part = 0;        // index in the file's YamlStream
    FieldPath base;      // from the document's root: empty, or items[3] inside a List
    std::shared_ptr<const YamlDocument> document; // never null
    int rootIndex = 0;                            // the resource's node in the document
    qsizetype offset = 0;                         // byte in the file at which the document starts
    int firstLine = 0;                            // 0-based line in the file of that byte
    bool isRefused = false; // kubectl refuses its document for its aliases (excessiveAlias()): not to be looked into
    bool stale = false;     // the file's text is broken now; this is the last that could be read

    YamlRef root() const { return YamlRef(document.get(), rootIndex); }
    QString version() const; // "v1"
    // The field under the resource's own root, "metadata.name".
    YamlRef at(const FieldPath &path) const { return root().at(path); }
    // A node's way from the resource's root.
    FieldPath pathOf(YamlRef node) const;
    // Where a node of the document starts in the file: line and column from 1, column in code points.
    Location locate(YamlRef node) const;
    Location locate(qsizetype offsetInDocument) const;
    // A node's bytes in the file.
    Span spanInFile(YamlRef node) const { return node.span().shifted(offset); }
};

// "apps" of "apps/v1", "" of "v1".
QString groupOf(const QString &apiVersion);

} // namespace model
