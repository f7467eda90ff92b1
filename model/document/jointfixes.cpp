// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/jointfixes.h"

#include "model/yaml/yamldetach.h"
#include "model/yaml/yamlplan.h"
#include "model/yaml/yamlvalue.h"

#include <algorithm>

namespace model {

namespace {

// One edit of a field as one of its document; nothing: it is none of a field.
std::optional<YamlEdit> documentEdit(const Edit &edit, const FieldPath &base)
{
    if (const auto *set = std::get_if<SetField>(&edit)) return YamlEdit::set(base / set->path, set->value);
    if (const auto *gone = std::get_if<RemoveField>(&edit)) return YamlEdit::remove(base / gone->path);
    if (const auto *name = std::get_if<RenameField>(&edit)) return YamlEdit::rename(base / name->path, name->name);
    return std::nullopt;
}

// Whether an anchor or a tag stands at a field: its name or value would be written without it.
bool isMarked(const YamlDocument &document, const FieldPath &path)
{
    const YamlRef value = document.root().at(path);
    const auto *name = path.isEmpty() ? nullptr : std::get_if<QString>(&path.last());
    const YamlRef key = name ? document.root().at(path.parent()).keyNode(*name) : YamlRef();
    const auto has = [&document](YamlRef ref) { return ref && document.properties(ref.node()); };
    return has(value) || has(key);
}

const ResourceKey *resourceOf(const Edit &edit)
{
    if (const auto *set = std::get_if<SetField>(&edit)) return &set->resource;
    if (const auto *gone = std::get_if<RemoveField>(&edit)) return &gone->resource;
    if (const auto *name = std::get_if<RenameField>(&edit)) return &name->resource;
    return nullptr;
}

} // namespace

JointFixes::JointFixes(const ResourceSet &set) : m_set(set), m_file(set.files().front()) {}
JointFixes::~JointFixes() = default;

bool JointFixes::add(const QuickFix &fix)
{
    PartEdits edits;
    const auto splices = fix.edits.empty() ? planChanges(fix.changes) : planEdits(fix.edits, edits);
    if (!splices || splices->empty() || !isApart(*splices)) return false;
    for (const Splice &one : *splices) m_splices.emplace(one.span.begin, one);
    for (auto &[part, edit] : edits) m_edits[part].push_back(std::move(edit));
    return true;
}

Splices JointFixes::splices() const
{
    Splices all;
    for (const auto &[begin, splice] : m_splices) all.push_back(splice);
    return all;
}

QByteArray JointFixes::text() const { return applySplices(m_file.stream.text(), splices()); }

bool JointFixes::isRight(const ResourceSet &after) const
{
    const auto &before = m_file.stream.parts(), &parts = after.files().front().stream.parts();
    if (m_edits.empty()) return true;
    if (parts.size() != before.size()) return false;
    return std::ranges::all_of(m_edits, [&](const auto &one) {
        const size_t part = size_t(one.first);
        auto expected = toValue(before[part].document->root());
        const auto value = toValue(parts[part].document->root());
        if (!expected || !value) return false;
        // Paths count in the text as it was: the deeper go first, and the last item of a list.
        std::vector<YamlEdit> edits = one.second;
        std::ranges::sort(edits, [](const YamlEdit &a, const YamlEdit &b) { return b.path < a.path; });
        const bool isMade =
            std::ranges::all_of(edits, [&](const YamlEdit &edit) { return editValue(*expected, edit).ok(); });
        return isMade && value->means(*expected);
    });
}

bool JointFixes::meansTheSame(const ResourceSet &after) const
{
    const auto valueOf = [](const YamlStream::Part &part) { return toValue(part.document->root()); };
    return std::ranges::equal(m_file.stream.parts(), after.files().front().stream.parts(),
                              [&](const YamlStream::Part &a, const YamlStream::Part &b) {
                                  const auto before = valueOf(a), now = valueOf(b);
                                  return before.ok() == now.ok() && (!before || now->means(*before));
                              });
}

std::optional<Splices> JointFixes::planChanges(const ChangeSet &changes) const
{
    Splices splices;
    for (const Change &change : changes.changes) {
        const auto *one = std::get_if<TextChange>(&change);
        if (!one || one->file != m_file.path) return std::nullopt;
        const Span span{one->offset, one->offset + one->before.size()};
        if (m_file.stream.text().mid(span.begin, span.size()) != one->before) return std::nullopt;
        splices.push_back({span, one->after});
    }
    return splices;
}

std::optional<Splices> JointFixes::planEdits(const Edits &edits, PartEdits &planned)
{
    Splices all;
    for (const Edit &edit : edits) {
        const ResourceKey *const key = resourceOf(edit);
        const Resource *const resource = key ? m_set.find(*key) : nullptr;
        const auto made = resource ? documentEdit(edit, resource->base) : std::nullopt;
        if (!made || resource->stale) return std::nullopt;
        const auto splices = planEdit(resource->part, *made);
        if (!splices) return std::nullopt;
        const qsizetype begin = m_file.stream.parts()[size_t(resource->part)].span.begin;
        for (const Splice &one : *splices) all.push_back({one.span.shifted(begin), one.text});
        planned.emplace_back(resource->part, *made);
    }
    return all;
}

// Nothing: see add().
std::optional<Splices> JointFixes::planEdit(int part, const YamlEdit &edit)
{
    const YamlDocument &document = *m_file.stream.parts()[size_t(part)].document;
    if (document.hasAliases()) return std::nullopt;
    if (document.hasMergesOrDuplicates()) {
        const auto detaching = detachingSplices(document, edit);
        if (!detaching || !detaching->splices.empty()) return std::nullopt;
    }
    const bool isRemoval = edit.kind == YamlEdit::Kind::Remove;
    if (!isRemoval && isMarked(document, edit.path)) return std::nullopt;
    auto &plan = m_plans[part];
    if (!plan) plan = std::make_unique<YamlPlan>(document);
    if (plan->find(edit.path) < 0) return std::nullopt; // it is written elsewhere: below a merge
    auto splices = plan->edit(edit);
    if (!splices) return std::nullopt;
    const YamlLayout layout(document);
    const bool isCareful = std::ranges::all_of(*splices, [&](const Splice &one) {
        const QByteArrayView gone = QByteArrayView(document.text()).sliced(one.span.begin, one.span.size());
        return !gone.contains('#') && (isRemoval ? !layout.hasCommentAround(one.span) : !gone.contains('\n'));
    });
    return isCareful ? splices : std::nullopt;
}

// What touches may be done together, but for two texts at one place.
bool JointFixes::isApart(const Splices &splices) const
{
    const auto isClear = [](const Span &first, const Span &second) {
        const bool isInsertion = first.isEmpty() || second.isEmpty();
        return first.end < second.begin || (first.end == second.begin && !isInsertion);
    };
    return std::ranges::all_of(splices, [&](const Splice &one) {
        const auto next = m_splices.lower_bound(one.span.begin);
        if (next != m_splices.end() && !isClear(one.span, next->second.span)) return false;
        return next == m_splices.begin() || isClear(std::prev(next)->second.span, one.span);
    });
}

} // namespace model
