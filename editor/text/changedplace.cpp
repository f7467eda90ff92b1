// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text/changedplace.h"

#include <algorithm>
#include <vector>

namespace editor {

namespace {

// What differs of a text that was replaced as a whole.
model::Span differenceOf(const QByteArray &before, const QByteArray &after)
{
    const auto [was, is] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    qsizetype same = 0;
    const qsizetype begin = is - after.begin(), most = std::min(before.end() - was, after.end() - is);
    while (same < most && before[before.size() - 1 - same] == after[after.size() - 1 - same]) ++same;
    return {begin, after.size() - same};
}

// The places in one file.
class Places
{
public:
    void add(const model::TextChange &change)
    {
        const qsizetype end = change.offset + change.before.size();
        const qsizetype growth = change.after.size() - change.before.size();
        for (model::Span &span : m_spans) {
            if (span.begin >= end)
                span = span.shifted(growth);
            else if (span.end > change.offset)
                span = {std::min(span.begin, change.offset), std::max(span.end, end) + growth};
        }
        m_spans.push_back({change.offset, change.offset + change.after.size()});
    }

    void add(const model::FileChange &change)
    {
        m_spans.clear();
        if (change.after)
            m_spans.push_back(change.before ? differenceOf(*change.before, *change.after) : model::Span{});
    }

    static void add(const model::MoveChange &) {}

    const std::vector<model::Span> &spans() const { return m_spans; }

private:
    std::vector<model::Span> m_spans;
};

QString fileOf(const model::Change &change)
{
    if (const auto *text = std::get_if<model::TextChange>(&change)) return text->file;
    if (const auto *whole = std::get_if<model::FileChange>(&change)) return whole->file;
    return {};
}

} // namespace

ChangedPlace changedPlace(const model::ChangeSet &changes, const QString &preferred)
{
    QStringList files = changes.files();
    if (files.removeOne(preferred)) files.prepend(preferred);
    for (const QString &file : std::as_const(files)) {
        Places places;
        for (const model::Change &change : changes.changes)
            if (fileOf(change) == file) std::visit([&](const auto &one) { places.add(one); }, change);
        const auto first = std::ranges::min_element(places.spans(), {}, &model::Span::begin);
        if (first != places.spans().end()) return {file, *first};
    }
    return {};
}

} // namespace editor
