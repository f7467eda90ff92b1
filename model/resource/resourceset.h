// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/resource/resource.h"
#include "model/yaml/yamlstream.h"

#include <QHash>
#include <QString>

#include <memory>
#include <vector>

namespace model {

struct SourceFile
{
    QString path; // as the user gave it; unique in a set
    YamlStream stream;
};

// Every resource of a set of files, immutable: the snapshot that views, rules and layout read. Any thread.
class ResourceSet
{
public:
    // Never fails: what cannot be read becomes a problem. previous: where a document's text is broken now, the
    // resources that it held before are kept, marked stale; what did not change is not read again.
    static std::shared_ptr<const ResourceSet> build(std::vector<SourceFile> files,
                                                    const ResourceSet *previous = nullptr);

    const std::vector<SourceFile> &files() const { return m_files; }
    const SourceFile *file(const QString &path) const;
    int filePosition(const QString &path) const; // in files(); -1: no such file
    // In the order of files and text; of equal keys the first. At most limits::maxResources, leftOut() counted.
    const std::vector<Resource> &resources() const { return m_resources; }
    // The later definitions of keys that resources() has: checked like the others, but never drawn.
    const std::vector<Resource> &leftOut() const { return m_leftOut; }
    const Resource *find(const ResourceKey &key) const;
    // "" and "default" are one namespace; what is spelled alike goes first.
    const Resource *findSpelledEither(ResourceKey key) const;
    // The resource whose text holds the byte of the file, or null.
    const Resource *at(const QString &file, qsizetype offset) const;
    // The yaml layer, sorted; docs/formats.md has its rules. At most limits::maxProblems, and one that says so.
    const Problems &problems() const { return m_problems; }
    // Some file's text cannot be read as YAML.
    bool isBroken() const { return m_broken; }

private:
    friend class ResourceSetBuilder;
    // What one YAML document gave, so that the next version need not read it again.
    struct Reading
    {
        int first = 0, count = 0; // in m_resources
        bool clean = true;        // nothing was found fault with
    };
    std::vector<SourceFile> m_files;
    QHash<QString, int> m_byPath; // of m_files
    std::vector<Resource> m_resources, m_leftOut;
    QHash<ResourceKey, int> m_byKey;
    QHash<const YamlDocument *, Reading> m_readings;
    Problems m_problems;
    bool m_broken = false;
};

} // namespace model
