// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamldetach.h"

#include "model/yaml/yamlplan.h"
#include "model/yaml/yamlvalue.h"

#include <algorithm>

namespace model {

namespace {

class Detacher
{
public:
    Detacher(const YamlDocument &document, const YamlEdit &edit)
        : m_document(document), m_nodes(document.nodes()), m_plan(document), m_edit(edit)
    {
    }

    std::optional<Detaching> run()
    {
        if (m_document.isEmpty()) return Detaching();
        m_isOnWay.assign(m_nodes.size(), false);
        const bool replaces = m_edit.kind == YamlEdit::Kind::Set || m_edit.kind == YamlEdit::Kind::Remove;
        const int steps = m_edit.path.size();
        int at = 0;
        for (int i = 0; i < steps; ++i) {
            if (m_nodes[size_t(at)].kind == YamlKind::Alias) return copy({at});
            m_isOnWay[size_t(at)] = true;
            const bool isLast = i + 1 == steps;
            if (const QString *key = std::get_if<QString>(&m_edit.path[i]))
                if (!isWrittenOnce(at, *key, isLast && m_edit.kind == YamlEdit::Kind::Set)) return writeOut(at);
            const int next = m_plan.child(at, m_edit.path[i]);
            if (isLast && next >= 0 && m_edit.kind == YamlEdit::Kind::Move) return copyPassed(at, next);
            if (next < 0 || (isLast && !replaces)) return copyAliases(-1);
            at = next;
        }
        return copyAliases(at);
    }

private:
    // Whether the mapping itself gives the key its value, and nothing else tries to. To be set, a key may be missing
    // here (the new one overrides a merged one) or repeated (the last one counts).
    bool isWrittenOnce(int mapping, const QString &key, bool isSet) const
    {
        const YamlRef ref(&m_document, mapping);
        const YamlRef meant = ref[key];
        const int own = m_plan.child(mapping, key);
        if (!meant.isValid()) return true;
        if (own < 0) return isSet;
        if (meant.index() != own) return false;
        if (isSet) return true;
        int count = 0;
        for (int i = m_nodes[size_t(mapping)].firstChild; i >= 0; i = m_nodes[size_t(valueOf(i))].nextSibling) {
            const YamlRef entry(&m_document, i);
            if (isMergeKey(entry) && mergeGives(valueOf(i), key)) return false; // it would come back
            count += !isMergeKey(entry) && keyIs(entry, key) ? 1 : 0;
        }
        return count == 1;
    }

    bool mergeGives(int merge, const QString &key) const
    {
        const YamlRef source(&m_document, merge);
        bool gives = source[key].isValid();
        source.forEachItem([&](int, YamlRef item) { gives = gives || item[key].isValid(); });
        return gives;
    }

    int valueOf(int key) const { return m_nodes[size_t(key)].nextSibling; }

    // A mapping with its merges and repeated keys resolved.
    std::optional<Detaching> writeOut(int mapping)
    {
        const auto value = toValue(YamlRef(&m_document, mapping));
        if (!value) return std::nullopt;
        const auto splices = m_plan.replace(mapping, *value);
        if (!splices) return std::nullopt;
        return Detaching{*splices, {YamlRef(&m_document, mapping).path()}};
    }

    // Aliases outside the edited subtree to anchors that the edit changes.
    std::optional<Detaching> copyAliases(int target)
    {
        if (!m_document.hasAliases()) return Detaching();
        std::vector<int> found;
        for (size_t i = 0; i < m_nodes.size(); ++i) {
            if (m_nodes[i].kind != YamlKind::Alias || isBelow(int(i), target)) continue;
            const int anchored = m_nodes[i].target;
            if (m_isOnWay[size_t(anchored)] || isBelow(anchored, target)) found.push_back(int(i));
        }
        if (found.empty()) return Detaching();
        return copy(found);
    }

    // Aliases to the list that changes, and those that would come to stand on the other side of their anchor.
    std::optional<Detaching> copyPassed(int sequence, int item)
    {
        if (!m_document.hasAliases()) return Detaching();
        const int other = m_plan.child(sequence, m_edit.to);
        if (other < 0) return std::nullopt;
        const int first = std::min(item, other), last = std::max(item, other); // nodes are in the order of the text
        const auto isPassed = [&](int node) { return node >= first && (node < last || isBelow(node, last)); };
        std::vector<int> found;
        for (int i = 0; i < int(m_nodes.size()); ++i) {
            if (m_nodes[size_t(i)].kind != YamlKind::Alias) continue;
            const int anchored = m_nodes[size_t(i)].target;
            const bool passes = isPassed(i) && isPassed(anchored) && isBelow(i, item) != isBelow(anchored, item);
            if (passes || m_isOnWay[size_t(anchored)]) found.push_back(i);
        }
        if (found.empty()) return Detaching();
        return copy(found);
    }

    bool isBelow(int node, int top) const
    {
        if (top < 0) return false;
        while (node >= 0 && node != top) node = m_nodes[size_t(node)].parent;
        return node == top;
    }

    std::optional<Detaching> copy(const std::vector<int> &aliases)
    {
        Detaching all;
        for (const int alias : aliases) {
            const auto value = toValue(YamlRef(&m_document, alias));
            const auto splices = value ? m_plan.replace(alias, *value) : std::nullopt;
            if (!splices) return std::nullopt;
            all.splices.insert(all.splices.end(), splices->begin(), splices->end());
            all.places.push_back(YamlRef(&m_document, alias).path());
        }
        all.splices = tidySplices(m_document.text(), std::move(all.splices));
        return all;
    }

    const YamlDocument &m_document;
    const std::vector<YamlNode> &m_nodes;
    YamlPlan m_plan;
    const YamlEdit &m_edit;
    std::vector<bool> m_isOnWay;
};

} // namespace

std::optional<Detaching> detachingSplices(const YamlDocument &document, const YamlEdit &edit)
{
    return Detacher(document, edit).run();
}

} // namespace model
