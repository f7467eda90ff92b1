// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/contract/recording.h"

#include <QFile>

namespace contract {

bool writeRecording(const QString &path, const QList<Recorded> &recorded)
{
    QString text;
    for (const Recorded &entry : recorded) {
        text += QStringLiteral("### ") + entry.scenario.id + QStringLiteral(": ") + entry.scenario.name + u'\n';
        for (const QString &thing : entry.transcript) {
            text += QStringLiteral("* ") + thing + u'\n';
            if (thing.startsWith(u"apart: ")) break; // what follows is not compared
        }
    }
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.flush();
}

QMap<QString, QStringList> readRecording(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QMap<QString, QStringList> all;
    QStringList *transcript = nullptr;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.startsWith(u"### "))
            transcript = &all[line.mid(4).section(u':', 0, 0)];
        else if (transcript && line.startsWith(u"* "))
            transcript->append(line.mid(2));
        else if (transcript && !transcript->isEmpty() && !line.isEmpty())
            transcript->last() += u'\n' + line;
    }
    return all;
}

} // namespace contract
