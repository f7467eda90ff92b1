// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/fields/fieldset.h"

#include "cluster/practice/fields/smdvalue.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;
using model::ValueMap;

namespace practice {

namespace {

int compareKeys(const ValueMap &left, const ValueMap &right)
{
    const std::size_t shared = std::min(left.size(), right.size());
    for (std::size_t i = 0; i < shared; ++i) {
        if (const int names = compareTexts(left[i].first, right[i].first)) return names;
        if (const int values = compareScalars(left[i].second, right[i].second)) return values;
    }
    return left.size() < right.size() ? -1 : int(left.size() > right.size());
}

using Entries = FieldSet::Entries;

// Walks two sorted lists side by side; both(l, r) for what is in both.
template<typename Left, typename Both, typename Right>
void zip(const Entries &left, const Entries &right, Left onLeft, Both onBoth, Right onRight)
{
    auto l = left.begin();
    auto r = right.begin();
    while (l != left.end() || r != right.end()) {
        const int order = l == left.end() ? 1 : r == right.end() ? -1 : l->element.compare(r->element);
        if (order < 0) {
            onLeft(*l++);
        } else if (order > 0) {
            onRight(*r++);
        } else {
            onBoth(*l++, *r++);
        }
    }
}

constexpr auto ignore = [](const FieldSet::Entry &) {};

} // namespace

struct FieldSet::Data : QSharedData
{
    Entries entries;
};

FieldSet::FieldSet() = default;
FieldSet::FieldSet(const FieldSet &other) = default;
FieldSet::FieldSet(FieldSet &&other) noexcept = default;
FieldSet &FieldSet::operator=(const FieldSet &other) = default;
FieldSet &FieldSet::operator=(FieldSet &&other) noexcept = default;
FieldSet::~FieldSet() = default;

const Entries &FieldSet::entries() const
{
    static const Entries none;
    return d ? d->entries : none;
}

Entries &FieldSet::own()
{
    if (!d)
        d = new Data;
    else
        d.detach();
    return d->entries;
}

PathElement PathElement::key(ValueMap keys)
{
    std::stable_sort(keys.begin(), keys.end(),
                     [](const auto &l, const auto &r) { return compareTexts(l.first, r.first) < 0; });
    return {Kind::Key, std::move(keys)};
}

int PathElement::compare(const PathElement &other) const
{
    if (m_kind != other.m_kind) return m_kind < other.m_kind ? -1 : 1;
    switch (m_kind) {
    case Kind::Field: return compareTexts(name(), other.name());
    case Kind::Key: return compareKeys(*m_content.map(), *other.m_content.map());
    case Kind::Value:
    case Kind::Index: break;
    }
    return compareScalars(m_content, other.m_content);
}

QString PathElement::toString() const
{
    switch (m_kind) {
    case Kind::Field: return u'.' + name();
    case Kind::Value: return u"[="_s + printedScalar(m_content) + u']';
    case Kind::Index: return u'[' + printedScalar(m_content) + u']';
    case Kind::Key: break;
    }
    QString text;
    for (const auto &[name, value] : *m_content.map()) {
        text += (text.isEmpty() ? QString() : QString(u',')) + name + u'=' + printedScalar(value);
    }
    return u'[' + text + u']';
}

const FieldSet::Entry *FieldSet::find(const PathElement &element) const
{
    const Entries &all = entries();
    const auto place = std::lower_bound(all.begin(), all.end(), element,
                                        [](const Entry &e, const PathElement &p) { return e.element.compare(p) < 0; });
    if (place == all.end() || place->element.compare(element) != 0) return nullptr;
    return &*place;
}

const FieldSet::Entry *FieldSet::findField(QStringView name) const
{
    const Entries &all = entries();
    const auto before = [](const Entry &entry, QStringView wanted) {
        return entry.element.isField() && compareTexts(entry.element.name(), wanted) < 0;
    };
    const auto place = std::lower_bound(all.begin(), all.end(), name, before);
    if (place == all.end() || !place->element.isField() || place->element.name() != name) return nullptr;
    return &*place;
}

bool FieldSet::has(std::span<const PathElement> path) const
{
    const FieldSet *set = this;
    const Entry *entry = nullptr;
    for (const PathElement &element : path) {
        entry = set->find(element);
        if (!entry) return false;
        set = &entry->below;
    }
    return entry && entry->member;
}

FieldSet FieldSet::ofDotted(const std::vector<QString> &paths)
{
    FieldSet all;
    for (const QString &path : paths) {
        const QStringList names = path.split(u'.');
        FieldSet set;
        for (auto name = names.rbegin(); name != names.rend(); ++name) {
            FieldSet outer;
            outer.add(PathElement::field(*name), name == names.rbegin(), std::move(set));
            set = std::move(outer);
        }
        all = all.unitedWith(set);
    }
    return all;
}

bool FieldSet::contains(const FieldSet &other) const
{
    if (isSharedWith(other)) return true;
    bool all = true;
    const auto lacks = [&all](const Entry &) { all = false; };
    const auto both = [&all](const Entry &l, const Entry &r) {
        all = all && (l.member || !r.member) && l.below.contains(r.below);
    };
    zip(entries(), other.entries(), ignore, both, lacks);
    return all;
}

bool FieldSet::meets(const FieldSet &other) const
{
    bool any = false;
    const auto both = [&any](const Entry &l, const Entry &r) {
        any = any || (l.member && r.member) || l.below.meets(r.below);
    };
    if (!isEmpty() && !other.isEmpty()) zip(entries(), other.entries(), ignore, both, ignore);
    return any;
}

FieldSet FieldSet::unitedWith(const FieldSet &other) const
{
    if (contains(other)) return *this;
    if (isEmpty()) return other;
    FieldSet result;
    result.own().reserve(std::max(entries().size(), other.entries().size()));
    const auto keep = [&result](const Entry &entry) { result.own().push_back(entry); };
    const auto both = [&result](const Entry &l, const Entry &r) {
        result.add(l.element, l.member || r.member, l.below.unitedWith(r.below));
    };
    zip(entries(), other.entries(), keep, both, keep);
    return result;
}

FieldSet FieldSet::without(const FieldSet &other) const
{
    if (!meets(other)) return *this;
    FieldSet result;
    const auto keep = [&result](const Entry &entry) { result.own().push_back(entry); };
    const auto both = [&result](const Entry &l, const Entry &r) {
        result.add(l.element, l.member && !r.member, l.below.without(r.below));
    };
    zip(entries(), other.entries(), keep, both, ignore);
    return result;
}

FieldSet FieldSet::intersectedWith(const FieldSet &other) const
{
    FieldSet result;
    if (isEmpty() || other.isEmpty()) return result;
    const auto both = [&result](const Entry &l, const Entry &r) {
        result.add(l.element, l.member && r.member, l.below.intersectedWith(r.below));
    };
    zip(entries(), other.entries(), ignore, both, ignore);
    return result;
}

FieldSet FieldSet::withoutTrees(const FieldSet &other) const
{
    if (isEmpty() || other.isEmpty()) return *this;
    FieldSet result;
    const auto keep = [&result](const Entry &entry) { result.own().push_back(entry); };
    const auto both = [&result](const Entry &l, const Entry &r) {
        if (!r.member) result.add(l.element, l.member, l.below.withoutTrees(r.below));
    };
    zip(entries(), other.entries(), keep, both, ignore);
    return result;
}

FieldSet FieldSet::leaves() const
{
    FieldSet result;
    for (const Entry &entry : entries()) {
        result.add(entry.element, entry.member && entry.below.isEmpty(), entry.below.leaves());
    }
    return result;
}

void FieldSet::visit(const std::function<void(std::span<const PathElement>)> &visitor) const
{
    std::vector<PathElement> path;
    visit(path, visitor);
}

void FieldSet::visit(std::vector<PathElement> &path,
                     const std::function<void(std::span<const PathElement>)> &visitor) const
{
    for (const Entry &entry : entries()) {
        if (!entry.member) continue;
        path.push_back(entry.element);
        visitor(path);
        path.pop_back();
    }
    for (const Entry &entry : entries()) {
        if (entry.below.isEmpty()) continue;
        path.push_back(entry.element);
        entry.below.visit(path, visitor);
        path.pop_back();
    }
}

bool FieldSet::operator==(const FieldSet &other) const
{
    const auto same = [](const Entry &l, const Entry &r) {
        return l.member == r.member && l.element.compare(r.element) == 0 && l.below == r.below;
    };
    const Entries &left = entries();
    const Entries &right = other.entries();
    return isSharedWith(other) || std::equal(left.begin(), left.end(), right.begin(), right.end(), same);
}

void FieldSet::add(PathElement element, bool member, FieldSet below)
{
    if (member || !below.isEmpty()) own().push_back({std::move(element), member, std::move(below)});
}

void FieldSet::sort()
{
    const auto before = [](const Entry &l, const Entry &r) { return l.element.compare(r.element) < 0; };
    if (isEmpty()) return;
    Entries &all = own();
    if (!std::is_sorted(all.begin(), all.end(), before)) std::stable_sort(all.begin(), all.end(), before);
    std::size_t kept = 0;
    for (std::size_t i = 1; i < all.size(); ++i) {
        Entry &last = all[kept];
        Entry &next = all[i];
        if (last.element.compare(next.element) == 0) {
            last.member = last.member || next.member;
            last.below = last.below.unitedWith(next.below);
        } else if (++kept != i) {
            all[kept] = std::move(next);
        }
    }
    all.erase(all.begin() + std::ptrdiff_t(kept + 1), all.end());
}

QString printedPath(std::span<const PathElement> path)
{
    QString text;
    for (const PathElement &element : path) text += element.toString();
    return text;
}

} // namespace practice
