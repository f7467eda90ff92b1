// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/gittree.h"

#include "model/base/say.h"

#include <QStringList>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestTarget = 4096; // as Linux has it
constexpr int mostHops = 40;              // the same
constexpr qint64 mostSteps = 20'000'000;  // parts of paths that are looked at, for all links together

} // namespace

std::vector<GitEntry> gitEntries(const QByteArray &listing)
{
    // Lines are "mode type hash<tab>path", each with a NUL at its end.
    std::vector<GitEntry> found;
    for (qsizetype at = 0; at < listing.size();) {
        qsizetype end = listing.indexOf('\0', at);
        if (end < 0) end = listing.size();
        const QByteArray line = listing.mid(at, end - at);
        at = end + 1;
        const qsizetype tab = line.indexOf('\t');
        const QList<QByteArray> facts = line.left(tab).simplified().split(' ');
        if (tab > 0 && facts.size() == 3) found.push_back({facts[0], facts[2], QString::fromUtf8(line.mid(tab + 1))});
    }
    return found;
}

GitTree::GitTree(GitProgram &git, std::vector<GitEntry> entries) : m_git(git), m_entries(std::move(entries))
{
    m_folders.insert(QString());
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const QString &path = m_entries[i].path;
        m_places.insert(path, i);
        for (qsizetype slash = path.lastIndexOf(u'/'); slash > 0; slash = path.lastIndexOf(u'/', slash - 1)) {
            if (m_folders.contains(path.left(slash))) break;
            m_folders.insert(path.left(slash));
        }
    }
}

// All at once; where git fails, each is asked for when it is needed.
void GitTree::readTargets()
{
    m_areTargetsRead = true;
    QSet<QByteArray> links;
    for (const GitEntry &entry : m_entries)
        if (entry.isLink()) links.insert(entry.hash);
    if (links.size() < 2) return;
    const auto sizes = m_git.sizesOf({links.cbegin(), links.cend()});
    if (!sizes) return;
    QByteArray wanted;
    qsizetype total = 0;
    constexpr qsizetype longestHeader = 200;
    for (auto one = sizes->cbegin(); one != sizes->cend(); ++one) {
        if (one.value() > longestTarget) continue;
        wanted += one.key() + '\n';
        total += one.value() + longestHeader;
    }
    const auto said = m_git.run({u"cat-file"_s, u"--batch"_s}, {}, total, wanted);
    if (!said) return;
    for (qsizetype at = 0; at < said->size();) {
        const qsizetype end = said->indexOf('\n', at);
        const QList<QByteArray> facts = said->mid(at, end - at).split(' ');
        if (end < 0 || facts.size() != 3) return;
        m_targets.insert(facts[0], said->mid(end + 1, facts[2].toLongLong()));
        at = end + 1 + facts[2].toLongLong() + 1;
    }
}

QByteArray GitTree::targetOf(const GitEntry &link)
{
    if (!m_areTargetsRead) readTargets();
    const auto known = m_targets.constFind(link.hash);
    if (known != m_targets.cend()) return *known;
    constexpr int mostSingle = 100; // a process each
    if (++m_singles > mostSingle) return {};
    const auto target = m_git.run({u"cat-file"_s, u"blob"_s, QString::fromLatin1(link.hash)}, QString(), longestTarget);
    return *m_targets.insert(link.hash, target.valueOr({}));
}

GitTree::Place GitTree::resolve(const QString &path)
{
    QStringList ahead = path.split(u'/'), behind;
    int hops = 0;
    while (!ahead.isEmpty()) {
        const QString name = ahead.takeFirst();
        if (name.isEmpty() || name == u".") continue;
        if (name == u"..") {
            if (behind.isEmpty()) return {Place::What::Outside};
            behind.removeLast();
            continue;
        }
        behind += name;
        m_steps += behind.size();
        if (m_steps > mostSteps) return {Place::What::TooFar};
        const QString at = behind.join(u'/');
        if (m_folders.contains(at)) continue;
        const auto place = m_places.constFind(at);
        if (place == m_places.cend()) return {};
        const GitEntry &entry = m_entries[*place];
        if (entry.isSubmodule()) return {Place::What::Submodule};
        if (entry.isFile()) return ahead.isEmpty() ? Place{Place::What::File, at, &entry} : Place{};
        const QString target = QString::fromUtf8(targetOf(entry));
        if (!entry.isLink() || target.isEmpty()) return {Place::What::Unreadable};
        if (target.startsWith(u'/')) return {Place::What::Outside};
        if (++hops > mostHops) return {Place::What::TooFar};
        behind.removeLast();
        ahead = target.split(u'/') + ahead;
    }
    return {Place::What::Folder, behind.join(u'/')};
}

QString GitTree::reasonOf(Place::What what)
{
    switch (what) {
    case Place::What::Outside: return model::say("this link leads out of the revision, where it is not followed");
    case Place::What::TooFar: return model::say("this link leads to itself, or by too many others");
    case Place::What::Submodule: return model::say("this is in a submodule, whose files the repository does not have");
    case Place::What::Unreadable: return model::say("git does not have what this link says");
    case Place::What::Missing: return model::say("this link leads to what is not in the revision");
    case Place::What::File:
    case Place::What::Folder: break;
    }
    return {};
}

} // namespace app
