// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gotypes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryFile>

using namespace Qt::StringLiterals;

namespace support {

static GoAnswer parsed(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    GoAnswer answer{object[u"json"].toString().toUtf8(), object[u"error"].toString(), {}};
    const QJsonArray strict = object[u"strict"].toArray();
    for (const auto &one : strict) answer.strict.append(one.toString());
    return answer;
}

std::optional<std::vector<GoAnswer>> askGo(const QByteArrayList &lines)
{
    QTemporaryFile input; // a file, so that neither side waits for the other's pipe
    if (!input.open() || input.write(lines.join('\n') + '\n') < 0 || !input.flush()) return std::nullopt;
    QProcess go;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"GOPROXY"_s, u"off"_s); // only what is there already
    go.setProcessEnvironment(environment);
    go.setWorkingDirectory(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/tests/controlplane"));
    go.setStandardInputFile(input.fileName());
    go.start(u"go"_s, {u"run"_s, u"-mod=readonly"_s, u"./cmd/gotypes"_s});
    if (!go.waitForStarted() || !go.waitForFinished(600000) || go.exitCode() != 0) return std::nullopt;
    std::vector<GoAnswer> answers;
    for (const QByteArray &line : go.readAllStandardOutput().split('\n'))
        if (!line.isEmpty()) answers.push_back(parsed(line));
    if (qsizetype(answers.size()) != lines.size()) return std::nullopt;
    return answers;
}

} // namespace support
