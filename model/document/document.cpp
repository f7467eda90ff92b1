// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/document.h"

#include "model/document/compile.h"
#include "model/document/documentstate.h"
#include "model/logging.h"

#include <QScopedValueRollback>
#include <QSet>
#include <QUndoStack>

namespace model {

class Document::Private
{
public:
    explicit Private(Document &document) : q(document) {}

    bool commit(const ChangeSet &changes);
    void travel(const ChangeSet &changes);
    QString refusedFile(const ChangeSet &changes) const;
    Result<ChangeSet> compiled(const Edits &edits, QStringList *detached) const;
    void tell(const ChangeSet &changes, Origin origin);
    QStringList noteModified(const QStringList &files);
    void tellModified(const QStringList &turned);

    Document &q;
    DocumentState state;
    QHash<QString, QByteArray> saved; // as on disk when loaded or saved; kept for files that left, for undo
    QSet<QString> modified, readOnly;
    ChangeSet travelled; // by history since the last signal
    bool wasModified = false;
    bool telling = false;
    QUndoStack history;
};

namespace {

qsizetype textChanges(const ChangeSet &changes)
{
    return std::count_if(changes.changes.begin(), changes.changes.end(),
                         [](const Change &change) { return std::holds_alternative<TextChange>(change); });
}

// One step of history. Holds values only; merges with the step before when the intent continues it.
class DocumentCommand final : public QUndoCommand
{
public:
    using Travel = std::function<void(const ChangeSet &)>;

    DocumentCommand(const Intent &intent, ChangeSet changes, Travel travel)
        : QUndoCommand(intent.text),
          m_mergeKey(intent.mergeKey),
          m_changes(std::move(changes)),
          m_travel(std::move(travel))
    {
    }

    int id() const override { return m_mergeKey.isEmpty() ? -1 : 1; }

    // The first redo comes from pushing a command whose changes are made already.
    void redo() override
    {
        if (m_undone) m_travel(m_changes);
        m_undone = false;
    }

    void undo() override
    {
        m_travel(m_changes.inverse());
        m_undone = true;
    }

