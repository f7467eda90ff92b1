// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/resource/resourcekey.h"

#include <QByteArray>
#include <QHash>
#include <QPointF>
#include <QSet>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace model {

class Document;
class ResourceSet;

// What a file was on disk when it was read or written, to notice that somebody else wrote it since.
struct FileStamp
{
    qint64 size = -1; // -1: it was never on disk
    qint64 modifiedNs = 0;
    QByteArray hash; // SHA-256 of the bytes

    bool isNull() const { return size < 0; }
};

struct ReadFile
{
    QString path; // as given; below a folder: that folder's path as given, '/', the way from there
    QByteArray text;
    FileStamp stamp;
    bool isRendered = false; // made from other files: never to be edited
};

// A folder that is rendered rather than read: a kustomization or a Helm chart.
struct PackageFolder
{
    QString path;       // as files are named: "overlays/prod"
    bool asked = false; // the user gave it itself, rather than a folder above it
    QStringList beside =
        {}; // the manifests that lie in it, unread (a kustomization's; below a chart nothing is looked at)
};

// What could be read, and an Error with its path for each thing that could not.
struct ReadFiles
{
    std::vector<ReadFile> files;
    std::vector<Error> errors;
    std::vector<PackageFolder> kustomizations = {}, charts = {}; // only with Packages::Recognise
};

// What was read, parsed as a document takes it over.
struct ParsedFiles
{
    std::shared_ptr<const ResourceSet> resources; // never null
    QHash<QString, FileStamp> stamps;             // of what is on disk
    QSet<QString> rendered;                       // never to be edited
    QHash<ResourceKey, QPointF> pins = {};        // where the user put cards before
};

enum class Packages { AsFiles, Recognise };
enum class Folders { Recursive, Flat }; // Flat is kubectl's meaning of -f FOLDER without -R
enum class Stamps { Take, Omit };       // Omit: nothing is going to be written

struct ReadOptions
{
    int threads = 1; // at most; the result is the same
    Stamps stamps = Stamps::Take;
    bool pipes = false; // those among the paths are read up to their end (readFileOrPipeLimited)
};

// Reads files (of any name) and folders (their *.yaml, *.yml and *.json, in the order of their names; hidden entries
// and links to folders are passed over, so a loop of links cannot matter). A file reached twice is read once. Bytes are
// kept as they are. Recognise: folders with a kustomization (or a file of that name, if it is given itself) and with a
// Chart.yaml are told instead of read; folders in the former are gone through nevertheless. Limits:
// limits::maxFileBytes a file, maxFilesPerFolder, maxFolderEntries, maxTotalBytes. Blocks for as long as the disk does;
// any thread.
ReadFiles readFiles(const QStringList &paths, Folders folders = Folders::Recursive,
                    Packages packages = Packages::AsFiles, const ReadOptions &options = {});

enum class IfChanged { Refuse, Overwrite };

// The document's files on disk. GUI thread; writes are short and block.
class DocumentFiles
{
public:
    explicit DocumentFiles(Document &document) : m_document(document) {}

    // In place of all that the document holds, which forgets its history.
    void open(const ParsedFiles &files);
    // The document lets go of everything, and what was known of its files on disk with it.
    void close();
    // Writes the file if it was modified; one that was not is never touched. Errors, and then the text is still in the
    // document, modified: Conflict (it changed or vanished on disk since it was read, or a new file's name is taken
    // there; ask, then Overwrite), Io and Unsupported (see replaceFile()), NotFound (not in the document).
    Result<void> save(const QString &file, IfChanged ifChanged = IfChanged::Refuse);
    // All modified files; goes on after an error.
    std::vector<Error> saveAll();
    // Writes under another name and goes on with that, as one step of history. Errors as of save(), and Invalid when
    // the document holds that path already.
    Result<void> saveAs(const QString &file, const QString &newPath, IfChanged ifChanged = IfChanged::Refuse);
    // Takes the disk's text, as one step of history.
    Result<void> reload(const QString &file);
    // Files that are not on disk as they were read or saved: another program wrote or removed them.
    QStringList changedOnDisk() const;

    FileStamp stamp(const QString &file) const { return m_stamps.value(file); }
    void setStamp(const QString &file, const FileStamp &stamp) { m_stamps.insert(file, stamp); }

private:
    bool isSameFile(const QString &file, const QString &path) const;
    Result<void> write(const QString &path, const QByteArray &text, IfChanged ifChanged);

    Document &m_document;
    QHash<QString, FileStamp> m_stamps;
};

} // namespace model
