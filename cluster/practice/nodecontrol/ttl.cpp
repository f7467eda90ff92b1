// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/nodecontrol/ttl.h"

#include "cluster/practice/base/objects.h"

#include <array>
#include <limits>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

// The bounds overlap, so that a cluster at one of them does not flap.
struct Bound
{
    int least;
    int most;
    int seconds;
};
constexpr std::array<Bound, 5> bounds = {
    {{0, 100, 0}, {90, 500, 15}, {450, 1000, 30}, {900, 2000, 60}, {1800, std::numeric_limits<int>::max(), 300}}};
constexpr QStringView annotation = u"node.alpha.kubernetes.io/ttl";

} // namespace

TtlController::TtlController(ComponentProcess &process)
    : Controller(process, u"ttl-controller"_s), m_nodes(process.informer(u"v1", u"Node"))
{
    m_nodes.addHandler({.added =
                            [this](const Value &node) {
                                count(1);
                                enqueue(nameOf(node));
                            },
                        .changed = [this](const Value &, const Value &node) { enqueue(nameOf(node)); },
                        .removed = [this](const Value &) { count(-1); }});
}

void TtlController::count(int change)
{
    m_count += change;
    if (m_count > bounds[m_step].most)
        ++m_step;
    else if (m_count < bounds[m_step].least)
        --m_step;
}

std::optional<ApiStatus> TtlController::reconcile(const QString &key)
{
    const Value *node = m_nodes.find(key);
    if (!node) return std::nullopt;
    const QString wanted = QString::number(bounds[m_step].seconds);
    if (textAt(*node, {u"metadata", u"annotations", annotation}) == wanted) return std::nullopt;
    Value patch;
    mapIn(mapIn(patch, u"metadata"), u"annotations").set(annotation, wanted);
    const auto written = client().patch(m_nodes.kind(), {}, key, patch);
    if (!written) return written.status();
    decided(key,
            u"tells %1 to keep ConfigMaps and Secrets for %2 s: there are %3 nodes"_s.arg(key, wanted).arg(m_count));
    return std::nullopt;
}

} // namespace practice
