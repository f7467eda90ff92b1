// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/offline/offlinecases.h"

#include <QFile>
#include <QString>

namespace {

QString pathOf(const QString &name) { return QStringLiteral(KUBEWRIGHT_TEST_DATA "/practice/offline/") + name; }

QByteArray casesText(const QString &name)
{
    QFile file(pathOf(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// "< TEXT": what follows the sign and a space.
QByteArray unescaped(const QByteArray &line) { return line.mid(2).replace("\\n", "\n"); }

void replaceOnce(QByteArray &text, const QByteArray &from, const QByteArray &to)
{
    const qsizetype at = text.indexOf(from);
    text = at < 0 ? QByteArray() : text.replace(at, from.size(), to);
}

} // namespace

OfflineCases readOfflineCases(const QString &fileName)
{
    OfflineCases read;
    QByteArray *base = nullptr;
    QByteArray from;
    for (const QByteArray &line : casesText(fileName).split('\n')) {
        if (line.startsWith("== base ")) {
            base = &read.bases[line.mid(8)];
        } else if (line.startsWith("== case ")) {
            base = nullptr;
            const qsizetype of = line.lastIndexOf(" of ");
            const QByteArray name = line.mid(of + 4);
            read.cases.append({line.mid(8, of - 8), name, read.bases[name], {}});
        } else if (base) {
            *base += line + '\n';
        } else if (line.startsWith('<')) {
            from = unescaped(line);
        } else if (line.startsWith('>')) {
            replaceOnce(read.cases.last().manifest, from, unescaped(line));
        } else if (line.startsWith('!')) {
            read.cases.last().problems += line.mid(2) + '\n';
        }
    }
    return read;
}

bool recordOfflineCases(const QList<QByteArray> &problems, const QString &fileName)
{
    QByteArray out;
    qsizetype next = 0;
    for (const QByteArray &line : casesText(fileName).trimmed().split('\n')) {
        if (line.startsWith('!')) continue;
        out += line + '\n';
        if (!line.startsWith('>') || next >= problems.size()) continue;
        for (const QByteArray &problem : problems[next++].trimmed().split('\n')) out += "! " + problem + '\n';
    }
    QFile file(pathOf(fileName));
    return file.open(QIODevice::WriteOnly) && file.write(out) == out.size();
}
