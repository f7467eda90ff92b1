// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/life/watching.h"

#include "model/wire/json.h"
#include "tests/cluster/practice/life/paths.h"

#include <algorithm>
#include <utility>

namespace life {

using namespace Qt::StringLiterals;
using model::Value;

namespace {

constexpr std::size_t watchesPerClient = 5; // of the six connections that it opens to one server
constexpr int all = 1000000;

} // namespace

Watching::Watching(const Connect &connect)
{
    for (const WatchedKind &kind : watchedKinds()) {
        if (m_sources.size() % watchesPerClient == 0) m_clients.push_back(connect());
        const QString path = kind.root + u'/' + kind.plural + u"?watch=1"_s;
        m_sources.push_back({&kind, m_clients.back()->watch(path.toUtf8())});
    }
    m_sinceLast.start();
}

void Watching::begin(const QString &space)
{
    read();
    m_space = space;
    m_seen.clear();
    m_now.clear();
}

bool Watching::isOurs(const Value &object) const
{
    return textAtPath(object, u"metadata.namespace"_s) == m_space ||
           textAtPath(object, u"metadata.name"_s).startsWith(m_space) ||
           textAtPath(object, u"involvedObject.name"_s).startsWith(m_space);
}

bool Watching::read()
{
    bool goesOn = true;
    for (Source &source : m_sources) {
        for (const QByteArray &line : source.watch->take(all, 0)) {
            const auto json = model::readJson(line);
            const Value *object = json ? json->value.find(u"object") : nullptr;
            if (m_space.isEmpty() || !object || !isOurs(*object)) continue;
            const QString type = textAtPath(json->value, u"type"_s);
            m_seen.push_back(
                {textAtPath(*object, u"metadata.resourceVersion"_s).toLongLong(), type, source.kind, *object});
            const std::pair key(source.kind->kind, textAtPath(*object, u"metadata.name"_s));
            if (type == u"DELETED")
                m_now.erase(key);
            else
                m_now[key] = *object;
            m_sinceLast.restart();
        }
        goesOn = goesOn && !source.watch->isFinished();
    }
    return goesOn;
}

std::vector<Seen> Watching::history() const
{
    std::vector<Seen> sorted = m_seen;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Seen &left, const Seen &right) { return left.revision < right.revision; });
    return sorted;
}

const Value *Watching::find(const WatchedKind &kind, const QString &name) const
{
    const auto found = m_now.find({kind.kind, name});
    return found == m_now.end() ? nullptr : &found->second;
}

std::vector<Value> Watching::list(const WatchedKind &kind, const QString &label) const
{
    std::vector<Value> found;
    for (const auto &[key, object] : m_now) {
        if (key.first != kind.kind) continue;
        const QString path = u"metadata.labels("_s + label.section(u'=', 0, 0) + u')';
        if (label.isEmpty() || textAtPath(object, path) == label.section(u'=', 1)) found.push_back(object);
    }
    return found;
}

} // namespace life