    bool mergeWith(const QUndoCommand *next) override
    {
        const auto *later = static_cast<const DocumentCommand *>(next); // the stack only offers an equal id()
        if (later->m_mergeKey != m_mergeKey) return false;
        ChangeSet both = m_changes;
        both.append(later->m_changes);
        both = both.simplified();
        // Typing in another place is another step: nobody expects one undo to reach to where they can't see it.
        if (textChanges(both) > textChanges(m_changes.simplified())) return false;
        m_changes = std::move(both);
        setObsolete(m_changes.isEmpty());
        return true;
    }

private:
    QString m_mergeKey;
    ChangeSet m_changes;
    Travel m_travel;
    bool m_undone = false;
};

} // namespace

bool Document::Private::commit(const ChangeSet &changes)
{
    const bool fits = state.apply(changes);
    Q_ASSERT_X(fits, "Document", "the changes do not fit the present state");
    if (!fits) qCCritical(lc, "a change that does not fit the document was left out");
    Q_ASSERT(state.violations().isEmpty());
    return fits;
}

void Document::Private::travel(const ChangeSet &changes)
{
    if (commit(changes)) travelled.append(changes);
}

void Document::Private::tell(const ChangeSet &changes, Origin origin)
{
    const QStringList turned = noteModified(changes.files());
    {
        const QScopedValueRollback<bool> guard(telling, true);
        Q_EMIT q.changed(changes, origin);
    }
    tellModified(turned);
}

void Document::Private::tellModified(const QStringList &turned)
{
    for (const QString &file : turned) Q_EMIT q.fileModifiedChanged(file, modified.contains(file));
    if (wasModified == !modified.isEmpty()) return;
    wasModified = !wasModified;
    Q_EMIT q.modifiedChanged(wasModified);
}

// Those whose mark turned.
QStringList Document::Private::noteModified(const QStringList &files)
{
    QStringList turned;
    for (const QString &file : files) {
        const auto known = saved.constFind(file);
        const bool same = state.position(file) < 0 || (known != saved.cend() && *known == state.text(file));
        if (same != modified.contains(file)) continue;
        turned.append(file);
        if (same)
            modified.remove(file);
        else
            modified.insert(file);
    }
    return turned;
}

Document::Document(QObject *parent) : QObject(parent), d(std::make_unique<Private>(*this))
{
    // By then the stack is whole too: what history did is told here, once for any number of steps.
    connect(&d->history, &QUndoStack::indexChanged, this, [this] {
        const ChangeSet changes = std::exchange(d->travelled, {});
        if (!changes.isEmpty()) d->tell(changes, Origin::History);
    });
}

Document::~Document() { d->history.disconnect(this); }

std::shared_ptr<const ResourceSet> Document::resources() const { return d->state.resources; }

QStringList Document::files() const
{
    QStringList paths;
    for (const SourceFile &file : d->state.resources->files()) paths.append(file.path);
    return paths;
}

QByteArray Document::text(const QString &file) const { return d->state.text(file); }

QHash<ResourceKey, QPointF> Document::pins() const { return d->state.pins; }

bool Document::isModified() const { return !d->modified.isEmpty(); }

bool Document::isModified(const QString &file) const { return d->modified.contains(file); }

QUndoStack *Document::history() const { return &d->history; }

bool Document::isReadOnly(const QString &file) const { return d->readOnly.contains(file); }

void Document::setReadOnly(const QSet<QString> &files) { d->readOnly = files; }

// The first file whose text may not be changed and would be.
QString Document::Private::refusedFile(const ChangeSet &changes) const
{
    for (const Change &change : changes.changes) {
        const auto *text = std::get_if<TextChange>(&change);
        const auto *whole = std::get_if<FileChange>(&change);
        const bool isText = text || (whole && whole->before && whole->after);
        const QString file = text ? text->file : whole ? whole->file : QString();
        if (isText && readOnly.contains(file)) return file;
    }
    return {};
}

Result<ChangeSet> Document::compile(const Edits &edits) const { return d->compiled(edits, nullptr); }

Result<ChangeSet> Document::Private::compiled(const Edits &edits, QStringList *detached) const
{
    Result<ChangeSet> changes = compileEdits(*state.resources, edits, detached);
    if (!changes) return changes;
    if (const QString file = refusedFile(*changes); !file.isEmpty())
        return Error{Error::Code::Unsupported, Document::tr("this was rendered from other files: edit those"),
                     Location{file}};
    return changes;
}

void Document::perform(const Intent &intent, const ChangeSet &changes)
{
    Q_ASSERT_X(!d->telling, "Document", "a listener changes what it is being told about");
    if (changes.isNoOp()) return;
    if (!d->refusedFile(changes).isEmpty()) {
        qCWarning(lc, "a change of a read-only file was left out");
        return;
    }
    ChangeSet done = d->state.withPositions(changes);
    const std::shared_ptr<const ResourceSet> before = d->state.resources;
    if (!d->commit(done)) return;
    if (const ChangeSet moves = d->state.pinsToFollow(*before); !moves.isEmpty() && d->commit(moves))
        done.append(moves);
    d->history.push(new DocumentCommand(intent, done, [this](const ChangeSet &c) { d->travel(c); }));
    d->tell(done, intent.origin);
}

Result<void> Document::edit(const Intent &intent, const Edits &edits)
{
    QStringList copies;
    Result<ChangeSet> changes = d->compiled(edits, &copies);
    if (!changes) return changes.error();
    perform(intent, *changes);
    if (!copies.isEmpty() && !changes->isNoOp()) Q_EMIT detached(copies);
    return {};
}

void Document::load(const std::vector<FileText> &files)
{
    ChangeSet changes;
    QHash<QString, QByteArray> given;
    for (const FileText &file : files) {
        std::optional<QByteArray> before;
        if (given.contains(file.path))
            before = given.value(file.path);
        else if (d->state.position(file.path) >= 0)
            before = d->state.text(file.path);
        given.insert(file.path, file.text);
        changes.changes.push_back(FileChange{file.path, before, file.text});
    }
    changes = d->state.withPositions(changes);
    if (!d->commit(changes)) return;
    for (const FileText &file : files) d->saved.insert(file.path, file.text);
    d->history.clear();
    d->tell(changes, Origin::File);
}

void Document::load(const QString &file, const QByteArray &text) { load({{file, text}}); }

void Document::load(std::shared_ptr<const ResourceSet> parsed, const QHash<ResourceKey, QPointF> &pins)
{
    Q_ASSERT(d->state.resources->files().empty());
    d->state.resources = std::move(parsed);
    ChangeSet changes;
    for (const SourceFile &file : d->state.resources->files()) {
        const QByteArray text = file.stream.text();
        changes.changes.push_back(FileChange{file.path, std::nullopt, text, int(changes.changes.size())});
        d->saved.insert(file.path, text);
    }
    for (auto pin = pins.cbegin(); pin != pins.cend(); ++pin) {
        if (!d->state.resources->find(pin.key())) continue;
        d->state.pins.insert(pin.key(), *pin);
        changes.changes.push_back(MoveChange{pin.key(), std::nullopt, *pin});
    }
    d->history.clear();
    d->tell(changes, Origin::File);
}

void Document::markSaved(const QString &file)
{
    d->saved.insert(file, text(file));
    d->history.setClean(); // a stack merges nothing into its clean step
    d->tellModified(d->noteModified({file}));
}

void Document::clear()
{
    ChangeSet changes;
    for (const QString &file : files()) changes.changes.push_back(FileChange{file, text(file), std::nullopt});
    for (auto pin = d->state.pins.cbegin(); pin != d->state.pins.cend(); ++pin)
        changes.changes.push_back(MoveChange{pin.key(), pin.value(), std::nullopt});
    if (changes.isEmpty()) return;
    changes = d->state.withPositions(changes);
    if (!d->commit(changes)) return;
    d->saved.clear();
    d->readOnly.clear();
    d->history.clear();
    d->tell(changes, Origin::File);
}

} // namespace model
