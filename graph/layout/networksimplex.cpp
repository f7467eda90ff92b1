// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/networksimplex.h"

#include <limits>
#include <queue>

namespace graph::layered {

namespace {

// A spanning tree of tight arcs and, for each of its arcs, the cut value: what the total length loses per step when the
// two halves that the arc holds together move apart. A negative one can be traded for a better arc.
class Simplex
{
public:
    Simplex(const std::vector<RankArc> &arcs, std::vector<int> &ranks);
    void run(qint64 workLimit, const Cancel &cancel);

private:
    int other(int arc, int node) const { return m_arcs[arc].from == node ? m_arcs[arc].to : m_arcs[arc].from; }
    int slack(int arc) const { return m_rank[m_arcs[arc].to] - m_rank[m_arcs[arc].from] - m_arcs[arc].length; }
    bool under(int node, int top) const { return m_low[top] <= m_lim[node] && m_lim[node] <= m_lim[top]; }

    void growTightTree();
    void label(int root, int low);
    void initCuts();
    int leavingArc();
    int enteringArc(int leaving, int child);
    void exchange(int leaving, int child, int entering);
    int pushFlow(int entering, qint64 flow);

    const std::vector<RankArc> &m_arcs;
    std::vector<int> &m_rank;
    std::vector<int> m_start, m_incident; // arcs at each node
    std::vector<char> m_inTree;
    std::vector<int> m_treeArcs, m_treeSlot;
    std::vector<int> m_parent, m_parentArc, m_low, m_lim, m_byLim; // postorder: a subtree is a range of lim
    std::vector<qint64> m_cut;
    std::vector<std::pair<int, int>> m_stack;
    size_t m_next = 0;
    qint64 m_work = 0;
};

Simplex::Simplex(const std::vector<RankArc> &arcs, std::vector<int> &ranks)
    : m_arcs(arcs),
      m_rank(ranks),
      m_start(ranks.size() + 1),
      m_incident(2 * arcs.size()),
      m_inTree(arcs.size()),
      m_treeSlot(arcs.size(), -1),
      m_parent(ranks.size(), -1),
      m_parentArc(ranks.size(), -1),
      m_low(ranks.size()),
      m_lim(ranks.size()),
      m_byLim(ranks.size()),
      m_cut(arcs.size())
{
    for (const RankArc &arc : arcs) {
        ++m_start[arc.from + 1];
        ++m_start[arc.to + 1];
    }
    for (size_t i = 1; i < m_start.size(); ++i) m_start[i] += m_start[i - 1];
    std::vector<int> fill(m_start.begin(), m_start.end() - 1);
    for (int i = 0; i < int(arcs.size()); ++i) {
        m_incident[fill[arcs[i].from]++] = i;
        m_incident[fill[arcs[i].to]++] = i;
    }
}

// Prim's way, always over the arc of least slack. Instead of shifting the tree at each step, what is still outside
// shifts: by one number. It lengthens the arcs that leave the tree as much as it shortens those that enter it, so two
// heaps stay sorted.
void Simplex::growTightTree()
{
    using Entry = std::pair<qint64, int>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> leaving, entering;
    std::vector<char> inside(m_rank.size());
    qint64 shift = 0;
    const auto add = [&](int node) {
        inside[node] = 1;
        m_rank[node] += int(shift);
        for (int i = m_start[node]; i < m_start[node + 1]; ++i) {
            const int arc = m_incident[i];
            const int far = other(arc, node);
            if (inside[far]) continue;
            if (m_arcs[arc].from == node)
                leaving.emplace(slack(arc), arc);
            else
                entering.emplace(slack(arc), arc);
        }
    };
    const auto outside = [&](int arc) { return !inside[m_arcs[arc].from] || !inside[m_arcs[arc].to]; };
    add(0);
    for (;;) {
        while (!leaving.empty() && !outside(leaving.top().second)) leaving.pop();
        while (!entering.empty() && !outside(entering.top().second)) entering.pop();
        if (leaving.empty() && entering.empty()) break;
        const bool leave =
            entering.empty() || (!leaving.empty() && leaving.top().first + shift <= entering.top().first - shift);
        const int arc = leave ? leaving.top().second : entering.top().second;
        const qint64 gap = leave ? leaving.top().first + shift : entering.top().first - shift;
        shift += leave ? -gap : gap;
        m_inTree[arc] = 1;
        m_treeSlot[arc] = int(m_treeArcs.size());
        m_treeArcs.push_back(arc);
        add(inside[m_arcs[arc].from] ? m_arcs[arc].to : m_arcs[arc].from);
    }
}

void Simplex::label(int root, int low)
{
    int next = low;
    m_stack.clear();
    m_stack.emplace_back(root, m_start[root]);
    m_low[root] = next;
    while (!m_stack.empty()) {
        auto &[node, i] = m_stack.back();
        if (i == m_start[node + 1]) {
            m_byLim[next] = node;
            m_lim[node] = next++;
            m_stack.pop_back();
            continue;
        }
        const int arc = m_incident[i++];
        if (!m_inTree[arc] || arc == m_parentArc[node]) continue;
        const int child = other(arc, node);
        m_parent[child] = node;
        m_parentArc[child] = arc;
        m_low[child] = next;
        m_stack.emplace_back(child, m_start[child]);
    }
    m_work += next - low;
}

// Arcs inside a subtree cancel out, so its cut is the sum of what its nodes send minus what they receive.
void Simplex::initCuts()
{
    std::vector<qint64> balance(m_rank.size());
    for (const RankArc &arc : m_arcs) {
        balance[arc.from] += arc.weight;
        balance[arc.to] -= arc.weight;
    }
    for (int node : m_byLim) {
        if (m_parent[node] < 0) continue;
        const int arc = m_parentArc[node];
        m_cut[arc] = m_arcs[arc].from == node ? balance[node] : -balance[node];
        balance[m_parent[node]] += balance[node];
    }
}

int Simplex::leavingArc()
{
    int best = -1, seen = 0;
    size_t tried = 0;
    for (; tried < m_treeArcs.size(); ++tried) {
        const int arc = m_treeArcs[m_next];
        m_next = (m_next + 1) % m_treeArcs.size();
        if (m_cut[arc] >= 0) continue;
        if (best < 0 || m_cut[arc] < m_cut[best]) best = arc;
        if (++seen == 30) break; // the worst of a few is nearly as good as the worst of all, and much cheaper
    }
    m_work += qint64(tried / 4);
    return best;
}

int Simplex::enteringArc(int leaving, int child)
{
    const bool tailBelow = m_arcs[leaving].from == child;
    int best = -1, bestSlack = std::numeric_limits<int>::max();
    for (int lim = m_low[child]; lim <= m_lim[child]; ++lim) {
        const int node = m_byLim[lim];
        for (int i = m_start[node]; i < m_start[node + 1]; ++i) {
            const int arc = m_incident[i];
            if (m_inTree[arc] || (m_arcs[arc].to == node) != tailBelow || under(other(arc, node), child)) continue;
            const int gap = slack(arc);
            if (gap < bestSlack || (gap == bestSlack && arc < best)) {
                best = arc;
                bestSlack = gap;
            }
        }
    }
    m_work += m_lim[child] - m_low[child];
    return best;
}

// Sends flow round the cycle that the entering arc closes, and returns the cycle's topmost node.
int Simplex::pushFlow(int entering, qint64 flow)
{
    const int tail = m_arcs[entering].from, head = m_arcs[entering].to;
    int node = head;
    for (; !under(tail, node); node = m_parent[node])
        m_cut[m_parentArc[node]] += m_arcs[m_parentArc[node]].from == node ? flow : -flow;
    const int top = node;
    for (node = tail; node != top; node = m_parent[node])
        m_cut[m_parentArc[node]] += m_arcs[m_parentArc[node]].to == node ? flow : -flow;
    m_cut[entering] = flow;
    return top;
}

void Simplex::exchange(int leaving, int child, int entering)
{
    const int shift = m_arcs[leaving].from == child ? -slack(entering) : slack(entering);
    if (shift != 0)
        for (int lim = m_low[child]; lim <= m_lim[child]; ++lim) m_rank[m_byLim[lim]] += shift;

    const int top = pushFlow(entering, -m_cut[leaving]);
    const bool fromBelow = under(m_arcs[entering].from, child);
    int node = fromBelow ? m_arcs[entering].from : m_arcs[entering].to;
    int parent = other(entering, node), arc = entering;
    for (;;) { // hang the subtree up by the entering arc: the path up to the old top turns round
        const int nextNode = m_parent[node], nextArc = m_parentArc[node];
        m_parent[node] = parent;
        m_parentArc[node] = arc;
        if (node == child) break;
        parent = node;
        arc = nextArc;
        node = nextNode;
    }
    m_inTree[leaving] = 0;
    m_inTree[entering] = 1;
    m_treeSlot[entering] = m_treeSlot[leaving];
    m_treeArcs[m_treeSlot[entering]] = entering;
    label(top, m_low[top]);
}

void Simplex::run(qint64 workLimit, const Cancel &cancel)
{
    growTightTree();
    label(0, 0);
    initCuts();
    while (m_work < workLimit && !cancel.requested()) {
        const int leaving = leavingArc();
        if (leaving < 0) return;
        const RankArc &arc = m_arcs[leaving];
        const int child = m_parentArc[arc.from] == leaving ? arc.from : arc.to;
        const int entering = enteringArc(leaving, child);
        Q_ASSERT(entering >= 0);
        exchange(leaving, child, entering);
    }
}

} // namespace

void networkSimplex(const std::vector<RankArc> &arcs, qint64 workLimit, const Cancel &cancel, std::vector<int> *ranks)
{
    if (arcs.empty()) return;
    Simplex(arcs, *ranks).run(workLimit, cancel);
}

} // namespace graph::layered
