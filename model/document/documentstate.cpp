// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/documentstate.h"

#include "model/resource/succession.h"

#include <QSet>

#include <algorithm>

namespace model {

namespace {

int indexOf(const std::vector<SourceFile> &files, const QString &path)
{
    const auto found =
        std::find_if(files.begin(), files.end(), [&path](const SourceFile &file) { return file.path == path; });
    return found == files.end() ? -1 : int(found - files.begin());
}

// Carries changes out on copies. Text is read again once per file, when all of them are done.
class Application
{
public:
    explicit Application(const DocumentState &state)
        : m_files(state.resources->files()), m_before(*state.resources), m_pins(state.pins)
    {
    }

    bool make(const ChangeSet &changes)
    {
        return std::all_of(changes.changes.begin(), changes.changes.end(), [this](const Change &change) {
            return std::visit([this](const auto &c) { return make(c); }, change);
        });
    }

    void finish(DocumentState &state)
    {
        YamlBudget budget;
        for (auto text = m_texts.cbegin(); text != m_texts.cend(); ++text) {
            const int index = indexOf(m_files, text.key());
            if (index < 0) continue;
            const SourceFile *before = m_before.file(text.key());
            m_files[size_t(index)].stream =
                YamlStream::parse(text.value(), before ? &before->stream : nullptr, &budget);
        }
        if (m_filesChanged || !m_texts.isEmpty()) state.resources = ResourceSet::build(std::move(m_files), &m_before);
        state.pins = std::move(m_pins);
    }

private:
    bool make(const TextChange &change)
    {
        const int index = indexOf(m_files, change.file);
        if (index < 0) return false;
        auto text = m_texts.find(change.file);
        if (text == m_texts.end()) text = m_texts.insert(change.file, m_files[size_t(index)].stream.text());
        if (change.offset < 0 || change.offset + change.before.size() > text->size()) return false;
        if (QByteArrayView(*text).sliced(change.offset, change.before.size()) != change.before) return false;
        text->replace(change.offset, change.before.size(), change.after);
        return true;
    }

    bool make(const FileChange &change)
    {
        const int index = indexOf(m_files, change.file);
        if ((index >= 0) != change.before.has_value()) return false;
        if (index >= 0 && m_texts.value(change.file, m_files[size_t(index)].stream.text()) != *change.before)
            return false;
        m_filesChanged = true;
        if (!change.after) {
            m_files.erase(m_files.begin() + index);
            m_texts.remove(change.file);
            return true;
        }
        if (index < 0) {
            const int last = int(m_files.size());
            const int position = change.position < 0 ? last : std::min(change.position, last);
            m_files.insert(m_files.begin() + position, SourceFile{change.file, {}});
        }
        m_texts.insert(change.file, *change.after);
        return true;
    }

    bool make(const MoveChange &change)
    {
        const auto pin = m_pins.constFind(change.resource);
        const std::optional<QPointF> present = pin == m_pins.cend() ? std::nullopt : std::optional(*pin);
        if (present != change.before) return false;
        if (change.after)
            m_pins.insert(change.resource, *change.after);
        else
            m_pins.remove(change.resource);
        return true;
    }

    std::vector<SourceFile> m_files;
    const ResourceSet &m_before;
    QHash<ResourceKey, QPointF> m_pins;
    QHash<QString, QByteArray> m_texts; // of the files that the changes touch
    bool m_filesChanged = false;
};

} // namespace

QByteArray DocumentState::text(const QString &file) const
{
    const SourceFile *found = resources->file(file);
    return found ? found->stream.text() : QByteArray();
}

int DocumentState::position(const QString &file) const { return resources->filePosition(file); }

ChangeSet DocumentState::withPositions(const ChangeSet &changes) const
{
    QStringList files;
    for (const SourceFile &file : resources->files()) files.append(file.path);
    ChangeSet said = changes;
    for (Change &change : said.changes) {
        auto *whole = std::get_if<FileChange>(&change);
        if (!whole) continue;
        if (whole->before || whole->position < 0 || whole->position > files.size())
            whole->position = int(whole->before ? files.indexOf(whole->file) : files.size());
        if (whole->before && !whole->after) files.removeOne(whole->file);
        if (!whole->before && whole->after) files.insert(whole->position, whole->file);
    }
    return said;
}

bool DocumentState::apply(const ChangeSet &changes)
{
    Application application(*this);
    if (!application.make(changes)) return false;
    // The old set is read from until the new one stands.
    const std::shared_ptr<const ResourceSet> before = resources;
    application.finish(*this);
    return true;
}

ChangeSet DocumentState::pinsToFollow(const ResourceSet &before) const
{
    ChangeSet moves;
    const auto isGone = [this](const ResourceKey &key) { return !resources->find(key); };
    if (std::none_of(pins.keyBegin(), pins.keyEnd(), isGone)) return moves;
    const QHash<ResourceKey, ResourceKey> renamed = successors(before, *resources);
    for (auto pin = pins.cbegin(); pin != pins.cend(); ++pin) {
        const auto now = renamed.constFind(pin.key());
        if (now == renamed.cend() || pins.contains(*now)) continue;
        moves.changes.push_back(MoveChange{pin.key(), pin.value(), std::nullopt});
        moves.changes.push_back(MoveChange{*now, std::nullopt, pin.value()});
    }
    return moves;
}

QStringList DocumentState::violations() const
{
    QStringList found;
    QSet<QString> paths;
    for (const SourceFile &file : resources->files()) {
        if (paths.contains(file.path)) found.append(QStringLiteral("%1 is there twice").arg(file.path));
        paths.insert(file.path);
        for (const YamlStream::Part &part : file.stream.parts())
            if (part.document->text() != QByteArrayView(file.stream.text()).sliced(part.span.begin, part.span.size()))
                found.append(QStringLiteral("%1: a document is not the text that it stands for").arg(file.path));
    }
    for (const Resource &resource : resources->resources()) {
        const SourceFile *file = resources->file(resource.file);
        if (!file) found.append(QStringLiteral("%1 stands in no file").arg(resource.key.id()));
        if (!file || resource.stale) continue;
        const auto &parts = file->stream.parts();
        if (resource.part < 0 || size_t(resource.part) >= parts.size() ||
            parts[size_t(resource.part)].document != resource.document ||
            parts[size_t(resource.part)].span.begin != resource.offset || resources->find(resource.key) != &resource)
            found.append(QStringLiteral("%1 is not where it says").arg(resource.key.id()));
    }
    return found;
}

} // namespace model
