// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"
#include "model/base/span.h"
#include "model/rules/ignores.h"
#include "model/yaml/yamltree.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace model::kustomize {

// A run of bytes in one of the documents of a Sources.
struct Origin
{
    int source = -1;
    int begin = 0, end = 0;

    bool isKnown() const { return source >= 0; }
    bool operator==(const Origin &) const = default;
};

// The documents that a rendering was made from.
class Sources
{
public:
    // A document of a file; offset and firstLine (from 0) say where in the file it starts.
    int add(const QString &file, std::shared_ptr<const YamlDocument> document, qsizetype offset, int firstLine);
    // A document that is a text inside another one: an inline patch; offset and firstLine (from 0) say where it starts
    // in that text. Its places are found again in a literal block and in text without escapes on one line; else they
    // are the scalar's.
    int addInline(Origin scalar, std::shared_ptr<const YamlDocument> document, qsizetype offset, int firstLine);
    // A file that is no YAML.
    int addFile(const QString &file);

    const YamlDocument *document(int source) const { return m_sources[size_t(source)].document.get(); }
    QString file(Origin origin) const;
    // Line and column from 1; 0 where they are not known.
    Location locate(Origin origin) const;
    // Of the file, from 0: where the document's first line stands.
    int firstLine(int source) const { return m_sources[size_t(source)].firstLine; }
    // Comments beside the document that switch rules off; lines are those of the file.
    void setIgnores(int source, std::shared_ptr<const std::vector<IgnoreComment>> ignores);
    const std::vector<IgnoreComment> *ignores(int source) const { return m_sources[size_t(source)].ignores.get(); }
    bool hasIgnores() const { return m_hasIgnores; }
    // Those that name no rule, once each.
    Problems unknownIgnores() const;
    // Bytes of the file; empty where they are not known.
    Span span(Origin origin) const;
    // What stands there, byte for byte; empty where it is not known.
    QByteArrayView text(Origin origin) const;

private:
    struct Source
    {
        QString file;
        std::shared_ptr<const YamlDocument> document; // null: no YAML
        qsizetype offset = 0;
        int firstLine = 0;
        Origin scalar = {}; // of an inline document: it is the text of this one
        // Where the lines of that text start, in it and in the outer document; empty: nobody knows.
        std::vector<std::pair<qsizetype, qsizetype>> lines = {};
        std::shared_ptr<const std::vector<IgnoreComment>> ignores = {};
    };
    Origin outermost(Origin origin) const;
    bool m_hasIgnores = false;
    std::vector<Source> m_sources;
};

// A path in a folder without detours, as the user would write it: what begins with "./" goes on doing so.
QString shownPath(const QString &folder, const QString &path);

// What is wrong with a kustomization.
struct Fault
{
    QString rule; // kustomize-invalid, kustomize-unsupported, kustomize-remote, kustomize-limit, yaml-…
    QString message;
    Origin origin;
    QString fix = {};
};
using MaybeFault = std::optional<Fault>;

Fault invalid(Origin origin, const QString &message);
Fault unsupported(Origin origin, const QString &message);
Fault tooLarge(Origin origin, const QString &message);

} // namespace model::kustomize
