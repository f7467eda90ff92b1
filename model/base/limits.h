// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstddef>

// The one table of limits on what comes from outside. Sizes are bytes.
namespace model::limits {

constexpr qsizetype maxFileBytes = qsizetype(64) << 20; // larger files are refused by size, before they are read
constexpr qsizetype maxDocumentBytes = qsizetype(5)
                                       << 20; // one YAML document, as kubectl has it (apimachinery util/yaml)
constexpr int maxDepth = 10000;               // nesting of YAML and JSON, as go-yaml and Go's JSON have it
constexpr int maxFilesPerFolder = 50000;      // files opened from one folder argument
constexpr int maxFolderEntries = 500000;      // looked at below one folder argument
constexpr qsizetype maxTotalBytes = qsizetype(64) << 20; // of all files of one document; of what autosave keeps
constexpr int maxDocuments = 100000;                     // YAML documents of one set of files
constexpr qint64 maxNodes = 4000000;         // YAML nodes of one set of files: no further document is read then
constexpr std::size_t maxResources = 100000; // of one set of files
constexpr std::size_t maxProblems = 20000;   // of one set of files that are listed one by one
constexpr std::size_t maxRememberedProblems = 100000; // of resources that did not change
constexpr std::size_t maxEdges = 200000;              // inferred from one set of files
constexpr int maxLabelComparisons = 5000000;          // of selectors with labels, in one set of files
// Of a document's nodes with its aliases written out, as go-yaml counts them: up to the first nearly all may come from
// aliases, beyond the second few (model/resource/aliases.h).
constexpr qint64 aliasesFreeNodes = 400000;
constexpr qint64 aliasesScarceNodes = 4000000;
constexpr std::size_t maxReferenceProblems = 2000; // broken references that are reported one by one
constexpr int maxDrawnNodes = 5000;       // of a picture that is written to a file; what is left out is counted in it
constexpr int maxDrawnContainers = 20000; // the same
constexpr int maxDrawnLinks = 10000;      // the same
constexpr double maxPicturePixels = 32e6; // of an image
constexpr qsizetype maxHttpBodyExcerpt = 4096; // of a foreign answer, in an error's detail

} // namespace model::limits
