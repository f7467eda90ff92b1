// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/proxy/ingressrules.h"

#include "cluster/practice/base/objects.h"

#include <algorithm>
#include <tuple>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

bool hostMatches(const QString &rule, const QString &host)
{
    if (rule.isEmpty()) return true;
    const QString wanted = rule.toLower();
    const QString asked = host.toLower();
    if (!wanted.startsWith(u"*.")) return wanted == asked;
    const qsizetype dot = asked.indexOf(u'.'); // the star is one label
    return dot > 0 && QStringView(asked).sliced(dot) == QStringView(wanted).sliced(1);
}

bool pathMatches(const QString &rule, const QString &pathType, const QString &path)
{
    const QString asked = path.isEmpty() ? u"/"_s : path;
    if (pathType == u"Exact") return asked == rule;
    QString prefix = rule;
    while (prefix.endsWith(u'/')) prefix.chop(1);
    return prefix.isEmpty() || asked == prefix || asked.startsWith(prefix + u'/');
}

namespace {

int hostRank(const QString &rule) { return rule.isEmpty() ? 2 : rule.startsWith(u"*.") ? 1 : 0; }

struct Candidate
{
    const Value *ingress;
    const Value *path;
    QString host;

    // The smallest wins.
    auto rank() const
    {
        const QString text = textAt(*path, {u"path"});
        return std::tuple(hostRank(host), -text.size(), textAt(*path, {u"pathType"}) != u"Exact",
                          textAt(*ingress, {u"metadata", u"creationTimestamp"}), namespaceOf(*ingress),
                          nameOf(*ingress));
    }
};

QString whyChosen(const Candidate &best, std::size_t count)
{
    const QString path = textAt(*best.path, {u"path"});
    const QString type = textAt(*best.path, {u"pathType"});
    QString why = best.host.isEmpty() ? u"a rule for any host"_s : u"the rule for host %1"_s.arg(best.host);
    why += u" has path %1 (%2)"_s.arg(path.isEmpty() ? u"/"_s : path, type);
    if (count > 1) why += u"; of the %1 that match, the closest host, then the longest path wins"_s.arg(count);
    return why;
}

} // namespace

IngressMatch matchIngress(const std::vector<const Value *> &ingresses, const QString &host, const QString &path)
{
    std::vector<Candidate> candidates;
    for (const Value *ingress : ingresses) {
        for (const Value &rule : listAt(*ingress, {u"spec", u"rules"})) {
            const QString wanted = textAt(rule, {u"host"});
            if (!hostMatches(wanted, host)) continue;
            for (const Value &one : listAt(rule, {u"http", u"paths"}))
                if (pathMatches(textAt(one, {u"path"}), textAt(one, {u"pathType"}), path))
                    candidates.push_back({ingress, &one, wanted});
        }
    }
    IngressMatch match;
    const auto best = std::min_element(candidates.begin(), candidates.end(),
                                       [](const auto &a, const auto &b) { return a.rank() < b.rank(); });
    if (best != candidates.end()) {
        match.ingress = best->ingress;
        if (const Value *backend = best->path->find(u"backend")) match.backend = *backend;
        match.host = best->host;
        match.path = textAt(*best->path, {u"path"});
        match.pathType = textAt(*best->path, {u"pathType"});
        match.why = whyChosen(*best, candidates.size());
        return match;
    }
    for (const Value *ingress : ingresses) {
        const Value *backend = at(*ingress, {u"spec", u"defaultBackend"});
        if (!backend || backend->isNull()) continue;
        match.ingress = ingress;
        match.backend = *backend;
        match.isDefault = true;
        match.why = u"no rule matches, so its defaultBackend takes it"_s;
        return match;
    }
    match.why = u"no rule of %1 Ingresses matches host \"%2\" and path \"%3\", and none has a defaultBackend"_s.arg(
        QString::number(ingresses.size()), host, path);
    return match;
}

} // namespace practice
