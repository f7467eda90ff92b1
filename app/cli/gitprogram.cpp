// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/gitprogram.h"

#include "cluster/api/status.h"
#include "model/base/say.h"

#include <QProcess>

#include <algorithm>

namespace app {

using model::Error;
using model::Result;
using namespace Qt::StringLiterals;

namespace {

// The first line of what git says on standard error.
QString reasonOf(const QByteArray &said)
{
    constexpr qsizetype longestReason = 200;
    const QByteArray line = said.left(said.indexOf('\n') < 0 ? said.size() : said.indexOf('\n'));
    return cluster::inertText(QString::fromUtf8(line).trimmed(), longestReason);
}

QProcessEnvironment gitEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    environment.insert(u"GIT_OPTIONAL_LOCKS"_s, u"0"_s);
    environment.insert(u"GIT_LITERAL_PATHSPECS"_s, u"1"_s);
    // Of a partial clone only what is here; git before 2.45 knows the second alone.
    environment.insert(u"GIT_NO_LAZY_FETCH"_s, u"1"_s);
    environment.insert(u"GIT_ALLOW_PROTOCOL"_s, u"none"_s);
    return environment;
}

} // namespace

int GitProgram::left() const
{
    constexpr int patienceMs = 30000;
    return std::max(1, patienceMs - int(m_clock.elapsed()));
}

Result<QByteArray> GitProgram::run(const QStringList &words, const QString &failure, qsizetype limit,
                                   const QByteArray &input)
{
    QProcess git;
    git.setProcessEnvironment(gitEnvironment());
    git.start(u"git"_s, words);
    if (!git.waitForStarted())
        return error(Error::Code::NotFound,
                     model::say("git is not installed, and a revision cannot be read without it"));
    git.write(input);
    git.closeWriteChannel();
    QByteArray out;
    while (git.waitForReadyRead(left()) || git.bytesAvailable() > 0) {
        out += git.readAll();
        if (out.size() <= limit) continue;
        git.kill();
        git.waitForFinished();
        return error(Error::Code::TooLarge, model::say("git has more to say than can be read"));
    }
    if (git.state() != QProcess::NotRunning && !git.waitForFinished(left())) {
        git.kill();
        git.waitForFinished();
        return error(Error::Code::Io, model::say("git has not answered in time"));
    }
    out += git.readAll();
    if (git.exitStatus() == QProcess::NormalExit && git.exitCode() == 0) return out;
    const QString reason = reasonOf(git.readAllStandardError());
    return error(Error::Code::NotFound,
                 reason.isEmpty() ? failure : model::say("%1 (git says: %2)").arg(failure, reason));
}

Result<QHash<QByteArray, qsizetype>> GitProgram::sizesOf(const QList<QByteArray> &hashes)
{
    QHash<QByteArray, qsizetype> sizes;
    if (hashes.isEmpty()) return sizes;
    constexpr qsizetype longestLine = 200;
    const auto said =
        run({u"cat-file"_s, u"--batch-check"_s}, model::say("git has not all that is there, and nothing is fetched"),
            hashes.size() * longestLine, hashes.join('\n') + '\n');
    if (!said) return said.error();
    // Lines are "hash type size", or "hash missing".
    for (const QByteArray &line : said->split('\n')) {
        const QList<QByteArray> facts = line.split(' ');
        if (facts.size() == 3 && facts[1] == "blob") sizes.insert(facts[0], facts[2].toLongLong());
    }
    return sizes;
}

} // namespace app
