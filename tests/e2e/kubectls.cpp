// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/kubectls.h"

#include <QDir>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

namespace kubectls {

using namespace Qt::StringLiterals;

namespace {

// "1.32"; empty when it is none. A dispatcher says one version and runs another: named by the server's it would be
// the wrong one, so what counts is what a program of its own says.
QString versionOf(const QString &kubectl)
{
    QProcess process;
    process.start(kubectl, {u"version"_s, u"--client"_s});
    if (!process.waitForFinished(30000) || process.exitCode() != 0) return {};
    static const QRegularExpression version(u"Client Version: v(\\d+\\.\\d+\\.\\d+)"_s);
    return version.match(QString::fromUtf8(process.readAllStandardOutput())).captured(1);
}

QStringList known()
{
    const QString asked = qEnvironmentVariable("KUBEWRIGHT_KUBECTL");
    if (!asked.isEmpty()) return asked.split(u':', Qt::SkipEmptyParts);
    QString built = qEnvironmentVariable("KUBEWRIGHT_ASSETS");
    if (built.isEmpty())
        built = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/kubewright/controlplane"_s;
    QStringList all{built + u"/kubectl"_s};
    const QString inPath = QStandardPaths::findExecutable(u"kubectl"_s);
    if (inPath.isEmpty()) return all;
    const QDir folder = QFileInfo(QFileInfo(inPath).canonicalFilePath()).dir();
    const QFileInfoList beside = folder.entryInfoList({u"kubectl.1.*"_s}, QDir::Files | QDir::Executable, QDir::Name);
    for (const QFileInfo &file : beside) {
        const int minor = file.fileName().section(u'.', 2, 2).toInt();
        if (minor >= 32) all += file.filePath();
    }
    // Beside others it is only what chooses among them.
    if (beside.isEmpty()) all += inPath;
    return all;
}

} // namespace

QMap<QString, QString> present()
{
    QMap<QString, QString> kubectls;
    for (const QString &kubectl : known()) {
        const QString version = versionOf(kubectl);
        const QString minor = version.section(u'.', 0, 1);
        const bool another = std::none_of(kubectls.keyBegin(), kubectls.keyEnd(), [&minor](const QString &there) {
            return there.section(u'.', 0, 1) == minor;
        });
        if (!version.isEmpty() && (another || qEnvironmentVariableIsSet("KUBEWRIGHT_KUBECTL")))
            kubectls.insert(version, kubectl);
    }
    return kubectls;
}

Run::Run(const QStringList &arguments)
{
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/tests/e2e/kubectlsession"), arguments);
}

QString difference(const QStringList &expected, const QStringList &actual)
{
    constexpr int most = 12;
    const auto commands = [](const QStringList &lines) {
        QList<QStringList> all;
        for (const QString &line : lines) {
            if (line.startsWith(u"$ ") || all.isEmpty()) all.append(QStringList());
            all.last() += line;
        }
        return all;
    };
    const QList<QStringList> there = commands(expected), here = commands(actual);
    QString text;
    int count = 0;
    for (qsizetype i = 0; i < std::max(there.size(), here.size()); ++i) {
        const QStringList real = there.value(i), practiced = here.value(i);
        if (real == practiced || ++count > most) continue;
        text += u"--- real\n%1\n+++ practice\n%2\n"_s.arg(real.join(u'\n'), practiced.join(u'\n'));
    }
    if (count) text += u"%1 of %2 answers differ\n"_s.arg(count).arg(there.size());
    return text;
}

} // namespace kubectls
