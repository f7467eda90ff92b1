// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/changeset.h"

#include <QSet>

#include <algorithm>

namespace model {

namespace {

qsizetype growth(const TextChange &c) { return c.after.size() - c.before.size(); }

bool changesNothing(const Change &change)
{
    return std::visit([](const auto &c) { return c.before == c.after; }, change);
}

// Whether later, whose offsets are those after earlier, replaces text next to or within what earlier wrote.
bool touches(const TextChange &earlier, const TextChange &later)
{
    return later.offset <= earlier.offset + earlier.after.size() &&
           later.offset + later.before.size() >= earlier.offset;
}

// One change with the effect of both, which touch.
TextChange joined(const TextChange &earlier, const TextChange &later)
{
    const qsizetype head = earlier.offset - later.offset; // > 0: later starts before what earlier wrote
    const qsizetype tail = later.offset + later.before.size() - (earlier.offset + earlier.after.size());
    TextChange both{earlier.file, std::min(earlier.offset, later.offset), earlier.before, later.after};
    if (head > 0) both.before.prepend(later.before.first(head));
    if (head < 0) both.after.prepend(earlier.after.first(-head));
    if (tail > 0) both.before.append(later.before.last(tail));
    if (tail < 0) both.after.append(earlier.after.last(-tail));
    return both;
}

class Simplifier
{
public:
    void add(const Change &change)
    {
        std::visit([this](const auto &c) { add(c); }, change);
    }
    std::vector<Change> take() { return std::move(m_changes); }

private:
    void replace(size_t index, Change change)
    {
        if (changesNothing(change))
            m_changes.erase(m_changes.begin() + qsizetype(index));
        else
            m_changes[index] = std::move(change);
    }

    void append(Change change)
    {
        if (!changesNothing(change)) m_changes.push_back(std::move(change));
    }

    // Moves of different nodes, and moves and text, never meet: the order among them means nothing.
    void add(const MoveChange &move)
    {
        for (size_t i = 0; i < m_changes.size(); ++i) {
            const auto *earlier = std::get_if<MoveChange>(&m_changes[i]);
            if (earlier && earlier->resource == move.resource)
                return replace(i, MoveChange{move.resource, earlier->before, move.after});
        }
        append(move);
    }

    // Positions count among the files of the moment, so only a file's own last change may be joined, and only when no
    // other file came or went since.
    void add(const FileChange &change)
    {
        for (size_t i = m_changes.size(); i-- > 0;) {
            const auto *earlier = std::get_if<FileChange>(&m_changes[i]);
            const auto *text = std::get_if<TextChange>(&m_changes[i]);
            if ((text && text->file == change.file) || (earlier && earlier->file != change.file)) break;
            if (!earlier) continue;
            if (earlier->position != change.position) break;
            return replace(i, FileChange{change.file, earlier->before, change.after, change.position});
        }
        append(change);
    }

    void add(const TextChange &change)
    {
        TextChange moved = change; // as it would read if it had been made right after the change looked at
        TextChange placed = change;
        size_t place = m_changes.size();
        for (size_t i = m_changes.size(); i-- > 0;) {
            const auto *whole = std::get_if<FileChange>(&m_changes[i]);
            if (whole && whole->file == change.file) {
                if (!whole->after) break;
                return foldInto(i, moved, place);
            }
            const auto *earlier = std::get_if<TextChange>(&m_changes[i]);
            if (!earlier || earlier->file != change.file) continue;
            if (touches(*earlier, moved)) {
                shift(i + 1, place, moved);
                placed = moved = joined(*earlier, moved);
                m_changes.erase(m_changes.begin() + qsizetype(i));
                place = i;
            } else if (moved.offset > earlier->offset) {
                moved.offset -= growth(*earlier);
            }
        }
        if (!changesNothing(placed)) m_changes.insert(m_changes.begin() + qsizetype(place), placed);
    }

    void foldInto(size_t index, const TextChange &change, size_t place)
    {
        shift(index + 1, place, change);
        FileChange with = std::get<FileChange>(m_changes[index]);
        with.after->replace(change.offset, change.before.size(), change.after);
        replace(index, std::move(with));
    }

    // A change is now made before those in [from, to): what stands behind it, stands elsewhere.
    void shift(size_t from, size_t to, TextChange change)
    {
        for (size_t i = from; i < to; ++i) {
            auto *later = std::get_if<TextChange>(&m_changes[i]);
            if (!later || later->file != change.file) continue;
            if (later->offset > change.offset)
                later->offset += growth(change);
            else
                change.offset += growth(*later);
        }
    }

    std::vector<Change> m_changes;
};

} // namespace

bool ChangeSet::isNoOp() const
{
    return std::all_of(changes.begin(), changes.end(), changesNothing) || simplified().isEmpty();
}

ChangeSet ChangeSet::inverse() const
{
    ChangeSet back;
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        back.changes.push_back(*change);
        std::visit([](auto &c) { std::swap(c.before, c.after); }, back.changes.back());
    }
    return back;
}

ChangeSet ChangeSet::simplified() const
{
    Simplifier simplifier;
    for (const Change &change : changes) simplifier.add(change);
    return {simplifier.take()};
}

void ChangeSet::append(const ChangeSet &later)
{
    changes.insert(changes.end(), later.changes.begin(), later.changes.end());
}

QStringList ChangeSet::files() const
{
    QStringList found;
    QSet<QString> known;
    for (const Change &change : changes) {
        const auto *text = std::get_if<TextChange>(&change);
        const auto *whole = std::get_if<FileChange>(&change);
        if (!text && !whole) continue;
        const QString &file = text ? text->file : whole->file;
        if (known.contains(file)) continue;
        known.insert(file);
        found.append(file);
    }
    return found;
}

} // namespace model
