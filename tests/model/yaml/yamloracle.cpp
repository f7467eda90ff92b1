// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/yaml/yamloracle.h"

#include <QProcess>
#include <QTemporaryFile>
#include <QtEndian>

#include <algorithm>

using namespace model;
using namespace Qt::StringLiterals;

QByteArrayList askYamlOracle(const QByteArrayList &texts, const QStringList &arguments)
{
    QTemporaryFile input; // a file, so that neither side waits for the other's pipe
    if (!input.open()) return {};
    for (const QByteArray &text : texts) {
        const quint64 size = qToBigEndian(quint64(text.size()));
        input.write(reinterpret_cast<const char *>(&size), sizeof size);
        input.write(text);
    }
    if (!input.flush()) return {};
    QProcess oracle;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"GOPROXY"_s, u"off"_s); // only what is there already
    oracle.setProcessEnvironment(environment);
    oracle.setWorkingDirectory(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/tests/controlplane"));
    oracle.setStandardInputFile(input.fileName());
    oracle.start(u"go"_s, QStringList{u"run"_s, u"-mod=readonly"_s, u"./cmd/yamljson"_s} + arguments);
    if (!oracle.waitForStarted() || !oracle.waitForFinished(600000) || oracle.exitCode() != 0) return {};
    QByteArrayList lines = oracle.readAllStandardOutput().split('\n');
    lines.removeLast();
    return lines;
}

void sortKeys(Value &value)
{
    if (ValueMap *map = value.map()) {
        std::sort(map->begin(), map->end(),
                  [](const auto &a, const auto &b) { return a.first.toUtf8() < b.first.toUtf8(); });
        for (auto &[key, child] : *map) sortKeys(child);
    } else if (ValueList *list = value.list()) {
        for (Value &child : *list) sortKeys(child);
    }
}
